public import EventModel

extension RejectionCode {
  /// What acts of several institutions refuse.
  public static let
    officeNotCompetent = RejectionCode(
      "OfficeNotCompetent",
      "an office acts only within the competences that it was given, from the day on which it has them"),
    actReferenceMissing = RejectionCode(
      "ActReferenceMissing",
      "what the administration decides names the administrative act behind it: number, date, hash"),
    noTranscription = RejectionCode(
      "NoTranscription",
      "what is transcribed names a transcription that covers it"),
    transcriptionClosed = RejectionCode(
      "TranscriptionClosed",
      "a transcription takes records only until the time that it names"),
    sameOperator = RejectionCode(
      "SameOperator",
      "a batch of a transcription is recorded by one operator and countersigned by the other"),
    outOfOrder = RejectionCode(
      "OutOfOrder",
      "within a transcription, the acts of a stream come in the order in which they were done"),
    staleVersion = RejectionCode("StaleVersion", "an act must name the version whose text was read"),
    windowClosed = RejectionCode(
      "WindowClosed",
      "what has a window is taken only within it; the last instant of the window no longer counts"),
    tooEarly = RejectionCode("TooEarly", "an act that has a set time may not be done before it"),
    late = RejectionCode("Late", "a window is closed from its end time on"),
    inFuture = RejectionCode("InFuture", "something can be recorded only when it is over"),
    retroactive = RejectionCode(
      "Retroactive",
      "what holds from an earlier day is recorded with an administrative act, and after too many days only under a "
        + "transcription"),
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
    .officeNotCompetent,
    .actReferenceMissing,
    .noTranscription,
    .transcriptionClosed,
    .sameOperator,
    .outOfOrder,
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
