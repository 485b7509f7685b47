public import EventModel

extension RejectionCode {
  /// What acts of the ledger itself refuse: offices, rules, transcriptions.
  public static let
    oversightMissing = RejectionCode("OversightMissing", "some office has oversight at all times"),
    alreadyEmpowered = RejectionCode("AlreadyEmpowered", "an office is given a competence only once for a time"),
    notEmpowered = RejectionCode("NotEmpowered", "an office can be relieved only of what it is competent for"),
    alreadyTranscribed = RejectionCode("AlreadyTranscribed", "the id of a transcription can be used only once"),
    batchMismatch = RejectionCode(
      "BatchMismatch",
      "a batch is countersigned as it stands: as many records, up to the last one, with their root")

  /// All of them.
  package static let ledgerActRejections: [RejectionCode] = [
    .oversightMissing,
    .alreadyEmpowered,
    .notEmpowered,
    .alreadyTranscribed,
    .batchMismatch,
  ]
}
