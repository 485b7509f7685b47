import Bytes
public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The agreements with their parties and signatures.
public struct AgreementListProjection: Projection {
  static let agreements = ViewRows.Table<AgreementItem>("agreements")

  /// One table, keyed by agreement.
  public static let definition = ViewDefinition(
    "agreements", version: 1, tables: ["agreements"],
    acts: [AgreementOpened.self, AgreementSigned.self, AgreementTookEffect.self])

  /// A projection before the first event.
  public init() {}

  /// Follows openings, signatures and effects.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case AgreementOpened.type:
      let act = try event.act(AgreementOpened.self, in: record)
      let slot = try rows.slot(Self.agreements, ViewKey(act.agreement.description))
      slot.row = AgreementItem(act, event.position, earlier: slot.row)
    case AgreementSigned.type:
      let act = try event.act(AgreementSigned.self, in: record)
      try rows.update(Self.agreements, ViewKey(act.agreement.description)) { row in
        guard let index = row.parties.firstIndex(where: { $0.party == act.party.description }) else { return }
        row.parties[index].signedAt = event.position
      }
    case AgreementTookEffect.type:
      let act = try event.act(AgreementTookEffect.self, in: record)
      try rows.update(Self.agreements, ViewKey(act.agreement.description)) { row in
        (row.status, row.versionInForce, row.effectiveAt) = (.inForce, act.version, event.position)
      }
    default: return
    }
  }
}

extension AgreementItem {
  /// Until a new version takes effect, the old one stays in force.
  fileprivate init(_ act: AgreementOpened, _ position: Position, earlier: AgreementItem?) {
    self.init(
      agreement: act.agreement, title: act.title, kind: act.kind, place: act.place,
      version: act.version, status: .open, textHash: Hex.text(act.textHash),
      parties: act.parties.map { .init(party: $0.party.description, required: $0.isRequired, signedAt: nil) },
      versionInForce: earlier?.versionInForce, effectiveAt: earlier?.effectiveAt,
      termFrom: act.termFrom?.description ?? "", termTo: act.termTo?.description ?? "", openedAt: position)
  }
}
