public import EventModel
import Glibc
import LMDB
import LocalFiles
public import LogAudit
import TransparencyLog

/// Verifies a ledger in this process: the file's pages, every record, the tree, every checkpoint, every index and
/// constraint row.
///
/// A damaged file can crash whoever reads it, so commands run this in a child (`ChildVerifier`).
public enum LogVerifier {
  /// Verifies the ledger in a directory; it may be written to meanwhile.
  ///
  /// - Parameters:
  ///   - scratch: an empty directory for what is derived; nil makes and removes one.
  ///   - progress: called after each page.
  /// - Returns: a report, whose `damage` names what is wrong; also if the log itself cannot be read.
  /// - Throws: what kept the verification from being done: permissions, memory, room.
  public static func verify(
    _ path: String, registry: ActRegistry, scratch: String? = nil,
    progress: (VerificationProgress) -> Void = { _ in }
  ) throws -> VerificationReport {
    var report = VerificationReport(
      size: .zero, root: "", checkpoints: 0, uncheckedTypes: [], treeMicroseconds: 0, signatureMicroseconds: 0,
      indexMicroseconds: 0, damage: nil)
    let own = scratch == nil ? try Files.makeTemporaryDirectory() : nil
    defer { if let own { try? Files.removeTree(own) } }
    do {
      try verify(
        LedgerDirectory(path), registry: registry.withLedgerActs, scratch: scratch ?? own ?? "", &report,
        progress)
    } catch let damage as Damage {
      report.damage = damage.description
    } catch let error as LMDBError where error.code.isDamage {
      report.damage = "the log cannot be read: \(error)"
    } catch let error as LedgerError where error.code == .damaged {
      report.damage = "the log cannot be read: \(error)"
    } catch let error as WireError {
      report.damage = "a record cannot be read: \(error)"
    }
    return report
  }

  private static func verify(
    _ directory: LedgerDirectory, registry: ActRegistry, scratch: String, _ report: inout VerificationReport,
    _ progress: (VerificationProgress) -> Void
  ) throws {
    guard directory.isLedger else { throw Damage("there is no ledger in \(directory.path)") }
    let engine = try LogEngine(directory, access: directory.readingMode == .auditor ? .readOnlyUnlocked : .readOnly)
    defer { engine.close() }
    try engine.checkStructure()
    let start = SystemClock().uptime
    var tree = TreeVerification(engine)
    try tree.run(to: engine.read { try $0.size }.rawValue, progress)
    try engine.read { snapshot in
      report.size = try tree.finish(in: snapshot)
      guard report.size > .zero else { throw Damage("the log has no records") }
      report.root = tree.edge.root.base64
      report.checkpoints = tree.checkpoints
      report.signatureMicroseconds = tree.signatureTime
      let middle = SystemClock().uptime
      report.treeMicroseconds = middle - start - tree.signatureTime
      var indexes = try IndexVerification(snapshot, registry: registry, size: report.size.rawValue, scratch: scratch)
      try indexes.run(progress)
      report.uncheckedTypes = indexes.unchecked.map(\.description).sorted()
      report.indexMicroseconds = SystemClock().uptime - middle
    }
  }
}

extension LMDBError.Code {
  /// Whether the file itself is wrong, not the way to it.
  fileprivate var isDamage: Bool {
    switch self {
    case .corrupted, .invalid, .versionMismatch, .pageNotFound, .panic, .missingTable, .incompatible, .badTable,
      .cursorFull, .pageFull, .badValueSize, .notFound, .badTransaction, .inputOutput:
      true
    case .system(let code): code == EINVAL
    default: false
    }
  }
}
