public import EventModel
import Glibc
import LMDB
import TransparencyLog

/// Verifies a ledger in this process: every record, the tree, every checkpoint, every index and constraint row.
///
/// A damaged file can crash whoever reads it, so commands run this in a child (`ChildVerifier`).
public enum LogVerifier {
  /// Verifies the ledger in a directory.
  ///
  /// - Parameter progress: called after each page.
  /// - Returns: a report, whose `damage` names what is wrong; also where the files cannot be read.
  public static func verify(
    _ path: String, registry: ActRegistry, progress: (VerificationProgress) -> Void = { _ in }
  ) -> VerificationReport {
    var report = VerificationReport(
      size: .zero, root: "", checkpoints: 0, uncheckedTypes: [], treeMicroseconds: 0, signatureMicroseconds: 0,
      indexMicroseconds: 0, damage: nil)
    do {
      try verify(LedgerDirectory(path), registry: registry.adding(LedgerOpened.self), &report, progress)
    } catch let damage as Damage {
      report.damage = damage.description
    } catch {
      report.damage = "the log cannot be read: \(error)"
    }
    return report
  }

  private static func verify(
    _ directory: LedgerDirectory, registry: ActRegistry, _ report: inout VerificationReport,
    _ progress: (VerificationProgress) -> Void
  ) throws {
    guard directory.isLedger else { throw Damage("there is no ledger in \(directory.path)") }
    let environment = try Environment(
      directory: directory.log, tables: LogTables.names,
      options: .init(access: directory.readingMode == .auditor ? .readOnlyUnlocked : .readOnly, mapSize: LogTables.mapSize))
    defer { environment.close() }
    let tables = LogTables(environment)
    let size = try environment.read { try logSize(tables, $0) }
    guard size > .zero else { throw Damage("the log has no records") }
    let start = SystemClock().uptime
    var tree = TreeVerification(environment, tables, size: size.rawValue)
    try tree.run(progress)
    let middle = SystemClock().uptime
    report.size = size
    report.root = tree.edge.root.base64
    report.checkpoints = tree.checkpoints
    report.signatureMicroseconds = tree.signatureTime
    report.treeMicroseconds = middle - start - tree.signatureTime
    try verifyIndexes(environment, tables, registry, size, &report, progress)
    report.indexMicroseconds = SystemClock().uptime - middle
  }

  private static func verifyIndexes(
    _ environment: Environment, _ tables: LogTables, _ registry: ActRegistry, _ size: LogSize,
    _ report: inout VerificationReport, _ progress: (VerificationProgress) -> Void
  ) throws {
    let scratch = try Files.makeTemporaryDirectory()
    defer { try? Files.removeTree(scratch) }
    var indexes = try IndexVerification(
      environment, tables, registry: registry, size: size.rawValue, scratch: scratch)
    try indexes.run(progress)
    report.uncheckedTypes = indexes.unchecked.map(\.description).sorted()
  }
}

extension Files {
  /// A new directory under `TMPDIR`, or `/tmp`.
  package static func makeTemporaryDirectory() throws(LedgerError) -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/albo-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw failure("make a directory", parent) }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
