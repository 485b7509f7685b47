public import EventModel
public import TransparencyLog

extension QueryParameter {
  fileprivate static let at = QueryParameter(
    "at", "integer", "as the log of this size knew; the present one where absent")

  fileprivate static let organisation = QueryParameter(
    "organisation", "string", required: true, "the organisation's id")
}

/// `organisations.list`: the register of organisations.
public struct ListOrganisations: Query {
  /// At most so many items.
  public var limit: Int?
  /// Where the page before ended.
  public var cursor: String?
  /// Only those in the register on this UTC day; nil for all, struck-off ones included.
  public var on: CivilDate?
  /// As the log of this size knew; nil for the present one.
  public var at: LogSize?

  /// A page of organisations.
  public init(limit: Int? = nil, cursor: String? = nil, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.limit, self.cursor, self.on, self.at) = (limit, cursor, on, at)
  }

  /// `organisations.list`.
  public static let method = "organisations.list"
  /// What it answers.
  public static let summary = "The organisations of the register, by id"
  /// Its parameters.
  public static let parameters: [QueryParameter] = [
    .limit, .cursor,
    QueryParameter("on", "string", "only those in the register on this day, YYYY-MM-DD UTC; all where absent"), .at,
  ]
  /// A page of organisations.
  public typealias Answer = Page<OrganisationSummary>
}

/// `organisations.show`: one organisation with its representatives and mandates.
public struct ShowOrganisation: Query {
  /// The organisation's id.
  public var organisation: Identifier
  /// Only what holds on this UTC day; nil for the whole history.
  public var on: CivilDate?
  /// As the log of this size knew; nil for the present one.
  public var at: LogSize?

  /// One organisation.
  public init(organisation: Identifier, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.organisation, self.on, self.at) = (organisation, on, at)
  }

  /// `organisations.show`.
  public static let method = "organisations.show"
  /// What it answers.
  public static let summary = "One organisation: its representatives, mandates and attributes, as of a day"
  /// Its parameters.
  public static let parameters: [QueryParameter] = [
    .organisation,
    QueryParameter("on", "string", "only what holds on this day, YYYY-MM-DD UTC; the whole history where absent"), .at,
  ]
  /// The organisation.
  public typealias Answer = Sized<OrganisationView>
}

/// `organisations.signatories`: who could sign for an organisation on a day.
public struct OrganisationSignatories: Query {
  /// The organisation's id.
  public var organisation: Identifier
  /// The UTC day.
  public var on: CivilDate
  /// The stream of what is signed, for instance `agreement/garden`; nil for mandates of every target.
  public var target: String?
  /// As the log of this size knew; nil for the present one.
  public var at: LogSize?

  /// Who could sign.
  public init(organisation: Identifier, on: CivilDate, target: String? = nil, at: LogSize? = nil) {
    (self.organisation, self.on, self.target, self.at) = (organisation, on, target, at)
  }

  /// `organisations.signatories`.
  public static let method = "organisations.signatories"
  /// What it answers.
  public static let summary = "Who could sign for an organisation on a day, each with the rule and the events behind it"
  /// Its parameters.
  public static let parameters: [QueryParameter] = [
    .organisation, QueryParameter("on", "string", required: true, "the day, YYYY-MM-DD UTC"),
    QueryParameter("target", "string", "the stream of what is signed, agreement/ID; every mandate where absent"), .at,
  ]
  /// The signatories.
  public typealias Answer = Sized<SignatoriesView>
}

/// `people.show`: what is attested of one person.
public struct ShowPerson: Query {
  /// The person's pseudonym.
  public var person: Identifier
  /// Only what holds on this UTC day; nil for the whole history.
  public var on: CivilDate?
  /// As the log of this size knew; nil for the present one.
  public var at: LogSize?

  /// One person.
  public init(person: Identifier, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.person, self.on, self.at) = (person, on, at)
  }

  /// `people.show`.
  public static let method = "people.show"
  /// What it answers.
  public static let summary = "What is attested of a person, and the consents of guardians, as of a day"
  /// Its parameters.
  public static let parameters: [QueryParameter] = [
    QueryParameter("person", "string", required: true, "the person's pseudonym"),
    QueryParameter("on", "string", "only what holds on this day, YYYY-MM-DD UTC; the whole history where absent"), .at,
  ]
  /// The person.
  public typealias Answer = Sized<PersonView>
}
