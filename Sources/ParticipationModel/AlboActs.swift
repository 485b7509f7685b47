public import EventModel

extension ActRegistry {
  /// Every act of the city: one line each. An act that is not here is neither proposed nor decided.
  public static let albo = ActRegistry([
    ElectionCalled.self,
    VotingOpened.self,
    BallotCast.self,
    BallotAnnulled.self,
    VotingClosed.self,
    ResultCertified.self,
    ProposalPublished.self,
    SupportGiven.self,
    ProposalAnswered.self,
    AgreementOpened.self,
    AgreementSigned.self,
    AgreementTookEffect.self,
    HoursLogged.self,
    HoursReviewed.self,
    HoursCorrected.self,
  ])
}
