public import EventModel
public import TransparencyLog

/// What is known of a person: the row of its read model. No name, tax code or birth date.
public struct PersonAnswer: Codable, Sendable, Hashable {
  /// The pseudonym.
  public var person: String
  /// The enrolment.
  public var enrolledAt: Position
  /// When the person was enrolled.
  public var enrolled: Instant
  /// How reliably the person was identified: 1 low, 2 substantial, 3 high.
  public var assurance: UInt32
  /// The office that enrolled the person.
  public var attestedBy: String
  /// What is attested of the person, in the order of the log.
  public var attributes: [AttributeItem]
  /// The consents of guardians, in the order of the log.
  public var consents: [ConsentItem]
  /// Whether it was recorded under a transcription.
  public var transcribed = false

  package init(
    person: String, enrolledAt: Position, enrolled: Instant, assurance: UInt32, attestedBy: String,
    attributes: [AttributeItem], consents: [ConsentItem] = []
  ) {
    self.person = person
    self.enrolledAt = enrolledAt
    self.enrolled = enrolled
    self.assurance = assurance
    self.attestedBy = attestedBy
    self.attributes = attributes
    self.consents = consents
  }
}

/// What was attested of a person or an organisation.
public struct AttributeItem: Codable, Sendable, Hashable {
  /// The name.
  public var name: String
  /// The value.
  public var value: String
  /// The first day on which it holds.
  public var from: CivilDate
  /// The last day; absent if none is known.
  public var to: CivilDate?
  /// Who attests it.
  public var attestor: String
  /// The event.
  public var position: Position
  /// The event of the later value that ends this one; absent if its last day was attested, or none is known.
  public var endedBy: Position?
  /// The event that took it back: it holds on no day. Absent if it stands.
  public var withdrawnBy: Position?
  /// The event of the value that it ended.
  package var supersedes: Position?
  /// Whether it was recorded under a transcription.
  public var transcribed = false

  package init(_ attribute: Attribute, by attestor: String, at position: Position) {
    name = attribute.name.description
    value = attribute.value
    (from, to) = (attribute.validFrom, attribute.validTo)
    self.attestor = attestor
    self.position = position
  }

  /// Whether it holds on a day.
  package func holds(on day: CivilDate) -> Bool {
    withdrawnBy == nil && from <= day && to.map { day <= $0 } ?? true
  }
}

/// A guardian's consent to what a minor does.
public struct ConsentItem: Codable, Sendable, Hashable {
  /// The guardian, `person:ID`.
  public var guardian: String
  /// What for.
  public var scope: String
  /// The first day on which it holds, by the city's clocks: that on which it was given.
  public var from: CivilDate
  /// The last day.
  public var until: CivilDate
  /// The event by which it was granted.
  public var grantedAt: Position
  /// The UTC day from which it no longer holds, since it was taken back.
  public var revokedFrom: CivilDate?
  /// The event by which it was taken back.
  public var revokedAt: Position?
  /// Whether it was recorded under a transcription.
  public var transcribed: Bool

  package init(
    guardian: String, scope: String, from: CivilDate, until: CivilDate, grantedAt: Position, transcribed: Bool
  ) {
    (self.guardian, self.scope, self.grantedAt) = (guardian, scope, grantedAt)
    (self.from, self.until, self.transcribed) = (from, until, transcribed)
  }

  /// Whether it holds on a day.
  package func holds(on day: CivilDate) -> Bool {
    from <= day && day <= until && revokedFrom.map { day < $0 } ?? true
  }
}
