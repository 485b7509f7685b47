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
    "agreements", version: 2, tables: ["agreements"], working: ["signatures", "mandates"],
    acts: [
      AgreementOpened.self, AgreementSigned.self, AgreementTookEffect.self, EntryRectified.self, MandateGranted.self,
      MandateRevoked.self, OrganisationStruckOff.self, OrganisationSuspended.self,
    ])

  /// The signatures of each organisation.
  static let signatures = ViewRows.Table<[Signature]>("signatures")
  /// Which event granted each mandate.
  static let mandates = ViewRows.Table<Position>("mandates")

  /// A signature of an organisation.
  struct Signature: Codable, Sendable {
    var agreement: ID<Agreement>
    var at: Instant
    var mandate: Position?
  }

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
      slot.row = AgreementItem(act, event, earlier: slot.row)
    case AgreementSigned.type:
      let act = try event.act(AgreementSigned.self, in: record)
      try rows.update(Self.agreements, ViewKey(act.agreement.description)) { row in
        guard let index = row.parties.firstIndex(where: { $0.party == act.party.description }) else { return }
        row.parties[index].signedAt = event.position
        if event.isTranscribed { row.transcribedSignatures += 1 }
      }
      guard act.party.organisation != nil else { return }
      let slot = try rows.slot(Self.signatures, ViewKey(act.party.description))
      let mandate = event.scan.mandate.map { Position($0) }
      slot.row = (slot.row ?? []) + [Signature(agreement: act.agreement, at: event.doneAt, mandate: mandate)]
    case AgreementTookEffect.type:
      let act = try event.act(AgreementTookEffect.self, in: record)
      try rows.update(Self.agreements, ViewKey(act.agreement.description)) { row in
        (row.status, row.versionInForce, row.effectiveAt) = (.inForce, act.version, event.position)
        row.inForceFrom = act.from.date?.description ?? ""
      }
    case EntryRectified.type:
      let act = try event.act(EntryRectified.self, in: record)
      guard let agreement: ID<Agreement> = act.id("agreement") else { return }
      try rows.update(Self.agreements, ViewKey(agreement.description)) { row in
        act.note(&row.rectified, at: event.position)
        guard act.target == row.openedAt else { return }
        if act.field == "title" { row.title = act.newValue.text ?? row.title }
        if act.field == "place" { row.place = act.newValue.text ?? "" }
      }
    default: try follow(event, record, rows)
    }
  }

  /// What becomes known of organisations that have signed: an earlier signature stands, and says so.
  private func follow(_ event: ViewEvent, _ record: borrowing Span<UInt8>, _ rows: ViewRows) throws {
    switch event.type {
    case MandateGranted.type:
      let act = try event.act(MandateGranted.self, in: record)
      let key = ViewKey(.text(act.organisation.description), .text(act.mandate.description))
      try rows.set(Self.mandates, key, to: event.position)
    case MandateRevoked.type:
      let act = try event.act(MandateRevoked.self, in: record)
      let key = ViewKey(.text(act.organisation.description), .text(act.mandate.description))
      let granted = try rows.slot(Self.mandates, key).row
      try affect(act.organisation, from: act.effectiveAt, event.position, rows) {
        $0.mandate == granted && granted != nil
      }
    case OrganisationStruckOff.type:
      let act = try event.act(OrganisationStruckOff.self, in: record)
      try affect(act.organisation, from: act.effectiveOn.start, event.position, rows) { _ in true }
    case OrganisationSuspended.type:
      let act = try event.act(OrganisationSuspended.self, in: record)
      let end = act.to?.next.start
      try affect(act.organisation, from: act.from.start, event.position, rows) { signature in
        end.map { signature.at < $0 } ?? true
      }
    default: return
    }
  }

  private func affect(
    _ organisation: ID<Organisation>, from start: Instant, _ position: Position, _ rows: ViewRows,
    _ isMeant: (Signature) -> Bool
  ) throws {
    let signatures = try rows.slot(Self.signatures, ViewKey(Actor(organisation: organisation).description)).row ?? []
    for agreement in Set(signatures.filter { start <= $0.at && isMeant($0) }.map(\.agreement)).sorted() {
      try rows.update(Self.agreements, ViewKey(agreement.description)) {
        $0.affectedBy = ($0.affectedBy ?? []) + [position]
      }
    }
  }
}

extension AgreementItem {
  /// Until a new version takes effect, the old one stays in force.
  fileprivate init(_ act: AgreementOpened, _ event: ViewEvent, earlier: AgreementItem?) {
    self.init(
      agreement: act.agreement, title: act.title, kind: act.kind, place: act.place,
      version: act.version, status: .open, textHash: Hex.text(act.textHash),
      parties: act.parties.map { .init(party: $0.party.description, required: $0.isRequired, signedAt: nil) },
      versionInForce: earlier?.versionInForce, effectiveAt: earlier?.effectiveAt,
      termFrom: act.termFrom?.description ?? "", termTo: act.termTo?.description ?? "", openedAt: event.position)
    transcribed = event.isTranscribed
    inForceFrom = earlier?.inForceFrom ?? ""
  }
}
