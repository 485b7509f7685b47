public import EventModel
public import TransparencyLog

/// An organisation as of a day and a size of the log, or its whole history if no day is asked.
public struct OrganisationAnswer: Codable, Sendable, Hashable {
  /// The organisation's id.
  public var organisation: ID<Organisation>
  /// Its public name.
  public var name: String
  /// The form in which it exists.
  public var legalForm: LegalForm
  /// Its tax code; empty for one with a foreign code, may be empty for an informal group.
  public var taxCode: String
  /// The code by which another country knows it; absent if it has none.
  public var foreignCode: ForeignCode?
  /// Its number in the national register of the third sector; may be empty.
  public var runts: String
  /// Areas or neighbourhoods where it is active.
  public var territories: [String]
  /// Further persons, `person:ID`.
  public var contacts: [String]
  /// Whether it is in the register on the day asked; without a day today, or struck off once that is recorded.
  public var status: OrganisationStatus
  /// The registration.
  public var registeredAt: Position
  /// When it was recorded.
  public var registered: Instant
  /// How it left the register; absent if it did not.
  public var struckOff: StrikingOff?
  /// Who represents it, by first day.
  public var representatives: [RepresentativeItem]
  /// What else is attested of it, in the order of the log.
  public var attributes: [AttributeItem]
  /// Its mandates, in the order of the log.
  public var mandates: [MandateItem]
  /// Suspensions, and the times in which it was struck off before it was admitted again; absent if there are none.
  public var suspensions: [SuspensionItem]?
  /// Its names, statutes and numbers before; absent if none has changed.
  public var changes: [ChangeItem]?
  /// Whether it was recorded under a transcription.
  public var transcribed = false
  /// Slips that were corrected since; absent if there are none.
  public var rectified: [Rectification]?

  package init(
    organisation: ID<Organisation>, name: String, legalForm: LegalForm, taxCode: String,
    foreignCode: ForeignCode? = nil,
    runts: String, territories: [String],
    contacts: [String], status: OrganisationStatus, registeredAt: Position, registered: Instant,
    struckOff: StrikingOff?, representatives: [RepresentativeItem], attributes: [AttributeItem],
    mandates: [MandateItem]
  ) {
    self.organisation = organisation
    self.name = name
    self.legalForm = legalForm
    self.taxCode = taxCode
    self.foreignCode = foreignCode
    self.runts = runts
    self.territories = territories
    self.contacts = contacts
    self.status = status
    self.registeredAt = registeredAt
    self.registered = registered
    self.struckOff = struckOff
    self.representatives = representatives
    self.attributes = attributes
    self.mandates = mandates
  }

  /// A time in which an organisation was suspended, or out of the register.
  public struct SuspensionItem: Codable, Sendable, Hashable {
    /// The first day.
    public var from: CivilDate
    /// The last day; absent if none is known.
    public var to: CivilDate?
    /// Why.
    public var reason: String
    /// The event.
    public var position: Position
    /// The event by which it was admitted again; absent if it was not.
    public var endedBy: Position?
    /// Whether it was recorded under a transcription.
    public var transcribed = false

    package init(from: CivilDate, to: CivilDate?, reason: String, position: Position, endedBy: Position? = nil) {
      (self.from, self.to, self.reason, self.position, self.endedBy) = (from, to, reason, position, endedBy)
    }

    package func holds(on day: CivilDate) -> Bool { from <= day && to.map { day <= $0 } ?? true }
  }

  /// What an organisation was until it changed.
  public struct ChangeItem: Codable, Sendable, Hashable {
    /// `name`, `statuteHash` or `runts`.
    public var field: String
    /// The value before.
    public var was: String
    /// The value since.
    public var value: String
    /// The first day of the new value.
    public var from: CivilDate
    /// The event.
    public var position: Position
    /// Whether it was recorded under a transcription.
    public var transcribed: Bool

    package init(field: String, was: String, value: String, from: CivilDate, position: Position, transcribed: Bool) {
      (self.field, self.was, self.value, self.from, self.position) = (field, was, value, from, position)
      self.transcribed = transcribed
    }
  }

  /// How an organisation left the register.
  public struct StrikingOff: Codable, Sendable, Hashable {
    /// The first day on which it is no longer in the register.
    public var from: CivilDate
    /// The event.
    public var position: Position
    /// Why.
    public var reason: String
    /// When that day begins by the city's clocks: mandates end then.
    public var at: Instant
    /// Whether it was recorded under a transcription.
    public var transcribed: Bool

    package init(from: CivilDate, at instant: Instant, position: Position, reason: String, transcribed: Bool) {
      (self.from, self.position, self.reason, self.transcribed) = (from, position, reason, transcribed)
      at = instant
    }
  }
}

/// Whether an organisation is in the register.
public enum OrganisationStatus: String, Codable, Sendable {
  /// Not yet, on the day asked.
  case unregistered
  /// It is.
  case registered
  /// No longer.
  case struckOff
  /// It is, but does not act.
  case suspended
}

/// An organisation in a list.
public struct OrganisationItem: Codable, Sendable, Hashable {
  /// The organisation's id.
  public var organisation: ID<Organisation>
  /// Its public name.
  public var name: String
  /// The form in which it exists.
  public var legalForm: LegalForm
  /// Its tax code; empty for one with a foreign code, may be empty for an informal group.
  public var taxCode: String
  /// The code by which another country knows it; absent if it has none.
  public var foreignCode: ForeignCode?
  /// Areas or neighbourhoods where it is active.
  public var territories: [String]
  /// Whether it is in the register.
  public var status: OrganisationStatus
  /// Who represents it on the day asked, `person:ID`; without a day, the last who is known.
  public var representative: String?
  /// How many mandates hold on the day asked; without a day, how many were granted.
  public var mandates: Int
  /// The registration.
  public var registeredAt: Position
  /// Whether it was registered under a transcription.
  public var transcribed: Bool
  /// Slips that were corrected since; absent if there are none.
  public var rectified: [Rectification]?

  package init(_ view: OrganisationAnswer) {
    (transcribed, rectified) = (view.transcribed, view.rectified)
    organisation = view.organisation
    name = view.name
    legalForm = view.legalForm
    (taxCode, foreignCode) = (view.taxCode, view.foreignCode)
    territories = view.territories
    status = view.status
    representative = view.representatives.last?.person
    mandates = view.mandates.count
    registeredAt = view.registeredAt
  }
}

/// Who represents an organisation, and when.
public struct RepresentativeItem: Codable, Sendable, Hashable {
  /// `person:ID`.
  public var person: String
  /// The first day.
  public var from: CivilDate
  /// The last day; absent if none is known.
  public var to: CivilDate?
  /// The event that says so: an attestation, or the registration.
  public var position: Position
  /// The event of the successor that ends it; absent if its last day was attested, or none is known.
  public var endedBy: Position?

  package init(person: String, from: CivilDate, to: CivilDate?, position: Position, endedBy: Position?) {
    (self.person, self.from, self.to) = (person, from, to)
    (self.position, self.endedBy) = (position, endedBy)
  }

  /// Whether it holds on a day.
  package func holds(on day: CivilDate) -> Bool { from <= day && to.map { day <= $0 } ?? true }
}

/// A mandate of an organisation.
public struct MandateItem: Codable, Sendable, Hashable {
  /// The mandate's id.
  public var mandate: ID<Mandate>
  /// Whoever acts under it, `person:ID`.
  public var delegate: String
  /// What kind of mandate.
  public var kind: MandateKind
  /// What it allows.
  public var scopes: [MandateScope]
  /// The stream where it holds, or `*` for every one.
  public var target: String
  /// The event that granted it.
  public var grantedAt: Position
  /// When it begins.
  public var validFrom: Instant
  /// When it was to end; absent if no end was set.
  public var validTo: Instant?
  /// When it ends since it was taken back.
  public var revokedFrom: Instant?
  /// The event by which it was taken back.
  public var revokedAt: Position?
  /// When it ends after all: the first of its term, its revocation and the striking-off of the organisation.
  public var end: Instant?
  /// Whether the grant or the end was recorded under a transcription.
  public var transcribed: Bool

  package init(_ act: MandateGranted, at position: Position, transcribed: Bool) {
    self.transcribed = transcribed
    mandate = act.mandate
    delegate = act.delegate.description
    (kind, scopes, target) = (act.kind, act.scopes, act.target.description)
    grantedAt = position
    (validFrom, validTo) = (act.validFrom, act.validTo)
  }

  /// Whether it holds at some time of a UTC day, by `end`.
  package func holds(on day: CivilDate) -> Bool {
    let next = Instant(startOfDay: day.dayNumber + 1)
    return max(validFrom, day.start) < min(end ?? next, next)
  }
}
