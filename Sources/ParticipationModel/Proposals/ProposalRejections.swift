public import EventModel

extension RejectionCode {
  /// What acts of proposals and agreements refuse.
  public static let
    unknownProposal = RejectionCode("UnknownProposal", "a proposal must be published first"),
    notAdmissible = RejectionCode("NotAdmissible", "a proposal must be found admissible before it is published"),
    alreadyAnswered = RejectionCode(
      "AlreadyAnswered",
      "once a version is answered, it cannot be answered again, supported or changed"),
    reasonsMissing = RejectionCode("ReasonsMissing", "an answer must give its reasons"),
    alreadySupported = RejectionCode("AlreadySupported", "a person supports a version only once"),
    unknownAgreement = RejectionCode("UnknownAgreement", "an agreement must be opened before it is signed"),
    notApproved = RejectionCode("NotApproved", "an agreement must be approved before it is opened for signature"),
    notAParty = RejectionCode("NotAParty", "only the parties sign"),
    alreadySigned = RejectionCode("AlreadySigned", "a party signs a version only once"),
    wrongText = RejectionCode("WrongText", "a signature holds only for the text with this SHA-256")

  /// All of them.
  package static let proposalRejections: [RejectionCode] = [
    .unknownProposal,
    .notAdmissible,
    .alreadyAnswered,
    .reasonsMissing,
    .alreadySupported,
    .unknownAgreement,
    .notApproved,
    .notAParty,
    .alreadySigned,
    .wrongText,
  ]
}
