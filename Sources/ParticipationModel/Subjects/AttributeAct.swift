import EventModel

/// An act on what is attested of a subject.
protocol AttributeAct: CityAct {
  /// The person or the organisation.
  var subject: Subject { get }
  /// What is attested, or taken back.
  var attributeName: AttributeName { get }
}

extension AttributeAct {
  /// An office for what its register says; the subject itself for its competences.
  public var entitlement: Entitlement {
    attributeName.competence(of: subject).map { .office($0) } ?? .party("subject", through: .register)
  }

  /// Whoever speaks for the subject itself.
  public func require(
    _ entitlement: Entitlement, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    try SubjectLookup.requireParty(subject.actor, of: self, entitlement, decision, rows)
  }

  /// `person/ID` or `org/ID`.
  public var stream: StreamName { subject.stream }
}
