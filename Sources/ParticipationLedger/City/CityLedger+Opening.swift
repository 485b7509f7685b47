public import EventLedger
public import EventModel
public import ParticipationModel
public import TransparencyLog

extension CityLedger {
  /// The city's read models: one line each.
  public static let projections: [any Projection.Type] = [
    PeopleProjection.self,
    OrganisationsProjection.self,
    BodyListProjection.self,
    BodyMembersProjection.self,
    BodyMeetingsProjection.self,
    BodyResolutionsProjection.self,
    BodyOpinionsProjection.self,
    ElectionListProjection.self,
    CandidaciesProjection.self,
    TurnoutProjection.self,
    TallyProjection.self,
    ProposalListProjection.self,
    AgreementListProjection.self,
    VolunteerHoursProjection.self,
    DutiesProjection.self,
    OfficesProjection.self,
    ReactionCausesProjection.self,
  ]

  /// Makes a ledger in a directory that does not exist or is empty, and opens it to write.
  ///
  /// - Parameters:
  ///   - origin: the origin of the log's checkpoints, a scheme-less URL prefix.
  ///   - registry: the acts it knows; a linking program adds its own.
  ///   - projections: its read models; a linking program adds its own.
  /// - Throws: `LedgerError.alreadyExists`; what the system refuses.
  public static func create(
    at path: String, origin: KeyName, registry: ActRegistry = .albo, projections: [any Projection.Type] = projections,
    options: OpeningOptions
  ) async throws -> CityLedger {
    let store = try await EventStore.create(at: path, origin: origin, registry: registry, options: options)
    return try CityLedger(store, clock: options.clock, projections: projections)
  }

  /// Opens a ledger.
  ///
  /// - Throws: `LedgerError`, as `EventStore.open(at:mode:registry:options:)`.
  public static func open(
    at path: String, mode: EventStore.Mode, registry: ActRegistry = .albo,
    projections: [any Projection.Type] = projections,
    options: OpeningOptions
  ) throws -> CityLedger {
    let store = try EventStore.open(at: path, mode: mode, registry: registry, options: options)
    return try CityLedger(store, clock: options.clock, projections: projections)
  }
}
