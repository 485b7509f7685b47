public import EventModel

extension RejectionCode {
  /// What ballots are refused for, and acts upon them.
  public static let
    wrongDistrict = RejectionCode("WrongDistrict", "a district is one of those of the election"),
    unknownPoint = RejectionCode("UnknownPoint", "ballots cast in person name their polling point, and no others do"),
    pointClosed = RejectionCode("PointClosed", "polling points have hours of their own"),
    notInRoll = RejectionCode(
      "NotInRoll",
      "a ballot proves that its tag is on the roll to which the opening is committed"),
    alreadyVoted = RejectionCode("AlreadyVoted", "one live ballot for each voter"),
    blankNotAllowed = RejectionCode(
      "BlankNotAllowed",
      "a ballot names an option, unless the election allows blank ones"),
    tooFewPreferences = RejectionCode("TooFewPreferences", "a ballot names as many options as the election asks for"),
    tooManyPreferences = RejectionCode("TooManyPreferences", "a ballot names no more options than the election allows"),
    duplicatePreference = RejectionCode("DuplicatePreference", "an option is named once"),
    unknownCandidate = RejectionCode("UnknownCandidate", "a ballot names options of its election"),
    sameGenderPreferences = RejectionCode("SameGenderPreferences", "preferences are for persons of different gender"),
    pointsOutOfRange = RejectionCode("PointsOutOfRange", "points stay within the bounds of the election"),
    ranksOutOfRange = RejectionCode("RanksOutOfRange", "ranks name the options of the ballot, each once"),
    tooExpensive = RejectionCode("TooExpensive", "the options of a ballot cost no more than the election allows"),
    unknownBallot = RejectionCode("UnknownBallot", "the live ballot of the voter tag is named"),
    alreadyChallenged = RejectionCode("AlreadyChallenged", "a ballot is challenged once"),
    unknownChallenge = RejectionCode("UnknownChallenge", "a pending challenge is dismissed, once"),
    pendingChallenges = RejectionCode("PendingChallenges", "challenges are decided before the certification"),
    tallyMismatch = RejectionCode("TallyMismatch", "a certified result counts every live ballot"),
    beaconMissing = RejectionCode(
      "BeaconMissing",
      "a lot follows from the beacon that was named when the election was called")

  /// All of them.
  package static let ballotRejections: [RejectionCode] = [
    .wrongDistrict,
    .unknownPoint,
    .pointClosed,
    .notInRoll,
    .alreadyVoted,
    .blankNotAllowed,
    .tooFewPreferences,
    .tooManyPreferences,
    .duplicatePreference,
    .unknownCandidate,
    .sameGenderPreferences,
    .pointsOutOfRange,
    .ranksOutOfRange,
    .tooExpensive,
    .unknownBallot,
    .alreadyChallenged,
    .unknownChallenge,
    .pendingChallenges,
    .tallyMismatch,
    .beaconMissing,
  ]
}
