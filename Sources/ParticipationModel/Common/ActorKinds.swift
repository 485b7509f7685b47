public import EventModel

extension Actor {
  /// `person:ID`, an enrolled person.
  public init(person: ID<Person>) { self.init(unchecked: "person:\(person)") }

  /// `org:ID`, a registered organisation.
  public init(organisation: ID<Organisation>) { self.init(unchecked: "org:\(organisation)") }

  /// `office:ID`, an office of the administration.
  public init(office: ID<Office>) { self.init(unchecked: "office:\(office)") }

  /// `volunteer:ID`, a civic volunteer.
  public init(volunteer: ID<Volunteer>) { self.init(unchecked: "volunteer:\(volunteer)") }

  /// The pseudonym in `person:ID`; nil for other actors.
  public var person: ID<Person>? { id(after: "person:") }

  /// The id in `org:ID`; nil for other actors.
  public var organisation: ID<Organisation>? { id(after: "org:") }

  /// The id in `office:ID`; nil for other actors.
  public var office: ID<Office>? { id(after: "office:") }

  /// Whether it is an office of the administration, `office:…`.
  public var isOffice: Bool { description.hasPrefix("office:") && description.utf8.count > 7 }

  /// Whether it is a desk where people act for themselves without being named, `desk:…`.
  public var isDesk: Bool { description.hasPrefix("desk:") && description.utf8.count > 5 }

  private func id<Of>(after prefix: String) -> ID<Of>? {
    description.hasPrefix(prefix) ? ID(String(description.dropFirst(prefix.count))) : nil
  }
}
