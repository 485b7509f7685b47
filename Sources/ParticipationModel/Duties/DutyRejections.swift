public import EventModel

extension RejectionCode {
  /// What acts on duties refuse.
  public static let
    unknownDuty = RejectionCode("UnknownDuty", "a report names a duty that an act of its stream has made"),
    notBoundParty = RejectionCode("NotBoundParty", "whoever owes something reports on it"),
    finalStatus = RejectionCode(
      "FinalStatus",
      "what is done or abandoned is taken up again only with a reason and an administrative act"),
    periodClosed = RejectionCode("PeriodClosed", "a report of a duty that returns names the period that is open")

  /// All of them.
  package static let dutyRejections: [RejectionCode] = [.unknownDuty, .notBoundParty, .finalStatus, .periodClosed]
}
