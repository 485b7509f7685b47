import Bytes
public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The agreements with their parties and signatures.
public struct AgreementListProjection: Projection {
  static let agreements = ViewRows.Table<AgreementItem>("agreements")
  static let versions = ViewRows.Table<EarlierVersions>("versions")

  /// The agreements, and the versions that were in force before; both by agreement.
  public static let definition = ViewDefinition(
    "agreements", version: 3, tables: ["agreements", "versions"], working: ["signatures", "mandates", "affected"],
    acts: [
      AgreementOpened.self, AgreementSigned.self, AgreementTookEffect.self, EntryRectified.self, MandateGranted.self,
      MandateRevoked.self, OrganisationStruckOff.self, OrganisationSuspended.self, OrganisationChanged.self,
      AttributeAttested.self, AttributeWithdrawn.self,
    ])

  /// The signatures of each organisation.
  static let signatures = ViewRows.Table<[Signature]>("signatures")
  /// Which event granted each mandate.
  static let mandates = ViewRows.Table<Position>("mandates")
  /// What became known later of each agreement's signatures.
  static let affected = ViewRows.Table<[Affected]>("affected")

  /// The versions of an agreement that were in force until another was opened, in their order.
  struct EarlierVersions: Codable, Sendable {
    var agreement: ID<Agreement>
    var versions: [AgreementItem]
  }

  /// A signature of an organisation.
  struct Signature: Codable, Sendable {
    var agreement: ID<Agreement>
    var version: UInt32
    var at: Instant
    /// Who signed.
    var signer: String
    /// The event that granted the mandate under which that was; nil for a representative.
    var mandate: Position?
  }

  /// What became known of a signature under a version.
  struct Affected: Codable, Sendable {
    var version: UInt32
    var by: Position
  }

  /// A projection before the first event.
  public init() {}

  /// Follows openings, signatures and effects.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case AgreementOpened.type: try open(event.act(AgreementOpened.self, in: record), event, rows)
    case AgreementSigned.type:
      let act = try event.act(AgreementSigned.self, in: record)
      try rows.update(Self.agreements, Self.key(act.agreement)) { row in
        guard let index = row.parties.firstIndex(where: { $0.party == act.party.description }) else { return }
        row.parties[index].sign(on: event.doneOn, at: event.position, isTranscribed: event.isTranscribed)
        if event.isTranscribed { row.transcribedSignatures += 1 }
      }
      guard act.party.organisation != nil else { return }
      let slot = try rows.slot(Self.signatures, ViewKey(act.party.description))
      let mandate = event.scan.mandate.map { Position($0) }
      let new = Signature(
        agreement: act.agreement, version: act.version, at: event.doneAt, signer: event.author(in: record),
        mandate: mandate)
      slot.row = (slot.row ?? []) + [new]
    case AgreementTookEffect.type:
      let act = try event.act(AgreementTookEffect.self, in: record)
      try rows.update(Self.agreements, Self.key(act.agreement)) { row in
        (row.status, row.versionInForce, row.effectiveAt) = (.inForce, act.version, event.position)
        // A term begins by the city's clocks, which may be the evening before by UTC.
        row.inForceFrom = max((act.from.date ?? event.doneOn).description, row.termFrom)
      }
      try showAffected(act.agreement, rows)
    case EntryRectified.type: try correct(event.act(EntryRectified.self, in: record), event.position, rows)
    default: try follow(event, record, rows)
    }
  }

  /// A version that is in force keeps its row when the next one is opened.
  private func open(_ act: AgreementOpened, _ event: ViewEvent, _ rows: ViewRows) throws {
    let slot = try rows.slot(Self.agreements, Self.key(act.agreement))
    let earlier = slot.row
    slot.row = AgreementItem(act, event, earlier: earlier)
    if let earlier, earlier.status == .inForce {
      let history = try rows.slot(Self.versions, Self.key(act.agreement))
      history.row = EarlierVersions(
        agreement: act.agreement, versions: (history.row?.versions ?? []) + [earlier])
    }
    try showAffected(act.agreement, rows)
  }

  private func correct(_ act: EntryRectified, _ position: Position, _ rows: ViewRows) throws {
    guard let agreement: ID<Agreement> = act.id("agreement") else { return }
    let correct = { (row: inout AgreementItem) in
      guard act.target == row.openedAt else { return }
      row.correct(act, at: position, ["title": \.title, "place": \.place])
    }
    try rows.update(Self.agreements, Self.key(agreement), correct)
    try rows.update(Self.versions, Self.key(agreement)) { row in
      for index in row.versions.indices { correct(&row.versions[index]) }
    }
  }

  private static func key(_ agreement: ID<Agreement>) -> ViewKey { ViewKey(agreement.description) }

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
    case OrganisationChanged.type:
      let act = try event.act(OrganisationChanged.self, in: record)
      guard let new = act.newRepresentative else { return }
      try replace(act.organisation, by: new, event.position, rows)
    case AttributeAttested.type:
      let act = try event.act(AttributeAttested.self, in: record)
      guard case .organisation(let organisation) = act.subject, act.attribute.name == .representative else { return }
      try replace(organisation, by: act.attribute, event.position, rows)
    case AttributeWithdrawn.type:
      let act = try event.act(AttributeWithdrawn.self, in: record)
      guard case .organisation(let organisation) = act.subject, act.name == .representative else { return }
      let start = Instant(microseconds: .min)
      try affect(organisation, from: start, event.position, rows) { $0.mandate == nil }
    default: return
    }
  }

  /// Somebody else represented the organisation when its signature was given.
  private func replace(
    _ organisation: ID<Organisation>, by new: Attribute, _ position: Position, _ rows: ViewRows
  ) throws {
    let end = new.validTo?.next.start
    try affect(organisation, from: new.validFrom.start, position, rows) { signature in
      signature.mandate == nil && signature.signer != new.value && end.map { signature.at < $0 } ?? true
    }
  }

  private func affect(
    _ organisation: ID<Organisation>, from start: Instant, _ position: Position, _ rows: ViewRows,
    _ isMeant: (Signature) -> Bool
  ) throws {
    let signatures = try rows.slot(Self.signatures, ViewKey(Actor(organisation: organisation).description)).row ?? []
    for signature in signatures where start <= signature.at && isMeant(signature) {
      let slot = try rows.slot(Self.affected, Self.key(signature.agreement))
      slot.row = (slot.row ?? []) + [Affected(version: signature.version, by: position)]
      try showAffected(signature.agreement, rows)
    }
  }

  /// A version says what became known of its own signatures; one that is only open, of those of the version in force
  /// too.
  private func showAffected(_ agreement: ID<Agreement>, _ rows: ViewRows) throws {
    guard let affected = try rows.slot(Self.affected, Self.key(agreement)).row else { return }
    let show = { (row: inout AgreementItem) in
      let positions = affected.filter { $0.version == row.version || $0.version == row.versionInForce }.map(\.by)
      row.affectedBy = positions.isEmpty ? nil : Set(positions).sorted()
    }
    try rows.update(Self.agreements, Self.key(agreement), show)
    try rows.update(Self.versions, Self.key(agreement)) { row in
      for index in row.versions.indices { show(&row.versions[index]) }
    }
  }
}

extension AgreementItem: CorrectableRow {
  /// Until a new version takes effect, the old one stays in force.
  fileprivate init(_ act: AgreementOpened, _ event: ViewEvent, earlier: AgreementItem?) {
    self.init(
      agreement: act.agreement, title: act.title, kind: act.kind, place: act.place,
      version: act.version, status: .open, textHash: Hex.text(act.textHash),
      parties: act.parties.map { .init(party: $0.party.description, required: $0.isRequired) },
      versionInForce: earlier?.versionInForce, effectiveAt: earlier?.effectiveAt,
      termFrom: act.termFrom?.description ?? "", termTo: act.termTo?.description ?? "", openedAt: event.position)
    transcribed = event.isTranscribed
    inForceFrom = earlier?.inForceFrom ?? ""
  }
}
