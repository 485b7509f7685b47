public import EventModel

extension RejectionCode {
  /// What queries refuse.
  public static let
    unknownMeeting = RejectionCode("UnknownMeeting", "a query names what is recorded"),
    unknownVolunteer = RejectionCode("UnknownVolunteer", "a query names what is recorded"),
    sealed = RejectionCode("Sealed", "no count before the close, for anyone"),
    notHeld = RejectionCode("NotHeld", "a quorum is reported once the meeting was held"),
    notRanked = RejectionCode("NotRanked", "rounds exist only if ballots are ranked and transferred"),
    tagKeyMissing = RejectionCode("TagKeyMissing", "voter tags come from one key, committed to at the opening")

  /// All of them.
  package static let queryRejections: [RejectionCode] = [
    .unknownMeeting,
    .unknownVolunteer,
    .sealed,
    .notHeld,
    .notRanked,
    .tagKeyMissing,
  ]
}
