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
    "candidacies", version: 3, tables: ["candidacies"], working: ["standing", "conditions"],
    acts: [
      ElectionCalled.self, CandidacyFiled.self, CandidacyDecided.self, CandidacyWithdrawn.self,
      AttributeAttested.self, AttributeWithdrawn.self,
    ])

  static let conditions = ViewRows.Table<Conditions>("conditions")

  /// What an election asks of a candidate: which attributes count on which day.
  struct Conditions: Codable, Sendable {
    var referenceDate: CivilDate
    var attributes: [String]
    var asksAge: Bool

    fileprivate init?(_ called: ElectionCalled) {
      guard let eligibility = called.eligibility else { return nil }
      referenceDate = eligibility.referenceDate
      attributes = eligibility.residence + called.guarantees.map(\.predicate).filter { !$0.isEmpty }
      asksAge = eligibility.minimumAge > 0
    }

    fileprivate func ask(_ name: AttributeName) -> Bool {
      attributes.contains(name.description) || asksAge && name.description.hasPrefix("atLeast")
    }

    /// Whether a value says something of the reference date: it holds then, or ends one that held.
    fileprivate func areTouched(by act: AttributeAttested) -> Bool {
      let (attribute, day) = (act.attribute, referenceDate)
      return ask(attribute.name) && attribute.validFrom <= day
        && (act.supersedes != nil || attribute.validTo.map { day <= $0 } ?? true)
    }
  }

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
    case ElectionCalled.type:
      let act = try event.act(ElectionCalled.self, in: record)
      try rows.set(Self.conditions, ViewKey(act.election.description), to: Conditions(act))
    case AttributeWithdrawn.type:
      let act = try event.act(AttributeWithdrawn.self, in: record)
      try affect(act.subject, event, rows) { row, conditions in
        act.attestedAt < row.filedAt && conditions.ask(act.name)
      }
    case AttributeAttested.type:
      let act = try event.act(AttributeAttested.self, in: record)
      try affect(act.subject, event, rows) { _, conditions in conditions.areTouched(by: act) }
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

  /// What becomes known of a person who stands: the candidacy says so.
  private func affect(
    _ subject: Subject, _ event: ViewEvent, _ rows: ViewRows, _ isMeant: (CandidacyItem, Conditions) -> Bool
  ) throws {
    for filed in try rows.slot(Self.standing, ViewKey(subject.description)).row ?? [] {
      guard let conditions = try rows.slot(Self.conditions, ViewKey(filed.election.description)).row else { continue }
      try rows.update(Self.candidacies, Self.key(filed.election, filed.candidacy)) { row in
        if isMeant(row, conditions) { row.affectedBy = (row.affectedBy ?? []) + [event.position] }
      }
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
