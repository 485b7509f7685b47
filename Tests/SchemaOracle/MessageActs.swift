package import ParticipationModel

extension PersonEnrolled: MessageAct {
  package typealias ActMessage = Albo_V1_PersonEnrolled
}

extension AttributeAttested: MessageAct {
  package typealias ActMessage = Albo_V1_AttributeAttested
}

extension GuardianConsentRecorded: MessageAct {
  package typealias ActMessage = Albo_V1_GuardianConsentRecorded
}

extension OrganisationRegistered: MessageAct {
  package typealias ActMessage = Albo_V1_OrganisationRegistered
}

extension OrganisationStruckOff: MessageAct {
  package typealias ActMessage = Albo_V1_OrganisationStruckOff
}

extension MandateGranted: MessageAct {
  package typealias ActMessage = Albo_V1_MandateGranted
}

extension MandateRevoked: MessageAct {
  package typealias ActMessage = Albo_V1_MandateRevoked
}

extension BodyEstablished: MessageAct {
  package typealias ActMessage = Albo_V1_BodyEstablished
}

extension MemberSeated: MessageAct {
  package typealias ActMessage = Albo_V1_MemberSeated
}

extension MemberCeased: MessageAct {
  package typealias ActMessage = Albo_V1_MemberCeased
}

extension SeatOffered: MessageAct {
  package typealias ActMessage = Albo_V1_SeatOffered
}

extension SeatDeclined: MessageAct {
  package typealias ActMessage = Albo_V1_SeatDeclined
}

extension MeetingConvened: MessageAct {
  package typealias ActMessage = Albo_V1_MeetingConvened
}

extension MeetingHeld: MessageAct {
  package typealias ActMessage = Albo_V1_MeetingHeld
}

extension ResolutionVoted: MessageAct {
  package typealias ActMessage = Albo_V1_ResolutionVoted
}

extension ElectionCalled: MessageAct {
  package typealias ActMessage = Albo_V1_ElectionCalled
}

extension CandidacyFiled: MessageAct {
  package typealias ActMessage = Albo_V1_CandidacyFiled
}

extension CandidacyDecided: MessageAct {
  package typealias ActMessage = Albo_V1_CandidacyDecided
}

extension CandidacyWithdrawn: MessageAct {
  package typealias ActMessage = Albo_V1_CandidacyWithdrawn
}

extension VotingOpened: MessageAct {
  package typealias ActMessage = Albo_V1_VotingOpened
}

extension BallotCast: MessageAct {
  package typealias ActMessage = Albo_V1_BallotCast
}

extension BallotChallenged: MessageAct {
  package typealias ActMessage = Albo_V1_BallotChallenged
}

extension ChallengeDismissed: MessageAct {
  package typealias ActMessage = Albo_V1_ChallengeDismissed
}

extension BallotAnnulled: MessageAct {
  package typealias ActMessage = Albo_V1_BallotAnnulled
}

extension VotingClosed: MessageAct {
  package typealias ActMessage = Albo_V1_VotingClosed
}

extension ResultCertified: MessageAct {
  package typealias ActMessage = Albo_V1_ResultCertified
}

extension ProposalPublished: MessageAct {
  package typealias ActMessage = Albo_V1_ProposalPublished
}

extension SupportGiven: MessageAct {
  package typealias ActMessage = Albo_V1_SupportGiven
}

extension ProposalAnswered: MessageAct {
  package typealias ActMessage = Albo_V1_ProposalAnswered
}

extension AgreementOpened: MessageAct {
  package typealias ActMessage = Albo_V1_AgreementOpened
}

extension AgreementSigned: MessageAct {
  package typealias ActMessage = Albo_V1_AgreementSigned
}

extension AgreementTookEffect: MessageAct {
  package typealias ActMessage = Albo_V1_AgreementTookEffect
}

extension HoursLogged: MessageAct {
  package typealias ActMessage = Albo_V1_HoursLogged
}

extension HoursReviewed: MessageAct {
  package typealias ActMessage = Albo_V1_HoursReviewed
}

extension HoursCorrected: MessageAct {
  package typealias ActMessage = Albo_V1_HoursCorrected
}

extension OfficeEmpowered: MessageAct {
  package typealias ActMessage = Albo_V1_OfficeEmpowered
}

extension OfficeRelieved: MessageAct {
  package typealias ActMessage = Albo_V1_OfficeRelieved
}

extension LedgerRulesSet: MessageAct {
  package typealias ActMessage = Albo_V1_LedgerRulesSet
}

extension TranscriptionOpened: MessageAct {
  package typealias ActMessage = Albo_V1_TranscriptionOpened
}

extension TranscriptionChecked: MessageAct {
  package typealias ActMessage = Albo_V1_TranscriptionChecked
}

extension CommissionVoted: MessageAct {
  package typealias ActMessage = Albo_V1_CommissionVoted
}

extension AttributeWithdrawn: MessageAct {
  package typealias ActMessage = Albo_V1_AttributeWithdrawn
}

extension OrganisationChanged: MessageAct {
  package typealias ActMessage = Albo_V1_OrganisationChanged
}

extension OrganisationSuspended: MessageAct {
  package typealias ActMessage = Albo_V1_OrganisationSuspended
}

extension OrganisationReadmitted: MessageAct {
  package typealias ActMessage = Albo_V1_OrganisationReadmitted
}

extension DutyReported: MessageAct {
  package typealias ActMessage = Albo_V1_DutyReported
}

extension EntryRectified: MessageAct {
  package typealias ActMessage = Albo_V1_EntryRectified
}
