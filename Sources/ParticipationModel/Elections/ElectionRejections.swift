public import EventModel

extension RejectionCode {
  /// What acts of elections refuse.
  public static let
    unknownElection = RejectionCode("UnknownElection", "an election is called before anything else"),
    alreadyCalled = RejectionCode("AlreadyCalled", "rules are frozen in the act that calls an election"),
    rulesFrozen = RejectionCode("RulesFrozen", "rules are frozen in the act that calls an election"),
    notLater = RejectionCode("NotLater", "a deadline may only be moved later"),
    deadlinePassed = RejectionCode(
      "DeadlinePassed",
      "an election is called, and its deadlines are moved, before they pass"),
    alreadyClosed = RejectionCode("AlreadyClosed", "the polls close once, and what is closed is not extended"),
    alreadyOpened = RejectionCode("AlreadyOpened", "the polls open once; what comes before them comes before"),
    notOpen = RejectionCode("NotOpen", "ballots are taken between the opening and the close"),
    notClosed = RejectionCode("NotClosed", "no count before the close"),
    certified = RejectionCode(
      "Certified",
      "a certified result changes by another certification alone, which names the one it supersedes"),
    notCommission = RejectionCode(
      "NotCommission",
      "the commission named when the election was called decides, annuls and certifies"),
    noMajority = RejectionCode("NoMajority", "more than half of the commission decides"),
    signaturesMissing = RejectionCode("SignaturesMissing", "the commission signs what it certifies"),
    notCandidate = RejectionCode("NotCandidate", "a person stands for election, and withdraws, by an act of their own"),
    commissionMember = RejectionCode("CommissionMember", "nobody decides on a candidacy of their own"),
    alreadyCandidate = RejectionCode("AlreadyCandidate", "one live candidacy for each person"),
    candidacyTaken = RejectionCode("CandidacyTaken", "the id of a candidacy is used once"),
    tooManyCandidacies = RejectionCode("TooManyCandidacies", "an election has a bounded number of candidacies"),
    unknownCandidacy = RejectionCode("UnknownCandidacy", "a candidacy is filed before anything else"),
    alreadyDecided = RejectionCode("AlreadyDecided", "a candidacy is decided once"),
    underAge = RejectionCode("UnderAge", "candidates have the least age on the reference date"),
    notResident = RejectionCode(
      "NotResident",
      "candidates have the residence that the election asks for on the reference date"),
    undecidedCandidacies = RejectionCode("UndecidedCandidacies", "every candidacy is decided before the polls open"),
    noCandidates = RejectionCode("NoCandidates", "a ballot paper has an option"),
    keyCommitmentMissing = RejectionCode(
      "KeyCommitmentMissing",
      "voter tags come from one key, committed to at the opening")

  /// All of them.
  package static let electionRejections: [RejectionCode] = [
    .unknownElection,
    .alreadyCalled,
    .rulesFrozen,
    .notLater,
    .deadlinePassed,
    .alreadyClosed,
    .alreadyOpened,
    .notOpen,
    .notClosed,
    .certified,
    .notCommission,
    .noMajority,
    .signaturesMissing,
    .notCandidate,
    .commissionMember,
    .alreadyCandidate,
    .candidacyTaken,
    .tooManyCandidacies,
    .unknownCandidacy,
    .alreadyDecided,
    .underAge,
    .notResident,
    .undecidedCandidacies,
    .noCandidates,
    .keyCommitmentMissing,
  ]
}
