public import EventLedger
public import EventModel
public import LogAudit
public import ParticipationModel
public import TransparencyLog

/// Replays a city's log with its rules and its views: what an auditor runs.
///
/// ```swift
/// let source = try LedgerRecords.open("export.jsonl", registry: .albo)
/// let report = try CityReplay.run(source, key: try VerifierKey(vkey))
/// report.isVerified  // the digests in `report.views` follow from exactly these events
/// ```
public enum CityReplay {
  /// Verifies signature and root, decides every command again, and builds every view.
  ///
  /// - Parameters:
  ///   - key: the key that the auditor knows the log by.
  ///   - registry: the rules; a linking program adds its own.
  ///   - work: a directory where what was replayed is kept, so that another run can continue from it; nil keeps
  ///     nothing.
  ///   - progress: called after each page.
  /// - Returns: a report, whose `findings` name what is wrong.
  /// - Throws: what prevented the replay.
  public static func run(
    _ source: any RecordSource, key: VerifierKey, registry: ActRegistry = .albo,
    projections: [any Projection.Type] = CityLedger.projections, work: String? = nil,
    progress: (VerificationProgress) -> Void = { _ in }
  ) throws -> ReplayReport {
    try LedgerReplay.run(
      source, key: key, registry: registry, projections: projections, work: work, progress: progress)
  }
}
