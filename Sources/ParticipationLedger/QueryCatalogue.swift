import EventModel
import ParticipationModel

/// Every query that a ledger answers: one line each.
public enum QueryCatalogue {
  /// The queries, in the order in which they are documented.
  public static let queries: [any AnsweredQuery.Type] = [
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
  ]

  /// The query behind a method, or nil.
  public static func query(_ method: String) -> (any AnsweredQuery.Type)? { byMethod[method] }

  private static let byMethod: [String: any AnsweredQuery.Type] =
    .init(uniqueKeysWithValues: queries.map { ($0.method, $0) })
}
