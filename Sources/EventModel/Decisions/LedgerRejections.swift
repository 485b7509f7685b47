extension RejectionCode {
  /// What the ledger itself refuses.
  public static let
    reservedActor = RejectionCode(
      "ReservedActor",
      "what time and the ledger bring about is recorded by the ledger itself"),
    occurredInFuture = RejectionCode("OccurredInFuture", "nothing is recorded before it has happened"),
    notProposable = RejectionCode(
      "NotProposable",
      "what follows from other acts, or is made by the ledger itself, is not proposed"),
    keyNotUsable = RejectionCode(
      "KeyNotUsable",
      "a log's keys are named after its origin, and none of them is used twice")

  /// All of them.
  package static let ledgerRejections: [RejectionCode] = [
    .reservedActor,
    .occurredInFuture,
    .notProposable,
    .keyNotUsable,
  ]
}
