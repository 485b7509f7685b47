import Bytes
package import EventModel
package import TransparencyLog

/// A candidacy as deciders ask it.
package struct CandidacyRow: ConstraintValue, Described, Equatable {
  package enum State: String, Choice {
    case filed, admitted, rejected, withdrawn
  }

  package var filedAt = Position(0)
  package var state = State.filed
  /// The event that brought the state about.
  package var since = Position(0)
  package var candidate = Candidate(Blank())

  init(filedAt: Position, candidate: Candidate) {
    (self.filedAt, since, self.candidate) = (filedAt, filedAt, candidate)
  }

  package init(_ blank: Blank) {}

  package static func key(_ election: ID<Election>, _ candidacy: String) -> ConstraintKey {
    ConstraintKey(ElectionCalled.stream(of: election), kind: 6, key: candidacy)
  }

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "filedAt", &filedAt)
    try fields.choice(2, "state", &state)
    try fields.position(3, "since", &since)
    try fields.message(4, "candidate", &candidate)
  }
}

/// All candidacies of an election by id, in the order in which they were filed: what the opening goes through.
package struct CandidacyIndex: ConstraintValue, Described, Equatable {
  /// A decision reads at most 1,000 rows.
  package static let capacity = 900

  package var candidacies: [String] = []

  init() {}
  package init(_ blank: Blank) {}

  package static func key(_ election: ID<Election>) -> ConstraintKey {
    ConstraintKey(ElectionCalled.stream(of: election), kind: 7)
  }

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.texts(1, "candidacies", &candidacies, 1...64, .any)
  }
}

/// The candidacy of a person that is not rejected or withdrawn.
package struct StandingRow: ConstraintValue, Described, Equatable {
  package var candidacy = ""
  package var filedAt = Position(0)

  init(candidacy: String, filedAt: Position) { (self.candidacy, self.filedAt) = (candidacy, filedAt) }
  package init(_ blank: Blank) {}

  package static func key(_ election: ID<Election>, _ person: Actor) -> ConstraintKey {
    ConstraintKey(ElectionCalled.stream(of: election), kind: 8, key: person.description)
  }

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "candidacy", &candidacy, 1...64)
    try fields.position(2, "filedAt", &filedAt)
  }
}

/// A challenge of a ballot.
package struct ChallengeRow: ConstraintValue, Described, Equatable {
  package var challengedAt = Position(0)
  package var isPending = false

  init(challengedAt: Position, isPending: Bool) { (self.challengedAt, self.isPending) = (challengedAt, isPending) }
  package init(_ blank: Blank) {}

  package static func key(_ election: ID<Election>, _ ballot: Position) -> ConstraintKey {
    ConstraintKey(ElectionCalled.stream(of: election), kind: 9, key: ballot.rawValue.bigEndianBytes)
  }

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "challengedAt", &challengedAt)
    try fields.flag(2, "isPending", &isPending)
  }
}
