public import EventModel

extension RejectionCode {
  /// What acts of several institutions refuse.
  public static let
    notEntitled = RejectionCode("NotEntitled", "an act is done by those whom its rules entitle"),
    staleVersion = RejectionCode("StaleVersion", "an act names the version whose text was read"),
    windowClosed = RejectionCode("WindowClosed", "what has a window is taken within it, and a window is half-open"),
    tooEarly = RejectionCode("TooEarly", "what has a time is not done before it"),
    late = RejectionCode("Late", "a window is half-open: at its very end it is closed"),
    inFuture = RejectionCode("InFuture", "what took place is recorded when it is over"),
    retroactive = RejectionCode(
      "Retroactive",
      "what begins or ends does so on the day on which it is recorded, or later"),
    reasonMissing = RejectionCode("ReasonMissing", "a refusal has a reason"),
    staleSupersede = RejectionCode("StaleSupersede", "what is superseded is the one that stands"),
    unknownPerson = RejectionCode("UnknownPerson", "a person is enrolled before anything is said of them"),
    unknownOrganisation = RejectionCode("UnknownOrganisation", "an organisation is registered before anything else"),
    orgNotLive = RejectionCode("OrgNotLive", "an organisation acts while it is in the register"),
    mandateInvalid = RejectionCode(
      "MandateInvalid",
      "whoever acts under a mandate holds one that is valid at the time of the act")

  /// All of them.
  package static let commonRejections: [RejectionCode] = [
    .notEntitled,
    .staleVersion,
    .windowClosed,
    .tooEarly,
    .late,
    .inFuture,
    .retroactive,
    .reasonMissing,
    .staleSupersede,
    .unknownPerson,
    .unknownOrganisation,
    .orgNotLive,
    .mandateInvalid,
  ]
}
