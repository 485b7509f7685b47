public import EventModel
public import TransparencyLog

/// A log as one file of JSON Lines: a line for each record in order, and the signed checkpoint in the last one.
///
/// A record's line is the event as `albo events --json` shows it, with `record` (the exact bytes, base64) beside
/// `position` and `leafHash`; where the record is withheld, `withheld` is true and `record` absent. The last line is
/// `{"checkpoint": NOTE}`, with `keyChanges` beside it where the log's key was changed (`EventStore.keyChanges`). What is
/// proven are the bytes; the readable members are for people, and compared with them.
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
  /// - Throws: `LedgerError.damaged` where that is no checkpoint; `NoteError`, `CheckpointError`.
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
      throw LedgerError(.damaged, "\(lines.path) does not end in a checkpoint: it is no export, or was cut off")
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
        throw LedgerError(.damaged, "\(name) has \(next) records, and its checkpoint is of \(size)")
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

/// The lines of an export.
package enum ExportLine {
  /// The line of a record, by what `albo events --json` shows of it; its line feed included.
  package static func bytes(_ event: JSONValue, record: [UInt8]) throws -> [UInt8] {
    var members = event.members ?? [:]
    if members["withheld"] == nil { members["record"] = .string(EventModel.Base64.text(record)) }
    return try JSONText.encode(JSONValue.object(members)) + [UInt8(ascii: "\n")]
  }

  /// The last line.
  package static func bytes(_ checkpoint: Checkpoint, keyChanges: [Receipt]) throws -> [UInt8] {
    var line: [String: JSONValue] = ["checkpoint": .string(checkpoint.note.serialized)]
    if !keyChanges.isEmpty { line["keyChanges"] = .array(keyChanges.map { .string($0.text) }) }
    return try JSONText.encode(JSONValue.object(line)) + [UInt8(ascii: "\n")]
  }

  static func value(of line: [UInt8], _ path: String) throws(LedgerError) -> JSONValue {
    do { return try JSONText.value(of: line) } catch {
      throw LedgerError(.damaged, "\(path) has a line that is \(error)")
    }
  }

  /// Whether a line shows what its record says; true where this program cannot tell.
  static func isTrue(_ line: JSONValue, of record: SourceRecord, _ registry: ActRegistry) -> Bool {
    guard let bytes = record.bytes, let event = try? RecordedEvent(position: record.position, record: bytes),
      let act = event.act(registry)
    else { return true }
    var members = event.envelope.jsonMembers
    for name in ["position", "leafHash", "record"] { members[name] = line[name] }
    members["act"] = act.typedJSON
    return line == .object(members)
  }

  static func record(in value: JSONValue, at position: UInt64, _ path: String) throws(LedgerError) -> SourceRecord {
    let place = "line \(position + 1) of \(path)"
    guard value["position"]?.unsignedInteger == position else {
      throw LedgerError(.damaged, "\(place) is not record \(position): records are missing, added or out of order")
    }
    guard let leafHash = value["leafHash"]?.text.flatMap({ MerkleHash(base64: $0) }) else {
      throw LedgerError(.damaged, "\(place) has no leaf hash")
    }
    guard let record = value["record"] else {
      guard value["withheld"] == .bool(true) else { throw LedgerError(.damaged, "\(place) has no record") }
      return SourceRecord(position: Position(position), withheld: leafHash)
    }
    guard let bytes = record.text.flatMap({ EventModel.Base64.bytes($0) }) else {
      throw LedgerError(.damaged, "the record in \(place) is not base64")
    }
    let read = SourceRecord(position: Position(position), bytes: bytes)
    guard read.leafHash == leafHash else {
      throw LedgerError(.damaged, "record \(position) in \(place) does not have the leaf hash that stands beside it")
    }
    return read
  }
}
