import Bytes
public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The candidacies of each election, and what became of them.
public struct CandidaciesProjection: Projection {
  /// The candidacies that a person has filed.
  static let standing = ViewRows.Table<[Filed]>("standing")
  static let candidacies = ViewRows.Table<CandidacyItem>("candidacies")

  /// A candidacy by its election.
  struct Filed: Codable, Sendable {
    var election: ID<Election>
    var candidacy: String
  }

  /// One table, keyed by election and candidacy.
  public static let definition = ViewDefinition(
    "candidacies", version: 3, tables: ["candidacies"], working: ["standing"],
    acts: [CandidacyFiled.self, CandidacyDecided.self, CandidacyWithdrawn.self, AttributeWithdrawn.self])

  /// A projection before the first event.
  public init() {}

  /// Follows filings, decisions and withdrawals.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case CandidacyFiled.type:
      let act = try event.act(CandidacyFiled.self, in: record)
      try rows.set(Self.candidacies, Self.key(act.election, act.candidacy), to: CandidacyItem(act, event))
      let slot = try rows.slot(Self.standing, ViewKey(act.person.description))
      slot.row = (slot.row ?? []) + [Filed(election: act.election, candidacy: act.candidacy)]
    case AttributeWithdrawn.type:
      let act = try event.act(AttributeWithdrawn.self, in: record)
      for filed in try rows.slot(Self.standing, ViewKey(act.subject.description)).row ?? [] {
        try rows.update(Self.candidacies, Self.key(filed.election, filed.candidacy)) { row in
          if act.attestedAt < row.filedAt { row.affectedBy = (row.affectedBy ?? []) + [event.position] }
        }
      }
    case CandidacyDecided.type:
      let act = try event.act(CandidacyDecided.self, in: record)
      try rows.update(Self.candidacies, Self.key(act.election, act.candidacy)) { row in
        row.take(
          .init(
            on: event.doneOn, status: act.isAdmitted ? .admitted : .rejected,
            reason: act.reason.isEmpty ? nil : act.reason, position: event.position))
      }
    case CandidacyWithdrawn.type:
      let act = try event.act(CandidacyWithdrawn.self, in: record)
      try rows.update(Self.candidacies, Self.key(act.election, act.candidacy)) { row in
        row.take(.init(on: event.doneOn, status: .withdrawn, reason: nil, position: event.position))
      }
    default: return
    }
  }

  static func key(_ election: ID<Election>, _ candidacy: String) -> ViewKey {
    ViewKey(.text(election.description), .text(candidacy))
  }
}

extension CandidacyItem {
  fileprivate init(_ act: CandidacyFiled, _ event: ViewEvent) {
    self.init(
      election: act.election, candidacy: act.candidacy, person: act.person.description,
      commitment: act.commitment.map { Hex.text($0) }, district: act.district, gender: act.gender,
      qualities: act.qualities, declarations: act.declarations,
      statementHash: act.statementHash.map { Hex.text($0) }, filedAt: event.position, filedOn: event.doneAt)
    transcribed = event.isTranscribed
  }
}
