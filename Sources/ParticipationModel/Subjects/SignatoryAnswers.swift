public import EventModel
public import TransparencyLog

/// Who could sign for an organisation on a day.
public struct SignatoriesAnswer: Codable, Sendable, Hashable {
  /// The organisation's id.
  public var organisation: ID<Organisation>
  /// The day, UTC.
  public var on: CivilDate
  /// Whether it was in the register that day; nobody signs for one that was not.
  public var status: OrganisationStatus
  /// The events that the status rests on: the registration, and the striking-off if there is one.
  public var positions: [Position]
  /// Whoever could sign, and why.
  public var signatories: [SignatoryItem]

  package init(
    organisation: ID<Organisation>, on day: CivilDate, status: OrganisationStatus, positions: [Position],
    signatories: [SignatoryItem]
  ) {
    (self.organisation, on, self.status) = (organisation, day, status)
    (self.positions, self.signatories) = (positions, signatories)
  }
}

/// A person who could sign for an organisation, and why.
public struct SignatoryItem: Codable, Sendable, Hashable {
  /// `person:ID`.
  public var person: String
  /// On what basis the person signs.
  public var basis: Basis
  /// The mandate; absent for the representative.
  public var mandate: ID<Mandate>?
  /// What kind of mandate.
  public var kind: MandateKind?
  /// The stream where it holds, or `*` for every one; absent for the representative.
  public var target: String?
  /// From when.
  public var from: Instant
  /// To before when; absent if no end is known.
  public var to: Instant?
  /// The rule by which the person could sign.
  public var rule: String
  /// The events that it rests on.
  public var positions: [Position]

  /// On what basis a person signs for an organisation.
  public enum Basis: String, Codable, Sendable {
    /// It represents the organisation.
    case representative
    /// It has a mandate to sign.
    case mandate
  }

  package init(_ view: RepresentativeItem, registeredAt: Position) {
    person = view.person
    basis = .representative
    from = view.from.start
    to = view.to.map { Instant(startOfDay: $0.dayNumber + 1) }
    let isNamedAtRegistration = view.position == registeredAt
    rule =
      isNamedAtRegistration
      ? "the representative named at the registration signs until another one is attested"
      : "the representative attested for the day signs"
    positions = [view.position] + (view.endedBy.map { [$0] } ?? [])
  }

  package init(_ view: MandateItem) {
    person = view.delegate
    basis = .mandate
    (mandate, kind, target) = (view.mandate, view.kind, view.target)
    (from, to) = (view.validFrom, view.end)
    rule =
      switch view.kind {
      case .effective: "a delegate signs under a mandate to sign that is valid at the time of the act"
      case .substitute: "a substitute signs under a valid mandate if the effective delegate is absent"
      case .proxy: "a proxy signs under a valid mandate for one meeting"
      }
    positions = [view.grantedAt] + (view.revokedAt.map { [$0] } ?? [])
  }
}
