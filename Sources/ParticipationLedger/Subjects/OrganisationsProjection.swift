public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The register of organisations, with everything that was ever known of each.
public struct OrganisationsProjection: Projection {
  static let organisations = ViewRows.Table<OrganisationViewRow>("organisations")

  /// One table, keyed by organisation.
  public static let definition = ViewDefinition(
    "organisations", version: 1, tables: ["organisations"],
    acts: [
      OrganisationRegistered.self, AttributeAttested.self, OrganisationStruckOff.self, MandateGranted.self,
      MandateRevoked.self,
    ])

  /// A projection before the first event.
  public init() {}

  /// Follows registrations, attestations, mandates and strikings-off.
  public mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    switch event.type {
    case OrganisationRegistered.type:
      let act = try event.act(OrganisationRegistered.self, in: record)
      let row = OrganisationViewRow(act, event.position, event.scan.recordedAt)
      try rows.set(Self.organisations, ViewKey(act.organisation.description), to: row)
    case AttributeAttested.type:
      let act = try event.act(AttributeAttested.self, in: record)
      guard case .organisation(let organisation) = act.subject else { return }
      try update(organisation, rows) { $0.attributes.attest(act, at: event.position) }
    case OrganisationStruckOff.type:
      let act = try event.act(OrganisationStruckOff.self, in: record)
      try update(act.organisation, rows) {
        $0.struckOff = .init(from: act.effectiveOn, position: event.position, reason: act.reason)
      }
    case MandateGranted.type:
      let act = try event.act(MandateGranted.self, in: record)
      try update(act.organisation, rows) { $0.mandates.append(MandateItem(act, at: event.position)) }
    case MandateRevoked.type:
      let act = try event.act(MandateRevoked.self, in: record)
      try update(act.organisation, rows) { $0.revoke(act, at: event.position) }
    default: return
    }
  }

  private func update(
    _ organisation: ID<Organisation>, _ rows: ViewRows, _ change: (inout OrganisationViewRow) -> Void
  ) throws {
    try rows.update(Self.organisations, ViewKey(organisation.description), change)
  }
}

/// An organisation as it was registered, and what was recorded of it since: what it is as of a day or a size of the
/// log is worked out when somebody asks.
struct OrganisationViewRow: Codable, Sendable, Hashable {
  var organisation: ID<Organisation>
  var name: String
  var legalForm: LegalForm
  var taxCode: String
  var runts: String
  var territories: [String]
  /// Who represents it until a representative is attested.
  var representative: String
  var contacts: [String]
  var registeredAt: Position
  var registered: Instant
  var attributes: [AttributeItem] = []
  var mandates: [MandateItem] = []
  var struckOff: OrganisationAnswer.StrikingOff?

  init(_ act: OrganisationRegistered, _ position: Position, _ recordedAt: Instant) {
    organisation = act.organisation
    (name, legalForm, taxCode, runts) = (act.name, act.legalForm, act.taxCode, act.runts)
    territories = act.territories
    representative = act.representative.description
    contacts = act.contacts.map(\.description)
    (registeredAt, registered) = (position, recordedAt)
  }

  mutating func revoke(_ act: MandateRevoked, at position: Position) {
    guard let index = mandates.firstIndex(where: { $0.mandate == act.mandate }) else { return }
    (mandates[index].revokedFrom, mandates[index].revokedAt) = (act.effectiveAt, position)
  }
}

extension [AttributeItem] {
  /// Adds what was attested, and ends the open value that it supersedes on the day before.
  mutating func attest(_ act: AttributeAttested, at position: Position) {
    let new = AttributeItem(act.attribute, by: act.attestor.description, at: position)
    let isSingleValued = act.attribute.name.isSingleValued
    if let earlier = act.supersedes {
      let ended = firstIndex { old in
        old.position == earlier && old.name == new.name && old.to == nil && old.from < new.from
          && (isSingleValued || old.value == new.value)
      }
      if let ended { (self[ended].to, self[ended].endedBy) = (new.from.dayBefore, position) }
    }
    append(new)
  }
}
