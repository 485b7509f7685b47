extension RejectionCode {
  /// What the ledger itself refuses.
  public static let
    reservedActor = RejectionCode(
      "ReservedActor",
      "what time and the ledger bring about is recorded by the ledger itself"),
    notEntitled = RejectionCode("NotEntitled", "only those whom the rules of an act entitle may do it"),
    actorNotYours = RejectionCode(
      "ActorNotYours",
      "who submits may name only the offices and persons that the ledger's file `principals` gives them"),
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
    .notEntitled,
    .actorNotYours,
    .occurredInFuture,
    .notProposable,
    .keyNotUsable,
  ]
}
