import Bytes
public import EventLedger
public import EventModel
import ParticipationModel
import TransparencyLog

/// The register of organisations, with everything that was ever known of each.
public struct OrganisationsProjection: Projection {
  static let organisations = ViewRows.Table<OrganisationViewRow>("organisations")

  /// One table, keyed by organisation.
  public static let definition = ViewDefinition(
    "organisations", version: 3, tables: ["organisations"], working: [CityClocks.working],
    acts: [
      OrganisationRegistered.self, AttributeAttested.self, AttributeWithdrawn.self, OrganisationChanged.self,
      OrganisationSuspended.self, OrganisationReadmitted.self, OrganisationStruckOff.self, MandateGranted.self,
      MandateRevoked.self, EntryRectified.self, LedgerRulesSet.self,
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
      let row = OrganisationViewRow(act, event)
      try rows.set(Self.organisations, ViewKey(act.organisation.description), to: row)
    case AttributeAttested.type:
      let act = try event.act(AttributeAttested.self, in: record)
      guard case .organisation(let organisation) = act.subject else { return }
      try update(organisation, rows) { $0.attributes.attest(act, at: event) }
    case OrganisationStruckOff.type:
      let act = try event.act(OrganisationStruckOff.self, in: record)
      let start = try CityClocks.rules(rows).beginning(of: act.effectiveOn)
      try update(act.organisation, rows) {
        $0.struckOff = .init(
          from: act.effectiveOn, at: start, position: event.position, reason: act.reason,
          transcribed: event.isTranscribed)
      }
    case MandateGranted.type:
      let act = try event.act(MandateGranted.self, in: record)
      let mandate = MandateItem(act, at: event.position, transcribed: event.isTranscribed)
      try update(act.organisation, rows) { $0.mandates.append(mandate) }
    case MandateRevoked.type:
      let act = try event.act(MandateRevoked.self, in: record)
      try update(act.organisation, rows) { $0.revoke(act, event) }
    case LedgerRulesSet.type: try CityClocks.follow(event.act(LedgerRulesSet.self, in: record), rows)
    default: try follow(event, record, rows)
    }
  }

  /// Follows what changes, is suspended, comes back or is corrected.
  private func follow(_ event: ViewEvent, _ record: borrowing Span<UInt8>, _ rows: ViewRows) throws {
    switch event.type {
    case AttributeWithdrawn.type:
      let act = try event.act(AttributeWithdrawn.self, in: record)
      guard case .organisation(let organisation) = act.subject else { return }
      try update(organisation, rows) { $0.attributes.withdraw(act, at: event.position) }
    case OrganisationChanged.type:
      let act = try event.act(OrganisationChanged.self, in: record)
      let office = record.text(event.scan.actor)
      try update(act.organisation, rows) { $0.change(act, event, by: office) }
    case OrganisationSuspended.type:
      let act = try event.act(OrganisationSuspended.self, in: record)
      var item = OrganisationAnswer.SuspensionItem(
        from: act.from, to: act.to, reason: act.reason, position: event.position)
      item.transcribed = event.isTranscribed
      try update(act.organisation, rows) { $0.suspensions = ($0.suspensions ?? []) + [item] }
    case OrganisationReadmitted.type:
      let act = try event.act(OrganisationReadmitted.self, in: record)
      try update(act.organisation, rows) { $0.readmit(act, at: event.position) }
    case EntryRectified.type:
      let act = try event.act(EntryRectified.self, in: record)
      guard let organisation: ID<Organisation> = act.id("org") else { return }
      try update(organisation, rows) { $0.follow(act, at: event.position) }
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
struct OrganisationViewRow: Codable, Sendable, Hashable, CorrectableRow {
  var organisation: ID<Organisation>
  var name: String
  var legalForm: LegalForm
  var taxCode: String
  var foreignCode: ForeignCode?
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
  var suspensions: [OrganisationAnswer.SuspensionItem]?
  var changes: [OrganisationAnswer.ChangeItem]?
  var statuteHash: String
  var transcribed: Bool
  var rectified: [Rectification]?
  /// The events that struck it off before it was admitted again.
  var strikingsOff: [Position]?

  /// Whether it was out of the register then, not suspended.
  func isStrikingOff(_ time: OrganisationAnswer.SuspensionItem) -> Bool {
    strikingsOff?.contains(time.position) ?? false
  }

  init(_ act: OrganisationRegistered, _ event: ViewEvent) {
    organisation = act.organisation
    (name, legalForm, taxCode, runts) = (act.name, act.legalForm, act.taxCode, act.runts)
    (foreignCode, territories) = (act.foreignCode, act.territories)
    representative = act.representative.description
    contacts = act.contacts.map(\.description)
    (registeredAt, registered) = (event.position, event.doneAt)
    statuteHash = Hex.text(act.statuteHash ?? [])
    transcribed = event.isTranscribed
  }

  mutating func change(_ act: OrganisationChanged, _ event: ViewEvent, by office: String) {
    for (field, new) in [("name", act.name), ("statuteHash", Hex.text(act.statuteHash ?? [])), ("runts", act.runts)]
    where !new.isEmpty {
      let was = value(of: field, on: act.from)
      changes =
        (changes ?? []) + [
          .init(
            field: field, was: was, value: new, from: act.from, position: event.position,
            transcribed: event.isTranscribed)
        ]
    }
    for (attribute, superseded) in [
      (act.newSeat, act.supersedesSeat), (act.newRepresentative, act.supersedesRepresentative),
    ] {
      guard let attribute else { continue }
      var item = AttributeItem(attribute, by: office, at: event.position)
      (item.supersedes, item.transcribed) = (superseded, event.isTranscribed)
      attributes.add(item, isSingleValued: true)
    }
  }

  /// What a field is on a day: what the last change that holds by then says, else what was registered.
  func value(of field: String, on day: CivilDate) -> String {
    let holding = (changes ?? []).filter { $0.field == field && $0.from <= day }
    if let last = holding.max(by: { ($0.from, $0.position) < ($1.from, $1.position) }) { return last.value }
    return switch field {
    case "name": name
    case "runts": runts
    default: statuteHash
    }
  }

  mutating func readmit(_ act: OrganisationReadmitted, at position: Position) {
    if let struckOff, struckOff.from <= act.on {
      let item = OrganisationAnswer.SuspensionItem(
        from: struckOff.from, to: act.on.dayBefore, reason: struckOff.reason, position: struckOff.position,
        endedBy: position)
      suspensions = (suspensions ?? []) + [item]
      strikingsOff = (strikingsOff ?? []) + [struckOff.position]
      // It does not outlast the striking-off.
      suspensions = suspensions?.map { suspension in
        guard suspension.position != item.position, suspension.to.map({ struckOff.from <= $0 }) ?? true else {
          return suspension
        }
        var ended = suspension
        (ended.to, ended.endedBy) = (struckOff.from.dayBefore, position)
        return ended
      }
      for index in mandates.indices {
        let end = [mandates[index].validTo, mandates[index].revokedFrom].compactMap(\.self).min()
        guard end.map({ struckOff.at < $0 }) ?? true else { continue }
        (mandates[index].revokedFrom, mandates[index].revokedAt) = (struckOff.at, struckOff.position)
      }
      self.struckOff = nil
    } else if let index = suspensions?.lastIndex(where: { $0.holds(on: act.on) }) {
      suspensions?[index].to = act.on.dayBefore
      suspensions?[index].endedBy = position
    }
  }

  mutating func follow(_ act: EntryRectified, at position: Position) {
    if let index = changes?.firstIndex(where: { $0.position == act.target && $0.field == act.field }) {
      correct(act, at: position, [:])
      changes?[index].value = act.newValue.text ?? ""
      return
    }
    guard act.target == registeredAt else { return }
    correct(act, at: position, ["name": \.name, "runts": \.runts])
    if act.field == "territories" { territories = (act.newValue.elements ?? []).compactMap(\.text) }
  }

  mutating func revoke(_ act: MandateRevoked, _ event: ViewEvent) {
    guard let index = mandates.firstIndex(where: { $0.mandate == act.mandate }) else { return }
    (mandates[index].revokedFrom, mandates[index].revokedAt) = (act.effectiveAt, event.position)
    if event.isTranscribed { mandates[index].transcribed = true }
  }
}

extension [AttributeItem] {
  /// Adds what was attested, and ends the open value that it supersedes on the day before.
  mutating func attest(_ act: AttributeAttested, at event: ViewEvent) {
    var new = AttributeItem(act.attribute, by: act.attestor.description, at: event.position)
    (new.supersedes, new.transcribed) = (act.supersedes, event.isTranscribed)
    add(new, isSingleValued: act.attribute.name.isSingleValued)
  }

  /// Adds a value, and ends the open one that it supersedes on the day before.
  mutating func add(_ new: AttributeItem, isSingleValued: Bool) {
    if let earlier = new.supersedes {
      let ended = firstIndex { old in
        old.position == earlier && old.name == new.name && old.to == nil && old.from < new.from
          && old.withdrawnBy == nil && (isSingleValued || old.value == new.value)
      }
      if let ended { (self[ended].to, self[ended].endedBy) = (new.from.dayBefore, new.position) }
    }
    append(new)
  }

  /// Takes back what an event attested: what it had ended goes on until the next value begins.
  mutating func withdraw(_ act: AttributeWithdrawn, at position: Position) {
    for index in indices
    where self[index].position == act.attestedAt && self[index].name == act.name.description
      && self[index].withdrawnBy == nil && (act.value.isEmpty || self[index].value == act.value)
    {
      self[index].withdrawnBy = position
      for earlier in indices where self[earlier].endedBy == act.attestedAt && isSame(earlier, as: index, act.name) {
        let next = indices.filter {
          self[$0].withdrawnBy == nil && self[$0].from > self[earlier].from && isSame($0, as: earlier, act.name)
        }.min { self[$0].from < self[$1].from }
        self[earlier].to = next.flatMap { self[$0].from.dayBefore }
        self[earlier].endedBy = next.map { self[$0].position }
        if let next { self[next].supersedes = self[earlier].position }
      }
    }
  }

  /// Whether two are of one name, and of one value if the name has several on a day.
  private func isSame(_ one: Int, as other: Int, _ name: AttributeName) -> Bool {
    self[one].name == self[other].name && (name.isSingleValued || self[one].value == self[other].value)
  }
}
