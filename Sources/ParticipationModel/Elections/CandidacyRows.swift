package import EventModel
import SwiftProtobuf
package import TransparencyLog

/// A candidacy as deciders ask it.
package struct CandidacyRow: ConstraintValue, Equatable {
  package enum State: UInt64, Sendable {
    case filed = 0
    case admitted = 1
    case rejected = 2
    case withdrawn = 3
  }

  package var filedAt: Position
  package var state = State.filed
  /// The event that brought the state about.
  package var since: Position
  package var candidate: Candidate

  init(filedAt: Position, candidate: Candidate) {
    (self.filedAt, since, self.candidate) = (filedAt, filedAt, candidate)
  }

  package static func key(_ election: Identifier, _ candidacy: String) -> ConstraintKey {
    ConstraintKey(ElectionCalled.stream(of: election), kind: 6, key: candidacy)
  }

  package init?(row: [UInt8]) {
    guard let fields = RowReader(row), let state = State(rawValue: fields.number(2)),
      let message = try? Albo_V1_Candidate(serializedBytes: fields.data(4)),
      let candidate = try? Candidate(message: message)
    else { return nil }
    (filedAt, self.state, since) = (Position(fields.number(1)), state, Position(fields.number(3)))
    self.candidate = candidate
  }

  package var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(filedAt.rawValue, field: 1)
    writer.varint(state.rawValue, field: 2)
    writer.varint(since.rawValue, field: 3)
    writer.bytes((try? candidate.message.serializedBytes()) ?? [], field: 4)
    return writer.bytes
  }
}

/// All candidacies of an election by id, in the order in which they were filed: what the opening goes through.
package struct CandidacyIndex: ConstraintValue, Equatable {
  /// A decision reads at most 1,000 rows.
  package static let capacity = 900

  package var candidacies: [String] = []

  init() {}

  package static func key(_ election: Identifier) -> ConstraintKey {
    ConstraintKey(ElectionCalled.stream(of: election), kind: 7)
  }

  package init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    candidacies = fields.allData(1).map { String(decoding: $0, as: UTF8.self) }
  }

  package var row: [UInt8] {
    var writer = WireWriter()
    for candidacy in candidacies { writer.string(candidacy, field: 1) }
    return writer.bytes
  }
}

/// The candidacy of a person that is not rejected or withdrawn.
package struct StandingRow: ConstraintValue, Equatable {
  package var candidacy: String
  package var filedAt: Position

  init(candidacy: String, filedAt: Position) { (self.candidacy, self.filedAt) = (candidacy, filedAt) }

  package static func key(_ election: Identifier, _ person: Actor) -> ConstraintKey {
    ConstraintKey(ElectionCalled.stream(of: election), kind: 8, key: person.description)
  }

  package init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    (candidacy, filedAt) = (fields.text(1), Position(fields.number(2)))
  }

  package var row: [UInt8] {
    var writer = WireWriter()
    writer.string(candidacy, field: 1)
    writer.varint(filedAt.rawValue, field: 2)
    return writer.bytes
  }
}

/// A challenge of a ballot.
package struct ChallengeRow: ConstraintValue, Equatable {
  package var challengedAt: Position
  package var isPending: Bool

  init(challengedAt: Position, isPending: Bool) { (self.challengedAt, self.isPending) = (challengedAt, isPending) }

  package static func key(_ election: Identifier, _ ballot: Position) -> ConstraintKey {
    ConstraintKey(ElectionCalled.stream(of: election), kind: 9, key: ballot.rawValue.bigEndianBytes)
  }

  package init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    (challengedAt, isPending) = (Position(fields.number(1)), fields.number(2) != 0)
  }

  package var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(challengedAt.rawValue, field: 1)
    writer.varint(isPending ? 1 : 0, field: 2)
    return writer.bytes
  }
}
