public import EventModel

extension RejectionCode {
  /// What acts of several institutions refuse.
  public static let
    notEntitled = RejectionCode("NotEntitled", "only those whom the rules of an act entitle may do it"),
    staleVersion = RejectionCode("StaleVersion", "an act must name the version whose text was read"),
    windowClosed = RejectionCode(
      "WindowClosed",
      "what has a window is taken only within it; the last instant of the window no longer counts"),
    tooEarly = RejectionCode("TooEarly", "an act that has a set time may not be done before it"),
    late = RejectionCode("Late", "a window is closed from its end time on"),
    inFuture = RejectionCode("InFuture", "something can be recorded only when it is over"),
    retroactive = RejectionCode(
      "Retroactive",
      "a beginning or an end may not lie before the day on which it is recorded"),
    reasonMissing = RejectionCode("ReasonMissing", "a refusal needs a reason"),
    staleSupersede = RejectionCode("StaleSupersede", "only the one that stands can be superseded"),
    unknownPerson = RejectionCode("UnknownPerson", "a person must be enrolled before anything is recorded about them"),
    unknownOrganisation = RejectionCode(
      "UnknownOrganisation",
      "an organisation must be registered before anything else"),
    orgNotLive = RejectionCode("OrgNotLive", "an organisation acts only while it is in the register"),
    mandateInvalid = RejectionCode(
      "MandateInvalid",
      "whoever acts under a mandate must hold one that is valid at the time of the act")

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
