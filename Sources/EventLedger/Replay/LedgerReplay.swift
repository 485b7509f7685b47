public import EventModel
import Glibc
import LocalFiles
public import LogAudit
public import TransparencyLog

/// Replays a log from its records alone: verifies the signature and the root, decides every command again by the law
/// of replay, and builds every view. Equal digests mean that what was published follows from exactly these events.
public enum LedgerReplay {
  /// Replays what a source has.
  ///
  /// - Parameters:
  ///   - key: the key that the auditor knows the log by.
  ///   - registry: the rules.
  ///   - projections: the views.
  ///   - work: a directory where what was replayed is kept, so that another run goes on there; nil makes one and
  ///     removes it. Afterwards it is a ledger that can be read.
  ///   - progress: called after each page.
  /// - Returns: a report, whose `findings` name what is wrong.
  /// - Throws: what kept the replay from being done.
  public static func run(
    _ source: any RecordSource, key: VerifierKey, registry: ActRegistry, projections: [any Projection.Type],
    work: String? = nil, progress: (VerificationProgress) -> Void = { _ in }
  ) throws -> ReplayReport {
    guard source.hasRecords else {
      throw LedgerError(.notALedger, "\(source.name) is a checkpoint without records: there is nothing to replay")
    }
    var report = try ReplayReport(source)
    let (checkpoint, keys, proofs): (Checkpoint, LogKeys, [Receipt])
    do {
      proofs = try source.keyChanges()
      keys = try LogKeys(trusting: key, changes: proofs)
      checkpoint = try keys.verify(source.note)
    } catch {
      report.findings.append(ReplayFinding(.signature, "the checkpoint is not signed by the key: \(error)"))
      return report
    }
    let own = work == nil ? try Files.makeTemporaryDirectory() : nil
    defer { if let own { try? Files.removeTree(own) } }
    let directory = LedgerDirectory(work ?? own ?? "")
    let lock = try ReplayDirectory.prepare(directory)
    defer { withExtendedLifetime(lock) {} }
    let registry = registry.withLedgerActs
    try decide(source, checkpoint, keys, proofs, registry, directory, isKept: work != nil, &report, progress)
    guard report.decided > .zero else { return report }
    report.views = try digests(directory, registry, projections, progress)
    return report
  }

  private static func decide(
    _ source: any RecordSource, _ checkpoint: Checkpoint, _ keys: LogKeys, _ proofs: [Receipt],
    _ registry: ActRegistry, _ directory: LedgerDirectory, isKept: Bool, _ report: inout ReplayReport,
    _ progress: (VerificationProgress) -> Void
  ) throws {
    let log = try ReplayLog(directory, isSynced: isKept)
    defer { log.engine.close() }
    try checkKept(log, source, checkpoint)
    let signer = keys.key(at: checkpoint.size)
    var run = try ReplayRun(
      log, source, registry: registry, checkpoint: checkpoint, trusted: keys, keyChanges: proofs)
    do {
      report.isRootVerified = try run.run(progress) == checkpoint.root
      if !report.isRootVerified {
        report.findings.append(ReplayFinding(.root, "the records do not have the root that the checkpoint signs"))
      }
      if let finding = run.keyFinding(signer) ?? run.rewritten { report.findings.append(finding) }
    } catch let error as LedgerError where error.code == .damaged {
      // Met while deciding already, it is the run's own finding.
      if run.finding?.kind != .source { report.findings.append(ReplayFinding(.source, error.message)) }
    }
    if let finding = run.finding { report.findings.append(finding) }
    (report.firstWithheld, report.withheld) = (run.firstWithheld, run.withheld)
    (report.decided, report.firstMisreading) = (run.log.size, source.firstMisreading)
    (report.uncheckedTypes, report.commands) = try run.log.summary(registry)
    let signature = checkpoint.note.signatures.first { $0.keyID == signer.keyID && $0.name == signer.name }
    if report.isRootVerified, report.decided == checkpoint.size, let signature { try run.log.engine.sign(signature) }
  }

  /// What an earlier run left must be the beginning of this log; its root says so in the end.
  private static func checkKept(_ log: ReplayLog, _ source: any RecordSource, _ checkpoint: Checkpoint) throws {
    guard let kept = try log.firstRecord() else { return }
    guard log.size <= checkpoint.size, try source.records(from: 0).first?.leafHash == .leaf(kept) else {
      throw LedgerError(
        .alreadyExists, "the work directory holds \(log.size) events of another log, or more than \(source.name) has")
    }
  }

  private static func digests(
    _ directory: LedgerDirectory, _ registry: ActRegistry, _ projections: [any Projection.Type],
    _ progress: (VerificationProgress) -> Void
  ) throws -> [ViewDigest] {
    let options = OpeningOptions(program: "albo")
    let store = try EventStore.open(at: directory.path, mode: .reader, registry: registry, options: options)
    defer { store.engine.close() }
    let views = try ViewKeeper(store, projections)
    defer { views.close() }
    try views.catchUp { progress(VerificationProgress(stage: "views", done: $0.rawValue, total: $1.rawValue)) }
    let size = try store.size
    return try views.names.map { try views.export($0, at: size) }
  }
}

extension ReplayReport {
  init(_ source: any RecordSource) throws {
    let body = try UncheckedCheckpoint(parsing: source.note.text)
    (self.source, origin, size, root) = (source.name, body.origin, body.size, body.root.base64)
  }
}

/// Where a replay keeps what it has decided: a directory of its own, never that of a ledger.
enum ReplayDirectory {
  /// Makes the directory, or takes one that an earlier replay has made.
  ///
  /// - Returns: the lock of the one process that replays there.
  static func prepare(_ directory: LedgerDirectory) throws -> FileLock {
    let marker = directory.path + "/replay"
    try Files.makeDirectory(directory.path)
    guard try Files.exists(marker) || Files.list(directory.path).isEmpty else {
      throw LedgerError(
        .alreadyExists, "\(directory.path) holds something else: a replay needs a directory of its own")
    }
    if !Files.exists(marker) { try Files.write([], to: marker) }
    for path in [directory.log, directory.views] { try Files.makeDirectory(path) }
    return try FileLock.writer(of: directory, program: "albo replay", socket: nil)
  }
}
