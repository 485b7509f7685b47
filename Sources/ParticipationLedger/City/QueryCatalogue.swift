import EventModel
import ParticipationModel

/// The queries that a ledger answers.
///
/// A linking program adds its own: `QueryCatalogue.albo.adding(ShowPlaces.self)`.
public struct QueryCatalogue: Sendable {
  /// The queries, in the order in which they are documented.
  public let queries: [any AnsweredQuery.Type]
  private let byMethod: [String: any AnsweredQuery.Type]

  /// A catalogue of queries; of two with the same method, the first is answered.
  public init(_ queries: [any AnsweredQuery.Type]) {
    self.queries = queries
    byMethod = Dictionary(queries.map { ($0.method, $0) }) { first, _ in first }
  }

  /// The same with one query more.
  public func adding(_ query: any AnsweredQuery.Type) -> QueryCatalogue { QueryCatalogue(queries + [query]) }

  /// The query behind a method, or nil.
  public func query(_ method: String) -> (any AnsweredQuery.Type)? { byMethod[method] }

  /// Every query of the city: one line each.
  public static let albo = QueryCatalogue([
    ShowPerson.self,
    ListOrganisations.self,
    ShowOrganisation.self,
    OrganisationSignatories.self,
    ListBodies.self,
    ShowBody.self,
    BodyComposition.self,
    BodyAttendance.self,
    ListMeetings.self,
    MeetingQuorum.self,
    ListResolutions.self,
    ListOpinions.self,
    WhyMember.self,
    ListElections.self,
    ShowElection.self,
    ListCandidacies.self,
    ElectionTurnout.self,
    ElectionTally.self,
    ElectionRounds.self,
    ExplainElection.self,
    ListProposals.self,
    ShowProposal.self,
    ListAgreements.self,
    ShowAgreement.self,
    ListVolunteers.self,
    ShowVolunteer.self,
    ListHours.self,
    ListDuties.self,
    ListOffices.self,
    ListTranscriptions.self,
    TranscriptionBatch.self,
    ReadEvents.self,
    GetEvent.self,
    GetCheckpoint.self,
    ProveInclusion.self,
    ProveConsistency.self,
    GetReceipt.self,
    GetKeys.self,
    ListViews.self,
    DigestView.self,
    GetStatus.self,
  ])
}
