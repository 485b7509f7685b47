public import EventModel

extension RejectionCode {
  /// What acts of proposals and agreements refuse.
  public static let
    unknownProposal = RejectionCode("UnknownProposal", "a proposal is published first"),
    notAdmissible = RejectionCode("NotAdmissible", "admissibility comes first"),
    alreadyAnswered = RejectionCode(
      "AlreadyAnswered",
      "an answered version is neither answered nor supported nor changed"),
    reasonsMissing = RejectionCode("ReasonsMissing", "an answer gives its reasons"),
    alreadySupported = RejectionCode("AlreadySupported", "a person supports a version once"),
    unknownAgreement = RejectionCode("UnknownAgreement", "an agreement is opened before it is signed"),
    notApproved = RejectionCode("NotApproved", "an agreement is approved before it is opened for signature"),
    notAParty = RejectionCode("NotAParty", "the parties sign"),
    alreadySigned = RejectionCode("AlreadySigned", "a party signs a version once"),
    wrongText = RejectionCode("WrongText", "a signature holds for the text with this SHA-256 alone")

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
