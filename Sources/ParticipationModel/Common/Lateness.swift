import EventModel
import TransparencyLog

/// How late something may be recorded. One rule for all: what holds from an earlier day than today's is recorded
///
/// - on the same civil day, freely;
/// - up to `lateDays` later, with the administrative act behind it;
/// - later still, under a transcription.
enum Lateness {
  /// The codes with which it refuses.
  static let refusals: [RejectionCode] = [
    .retroactive, .noTranscription, .transcriptionClosed, .sameOperator, .outOfOrder,
  ]

  /// What every act keeps to: when it was done, and the transcription by which it is recorded.
  static func check(
    _ decision: Decision, isTimed: Bool, stream: StreamName, _ rows: any ConstraintReader
  ) throws(Rejection) {
    if let under = decision.under {
      try TranscriptionRow.open(under, rows).check(decision, isTimed: isTimed, stream: stream, rows)
    } else if let done = decision.occurredAt {
      try require(done, "the act was done at \(done)", decision, rows)
    }
  }

  /// Refuses `Retroactive` for what is effective before today, unless it is recorded as the rule demands.
  ///
  /// - Parameter what: what holds from when, for the message.
  static func require(
    _ instant: Instant, _ what: @autoclosure () -> String, _ decision: Decision, _ rows: any ConstraintReader,
    positions: [Position] = []
  ) throws(Rejection) {
    if instant >= decision.now { return }
    try require(civil: LedgerRules.current(rows).day(instant), what(), decision, rows, positions)
  }

  /// The same for a civil day.
  static func require(
    _ day: CivilDate, _ what: @autoclosure () -> String, _ decision: Decision, _ rows: any ConstraintReader,
    positions: [Position] = []
  ) throws(Rejection) {
    try require(civil: day.dayNumber, what(), decision, rows, positions)
  }

  private static func require(
    civil day: Int64, _ what: @autoclosure () -> String, _ decision: Decision, _ rows: any ConstraintReader,
    _ positions: [Position]
  ) throws(Rejection) {
    let rules = LedgerRules.current(rows)
    let today = rules.day(decision.now)
    guard day < today else { return }
    // A transcription covers a time, and what holds from a day in it.
    if let under = decision.under {
      let transcription = try TranscriptionRow.open(under, rows)
      if (rules.day(transcription.from)...rules.day(transcription.to)).contains(day) { return }
    }
    let grounds = positions + (rules.setAt.map { [$0] } ?? [])
    guard day >= today - Int64(rules.lateDays) else {
      throw Rejection(
        .retroactive, "\(what()), more than \(rules.lateDays) days before it is recorded, at \(decision.now)",
        rule: "what is older than \(rules.lateDays) days is recorded only under a transcription", positions: grounds)
    }
    guard decision.actReference != nil else {
      throw Rejection(
        .retroactive, "\(what()), before the day on which it is recorded, at \(decision.now): name the act behind it",
        rule: "what holds from an earlier day than that on which it is recorded needs an administrative act",
        positions: grounds)
    }
  }
}
