public import EventModel

extension RejectionCode {
  /// What acts of elections refuse.
  public static let
    unknownElection = RejectionCode("UnknownElection", "an election must be called before anything else"),
    alreadyCalled = RejectionCode("AlreadyCalled", "the rules of an election are frozen in the act that calls it"),
    rulesFrozen = RejectionCode("RulesFrozen", "the rules of an election are frozen in the act that calls it"),
    notLater = RejectionCode("NotLater", "a deadline may only be moved later"),
    deadlinePassed = RejectionCode(
      "DeadlinePassed",
      "an election must be called before its deadlines pass, and a deadline must be moved before it passes"),
    alreadyClosed = RejectionCode(
      "AlreadyClosed",
      "the polls close only once, and voting that is closed cannot be extended"),
    alreadyOpened = RejectionCode(
      "AlreadyOpened",
      "the polls open only once; whatever must come before the opening can no longer be done"),
    notOpen = RejectionCode("NotOpen", "ballots are taken only between the opening and the close"),
    notClosed = RejectionCode("NotClosed", "ballots are not counted before the close"),
    certified = RejectionCode(
      "Certified",
      "only another certification, which names the one it supersedes, can change a certified result"),
    notCommission = RejectionCode(
      "NotCommission",
      "only the commission named when the election was called decides, annuls and certifies"),
    noMajority = RejectionCode("NoMajority", "more than half of the commission must decide"),
    notDecided = RejectionCode(
      "NotDecided",
      "members of a commission decide and sign by their own acts, or the minutes' hash and the administrative act say "
        + "who did"),
    notCountersigned = RejectionCode(
      "NotCountersigned",
      "paper ballots that one operator records are certified only once the other operator has countersigned them"),
    signaturesMissing = RejectionCode(
      "SignaturesMissing",
      "a certification needs the signatures of as many members of the commission as the election requires"),
    notCandidate = RejectionCode(
      "NotCandidate",
      "people stand for election, and withdraw, only by their own act or through an office on their behalf"),
    commissionMember = RejectionCode(
      "CommissionMember",
      "members of the commission may not stand, because nobody decides on their own candidacy"),
    alreadyCandidate = RejectionCode("AlreadyCandidate", "a person can have only one live candidacy"),
    candidacyTaken = RejectionCode("CandidacyTaken", "the id of a candidacy can be used only once"),
    tooManyCandidacies = RejectionCode("TooManyCandidacies", "the number of candidacies in an election is limited"),
    unknownCandidacy = RejectionCode("UnknownCandidacy", "a candidacy must be filed before anything else"),
    alreadyDecided = RejectionCode(
      "AlreadyDecided",
      "a candidacy is decided only once, and a member of the commission decides a matter only once"),
    underAge = RejectionCode("UnderAge", "candidates must have the minimum age on the reference date"),
    notResident = RejectionCode(
      "NotResident",
      "candidates must have the residence that the election requires on the reference date"),
    undecidedCandidacies = RejectionCode(
      "UndecidedCandidacies",
      "every candidacy must be decided before the polls open"),
    noCandidates = RejectionCode("NoCandidates", "a ballot paper must have at least one option"),
    keyCommitmentMissing = RejectionCode(
      "KeyCommitmentMissing",
      "all voter tags come from one key, to which the opening commits")

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
    .notDecided,
    .notCountersigned,
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
