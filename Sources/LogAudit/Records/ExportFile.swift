public import EventModel
public import TransparencyLog

/// A log as one file of JSON Lines: a line for each record in order, and the signed checkpoint in the last one.
///
/// A record's line is the event as `albo events --json` shows it, with `record` (the exact bytes, base64) beside
/// `position` and `leafHash`; if the record is withheld, `withheld` is true and `record` absent. The last line is
/// `{"checkpoint": NOTE}`, with `keyChanges` beside it if the log's key was changed (`EventStore.keyChanges`). What
/// is proven are the bytes; the readable members are for people, and compared with them.
public final class ExportFile: RecordSource {
  /// Its path.
  public var name: String { lines.path }
  /// The checkpoint of the last line.
  public let note: SignedNote
  /// The first record whose line shows something else than this program reads in it: a lie, or another version's way.
  public private(set) var firstMisreading: Position?

  private let changes: [Receipt]
  private let registry: ActRegistry
  private let lines: LineFile
  private let size: LogSize
  /// Where the last line starts.
  private let end: Int
  /// The position whose line is read next.
  private var next: UInt64 = 0
  private static let page = 500

  /// Opens an export and reads its last line.
  ///
  /// - Parameter registry: the acts of which the readable members are compared with the bytes.
  /// - Throws: `LedgerError.damaged` if that is not a checkpoint; `NoteError`, `CheckpointError`.
  public init(_ path: String, registry: ActRegistry) throws {
    self.registry = registry.withLedgerActs
    lines = try LineFile(path)
    (end, note, changes) = try Self.last(of: lines)
    size = try UncheckedCheckpoint(parsing: note.text).size
    try lines.move(to: 0)
  }

  private static func last(of lines: LineFile) throws -> (Int, SignedNote, [Receipt]) {
    let start = max(0, try lines.byteCount() - LineFile.longestLine)
    try lines.move(to: start)
    // Somewhere within a line, unless the file is short.
    if start > 0 { _ = try lines.next() }
    var (offset, last) = (lines.offset, [UInt8]?.none)
    while true {
      let here = lines.offset
      guard let line = try lines.next() else { break }
      (offset, last) = (here, line)
    }
    let value = try last.map { try ExportLine.value(of: $0, lines.path) }
    guard let value, let text = value["checkpoint"]?.text else {
      throw LedgerError(.damaged, "\(lines.path) does not end in a checkpoint: it is not an export, or it was cut off")
    }
    let changes = (value["keyChanges"]?.elements ?? []).map { $0.text ?? "" }
    return (offset, try SignedNote(parsing: text), try changes.map { try Receipt(parsing: $0) })
  }

  /// The proofs in the last line.
  public func keyChanges() throws -> [Receipt] { changes }

  /// Some of the lines from a position on.
  public func records(from position: Position) throws -> [SourceRecord] {
    guard size.contains(position) else { return [] }
    try move(to: position.rawValue)
    var records: [SourceRecord] = []
    while records.count < Self.page, next < size.rawValue {
      guard lines.offset < end, let line = try lines.next() else {
        throw LedgerError(.damaged, "\(name) has \(next) records, but its checkpoint is of \(size)")
      }
      records.append(try record(in: line))
      next += 1
    }
    guard next < size.rawValue || lines.offset == end else {
      throw LedgerError(.damaged, "\(name) has more records than the \(size) of its checkpoint")
    }
    return records
  }

  private func record(in line: [UInt8]) throws -> SourceRecord {
    let value = try ExportLine.value(of: line, name)
    let record = try ExportLine.record(in: value, at: next, name)
    if firstMisreading == nil, !ExportLine.isTrue(value, of: record, registry) { firstMisreading = record.position }
    return record
  }

  private func move(to position: UInt64) throws {
    if position < next {
      try lines.move(to: 0)
      next = 0
    }
    while next < position, lines.offset < end {
      _ = try lines.next()
      next += 1
    }
  }
}
