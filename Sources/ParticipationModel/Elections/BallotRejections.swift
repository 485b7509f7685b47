public import EventModel

extension RejectionCode {
  /// What ballots are refused for, and acts upon them.
  public static let
    wrongDistrict = RejectionCode("WrongDistrict", "a district must be one of the districts of the election"),
    unknownPoint = RejectionCode(
      "UnknownPoint",
      "ballots cast in person must name their polling point; other ballots must name none"),
    pointClosed = RejectionCode("PointClosed", "a polling point takes ballots only during its opening hours"),
    notInRoll = RejectionCode(
      "NotInRoll",
      "a ballot must prove that its voter tag is on the roll to which the opening commits"),
    alreadyVoted = RejectionCode("AlreadyVoted", "each voter has only one live ballot"),
    blankNotAllowed = RejectionCode(
      "BlankNotAllowed",
      "a ballot must name an option unless the election allows blank ballots"),
    tooFewPreferences = RejectionCode(
      "TooFewPreferences",
      "a ballot must name as many options as the election asks for"),
    tooManyPreferences = RejectionCode(
      "TooManyPreferences",
      "a ballot may not name more options than the election allows"),
    duplicatePreference = RejectionCode("DuplicatePreference", "a ballot may name an option only once"),
    unknownCandidate = RejectionCode("UnknownCandidate", "a ballot may name only options of its election"),
    sameGenderPreferences = RejectionCode(
      "SameGenderPreferences",
      "several preferences must be for persons of different gender"),
    pointsOutOfRange = RejectionCode("PointsOutOfRange", "points must stay within the bounds that the election sets"),
    ranksOutOfRange = RejectionCode("RanksOutOfRange", "the ranks must name each option of the ballot once"),
    tooExpensive = RejectionCode("TooExpensive", "the options of a ballot may not cost more than the election allows"),
    unknownBallot = RejectionCode("UnknownBallot", "an act on a ballot must name the voter tag's live ballot"),
    alreadyChallenged = RejectionCode("AlreadyChallenged", "a ballot can be challenged only once"),
    unknownChallenge = RejectionCode("UnknownChallenge", "only a pending challenge can be dismissed, and only once"),
    pendingChallenges = RejectionCode("PendingChallenges", "all challenges must be decided before the certification"),
    tallyMismatch = RejectionCode("TallyMismatch", "a certified result must count every live ballot"),
    beaconMissing = RejectionCode(
      "BeaconMissing",
      "lots are drawn from the beacon that was named when the election was called")

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
