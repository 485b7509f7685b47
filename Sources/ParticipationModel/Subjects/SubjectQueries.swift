public import EventModel
public import TransparencyLog

/// `organisations.list`: the register of organisations.
public struct ListOrganisations: Query {
  /// At most this many items.
  public var limit: Int?
  /// The `next` of the previous page.
  public var cursor: String?
  /// Only those in the register on this UTC day; nil for all, struck-off ones included.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// A page of organisations.
  public init(limit: Int? = nil, cursor: String? = nil, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.limit, self.cursor, self.on, self.at) = (limit, cursor, on, at)
  }

  /// `organisations.list`.
  public static let method = "organisations.list"
  /// What it answers.
  public static let summary = "The organisations of the register, by id"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "on", &on, "only those in the register on this day, YYYY-MM-DD UTC; default: all")
    try fields.asOf(2, &at)
    try fields.page(3, &limit, &cursor)
  }

  /// A page of organisations.
  public typealias Answer = Page<OrganisationItem>
}

/// `organisations.show`: one organisation with its representatives and mandates.
public struct ShowOrganisation: Query {
  /// The organisation's id.
  public var organisation = ID<Organisation>()
  /// Only what holds on this UTC day; nil for the whole history.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// One organisation.
  public init(organisation: ID<Organisation>, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.organisation, self.on, self.at) = (organisation, on, at)
  }

  /// `organisations.show`.
  public static let method = "organisations.show"
  /// What it answers.
  public static let summary = "One organisation: its representatives, mandates and attributes, as of a day"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "organisation", &organisation, "the organisation's id")
    try fields.named(2, "on", &on, "only what holds on this day, YYYY-MM-DD UTC; default: the whole history")
    try fields.asOf(3, &at)
  }

  /// The organisation.
  public typealias Answer = Sized<OrganisationAnswer>
}

/// `organisations.signatories`: who could sign for an organisation on a day.
public struct OrganisationSignatories: Query {
  /// The organisation's id.
  public var organisation = ID<Organisation>()
  /// The UTC day.
  public var on = CivilDate(Blank())
  /// The stream of what is signed, for instance `agreement/garden`; nil for mandates of every target.
  public var target: StreamName?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// Who could sign.
  public init(organisation: ID<Organisation>, on: CivilDate, target: StreamName? = nil, at: LogSize? = nil) {
    (self.organisation, self.on, self.target, self.at) = (organisation, on, target, at)
  }

  /// `organisations.signatories`.
  public static let method = "organisations.signatories"
  /// What it answers.
  public static let summary = "Who could sign for an organisation on a day, each with the rule and the events behind it"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "organisation", &organisation, "the organisation's id")
    try fields.named(2, "on", &on, "the day, YYYY-MM-DD UTC")
    try fields.named(3, "target", &target, "the stream of what is signed, agreement/ID; default: every mandate")
    try fields.asOf(4, &at)
  }

  /// The signatories.
  public typealias Answer = Sized<SignatoriesAnswer>
}

/// `people.show`: what is attested of one person.
public struct ShowPerson: Query {
  /// The person's pseudonym.
  public var person = ID<Person>()
  /// Only what holds on this UTC day; nil for the whole history.
  public var on: CivilDate?
  /// As the log knew at this size; nil for the present one.
  public var at: LogSize?

  /// One person.
  public init(person: ID<Person>, on: CivilDate? = nil, at: LogSize? = nil) {
    (self.person, self.on, self.at) = (person, on, at)
  }

  /// `people.show`.
  public static let method = "people.show"
  /// What it answers.
  public static let summary = "What is attested of a person, and the guardians' consents, as of a day"

  /// A question without content.
  public init(_ blank: Blank) {}

  /// The parameters.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "person", &person, "the person's pseudonym")
    try fields.named(2, "on", &on, "only what holds on this day, YYYY-MM-DD UTC; default: the whole history")
    try fields.asOf(3, &at)
  }

  /// The person.
  public typealias Answer = Sized<PersonAnswer>
}
