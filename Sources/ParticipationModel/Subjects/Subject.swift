public import EventModel

/// Whom something is attested of: an enrolled person or a registered organisation.
public enum Subject: Hashable, Sendable, CustomStringConvertible {
  /// A person, by pseudonym.
  case person(ID<Person>)
  /// An organisation, by id.
  case organisation(ID<Organisation>)

  /// The subject behind `person:ID` or `org:ID`; nil for other actors.
  public init?(_ actor: Actor) {
    if let person = actor.person {
      self = .person(person)
    } else if let organisation = actor.organisation {
      self = .organisation(organisation)
    } else {
      return nil
    }
  }

  /// `person:ID` or `org:ID`: how the subject acts, and how others name it.
  public var actor: Actor {
    switch self {
    case .person(let person): Actor(person: person)
    case .organisation(let organisation): Actor(organisation: organisation)
    }
  }

  /// `person/ID` or `org/ID`.
  public var stream: StreamName {
    switch self {
    case .person(let person): PersonEnrolled.stream(of: person)
    case .organisation(let organisation): OrganisationRegistered.stream(of: organisation)
    }
  }

  /// `person:ID` or `org:ID`.
  public var description: String { actor.description }
}

extension Subject: TextValue {
  /// The subject behind `person:ID` or `org:ID`; nil for other texts.
  public init?(text: String) {
    guard let subject = Actor(text).flatMap({ Subject($0) }) else { return nil }
    self = subject
  }
  /// `person:ID` or `org:ID`.
  public var text: String { description }
  /// What a subject is.
  public static var expectation: String { "a person or an organisation (person:ID or org:ID)" }
  /// A person.
  public static func example(for field: String) -> String { "person:p-1" }
}
