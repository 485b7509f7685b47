import EventModel
import LMDB

/// Constraint rows as a batch sees them: what is on disk, under what the batch has changed.
///
/// Rows are decoded once and written once a batch, in the order of their keys, however often they change.
final class WorkingRows: ConstraintRows {
  private struct Entry {
    var value: (any ConstraintValue)?
    var bytes: [UInt8]?
    var isChanged: Bool
  }

  private var entries: [[UInt8]: Entry] = [:]
  /// Stream numbers and versions that the batch has looked up or made.
  private(set) var streams: [StreamName: StreamState] = [:]
  /// Reads what is on disk; set while a transaction runs, since rows outlive no transaction.
  private var source: (transaction: LentTransaction, tables: LogTables)?
  /// The first failure of a read, which aborts the batch: deciders themselves cannot fail on a disk.
  private(set) var failure: (any Error)?

  struct StreamState {
    var number: UInt64
    var version: UInt64
  }

  init() {}

  /// Lends the rows a transaction for as long as `body` runs.
  func reading<Result>(
    _ transaction: borrowing some Transaction & ~Copyable, _ tables: LogTables, _ body: () throws -> Result
  ) throws -> Result {
    try transaction.lend { lent in
      source = (lent, tables)
      defer { source = nil }
      return try body()
    }
  }

  /// The number and version of a stream; nil where it does not exist yet.
  func stream(_ name: StreamName) -> StreamState? {
    if let known = streams[name] { return known }
    do {
      guard let source, let number = try streamNumber(name, source.tables, source.transaction) else { return nil }
      let version = try lastVersion(of: number, in: source.tables.streams, source.transaction)
      let state = StreamState(number: number, version: version)
      streams[name] = state
      return state
    } catch {
      failure = failure ?? error
      return nil
    }
  }

  /// Notes an event of a stream, which makes the stream where it is the first.
  func advance(_ name: StreamName, at position: UInt64) -> StreamState {
    var state = stream(name) ?? StreamState(number: position, version: 0)
    state.version += 1
    streams[name] = state
    return state
  }

  func row<Value: ConstraintValue>(_ key: ConstraintKey, as type: Value.Type) -> Value? {
    guard let full = fullKey(key) else { return nil }
    if let entry = entries[full] {
      if let value = entry.value as? Value { return value }
      return entry.bytes.flatMap { keep($0, at: full, as: type, isChanged: entry.isChanged) }
    }
    do {
      let found = try source.flatMap { source in
        try source.transaction.get(full.span, in: source.tables.constraints) { $0.bytes(0..<$0.count) }
      }
      guard let bytes = found else {
        entries[full] = Entry(value: nil, bytes: nil, isChanged: false)
        return nil
      }
      return keep(bytes, at: full, as: type, isChanged: false)
    } catch {
      failure = failure ?? error
      return nil
    }
  }

  private func keep<Value: ConstraintValue>(
    _ bytes: [UInt8], at key: [UInt8], as type: Value.Type, isChanged: Bool
  ) -> Value? {
    guard let value = Value(row: bytes) else {
      failure = failure ?? LedgerError(.damaged, "the constraint row at \(Hex.text(key)) cannot be read")
      return nil
    }
    entries[key] = Entry(value: value, bytes: bytes, isChanged: isChanged)
    return value
  }

  func set(_ key: ConstraintKey, to value: some ConstraintValue) {
    guard let full = fullKey(key) else { return }
    entries[full] = Entry(value: value, bytes: nil, isChanged: true)
  }

  func remove(_ key: ConstraintKey) {
    guard let full = fullKey(key) else { return }
    entries[full] = Entry(value: nil, bytes: nil, isChanged: true)
  }

  /// Stream number ‖ kind ‖ key; nil for a stream that does not exist.
  private func fullKey(_ key: ConstraintKey) -> [UInt8]? {
    guard let state = stream(key.stream) else { return nil }
    var full: [UInt8] = []
    full.reserveCapacity(9 + key.key.count)
    BigEndian.append(state.number, to: &full)
    full.append(key.kind)
    full += key.key
    return full
  }

  /// Writes the changed rows in the order of their keys.
  func flush(_ tables: LogTables, to transaction: inout WriteTransaction) throws {
    let changed = entries.filter(\.value.isChanged).sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for (key, entry) in changed {
      if let row = entry.value?.row ?? entry.bytes {
        try transaction.put(row.span, for: key.span, in: tables.constraints)
      } else {
        try transaction.delete(key.span, in: tables.constraints)
      }
    }
  }

  /// After a commit: forgets all but the values that are dear to decode and seldom change.
  func settle() {
    streams.removeAll(keepingCapacity: true)
    let kept = entries.filter { !$0.value.isChanged && ($0.value.bytes?.count ?? 0) >= Self.worthKeeping }
    entries = kept.count <= 64 ? kept : [:]
  }

  /// Rows of this many bytes are rules with their options; they stay decoded between batches.
  private static let worthKeeping = 256

  /// After a batch that was not committed: forgets everything.
  func reset() {
    streams.removeAll()
    entries.removeAll()
    failure = nil
  }
}

/// The number of a stream, or nil where it does not exist.
func streamNumber(
  _ name: StreamName, _ tables: LogTables, _ transaction: borrowing some Transaction & ~Copyable
) throws -> UInt64? {
  try transaction.get(Array(name.description.utf8).span, in: tables.names) { BigEndian.read(from: $0) } ?? nil
}

/// The last version of a stream, by the last row under its number.
func lastVersion(
  of number: UInt64, in table: Table, _ transaction: borrowing some Transaction & ~Copyable
) throws -> UInt64 {
  let version = try transaction.withCursor(over: table) { cursor in
    try cursor.seek(atMost: pairKey(number, .max).span) { key, _ in
      BigEndian.read(from: key, at: 0) == number ? BigEndian.read(from: key, at: 8) : nil
    }
  }
  return (version ?? nil) ?? 0
}
