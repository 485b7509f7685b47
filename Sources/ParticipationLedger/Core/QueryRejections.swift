public import EventModel

extension RejectionCode {
  /// What queries refuse.
  public static let
    unknownMeeting = RejectionCode("UnknownMeeting", "a query can only be about what is recorded"),
    unknownVolunteer = RejectionCode("UnknownVolunteer", "a query can only be about what is recorded"),
    sealed = RejectionCode("Sealed", "nobody sees the count before the polls close"),
    notHeld = RejectionCode("NotHeld", "a quorum is reported only after the meeting was held"),
    notInForce = RejectionCode("NotInForce", "an agreement is shown for a day only if a version was in force on it"),
    notRanked = RejectionCode("NotRanked", "rounds exist only if ballots are ranked and counted by transfers"),
    tagKeyMissing = RejectionCode("TagKeyMissing", "all voter tags come from one key, to which the opening commits")

  /// All of them.
  package static let queryRejections: [RejectionCode] = [
    .unknownMeeting,
    .unknownVolunteer,
    .sealed,
    .notHeld,
    .notInForce,
    .notRanked,
    .tagKeyMissing,
  ]
}
