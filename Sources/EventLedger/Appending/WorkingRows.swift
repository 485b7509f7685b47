import EventModel
import LMDB

/// Constraint rows as a batch sees them: what is on disk, under what the batch has changed.
///
/// Rows are decoded once and written once a batch, in the order of their keys, however often they change.
final class WorkingRows: ConstraintRows {
  private var slots: [RowKey: RowSlot] = [:]
  /// The keys of the rows that were changed, each once.
  private var changed: [RowKey] = []
  /// The keys of rows that are kept from batch to batch.
  private var dear: [RowKey] = []
  /// Streams that the batch has looked up or made.
  private var streams: [StreamName: StreamState] = [:]
  /// Most events are of the stream before them.
  private var lastStream: StreamState?
  /// Reads what is on disk; set while a transaction runs, since rows outlive no transaction.
  private var source: (transaction: LentTransaction, tables: LogTables)?
  /// The first failure of a read, which aborts the batch: deciders themselves cannot fail on a disk.
  private(set) var failure: (any Error)?

  /// A stream by its number, and the version that it has by now.
  final class StreamState {
    let name: StreamName
    let number: UInt64
    fileprivate(set) var version: UInt64

    init(_ name: StreamName, number: UInt64, version: UInt64) {
      (self.name, self.number, self.version) = (name, number, version)
    }
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
    if let lastStream, lastStream.name == name { return lastStream }
    do {
      guard let state = try streams[name] ?? storedStream(name) else { return nil }
      return keep(state)
    } catch {
      failure = failure ?? error
      return nil
    }
  }

  private func storedStream(_ name: StreamName) throws -> StreamState? {
    guard let source, let number = try streamNumber(name, source.tables, source.transaction) else { return nil }
    let version = try lastVersion(of: number, in: source.tables.streams, source.transaction)
    return StreamState(name, number: number, version: version)
  }

  private func keep(_ state: StreamState) -> StreamState {
    streams[state.name] = state
    lastStream = state
    return state
  }

  /// Notes an event of a stream, which makes the stream where it is the first.
  func advance(_ name: StreamName, at position: UInt64) -> StreamState {
    let state = stream(name) ?? keep(StreamState(name, number: position, version: 0))
    state.version += 1
    return state
  }

  func row<Value: ConstraintValue>(_ key: ConstraintKey, as type: Value.Type) -> Value? {
    guard let key = rowKey(key), let slot = slot(key, as: type) else { return nil }
    if let slot = slot as? ValueSlot<Value> { return slot.value }
    return slot.row.flatMap { Value(row: $0) }
  }

  func set<Value: ConstraintValue>(_ key: ConstraintKey, to value: Value) {
    guard let place = rowKey(key) else {
      failure = failure ?? LedgerError(.rowWithoutStream, "a row of \(key.stream) was set, which has no event")
      return
    }
    if let slot = slots[place] as? ValueSlot<Value> {
      slot.value = value
      noteChange(of: slot, at: place)
    } else {
      replace(place, by: ValueSlot(value))
    }
  }

  func remove(_ key: ConstraintKey) {
    if let key = rowKey(key) { replace(key, by: RowSlot()) }
  }

  func update<Value: ConstraintValue>(_ key: ConstraintKey, as type: Value.Type, _ body: (inout Value) -> Void) {
    guard let key = rowKey(key), let slot = slot(key, as: type) as? ValueSlot<Value> else { return }
    body(&slot.value)
    noteChange(of: slot, at: key)
  }

  private func replace(_ key: RowKey, by slot: RowSlot) {
    slot.isChanged = slots.updateValue(slot, forKey: key)?.isChanged ?? false
    noteChange(of: slot, at: key)
  }

  private func noteChange(of slot: RowSlot, at key: RowKey) {
    if !slot.isChanged { changed.append(key) }
    slot.isChanged = true
  }

  /// The row in memory; nil where there is none.
  private func slot<Value: ConstraintValue>(_ key: RowKey, as type: Value.Type) -> RowSlot? {
    if let slot = slots[key] { return slot }
    do {
      guard let stored = try stored(key) else { return nil }
      return try decode(stored, at: key, as: type)
    } catch {
      failure = failure ?? error
      return nil
    }
  }

  private func stored(_ key: RowKey) throws -> [UInt8]? {
    try source.flatMap { source in
      try source.transaction.get(key.bytes.span, in: source.tables.constraints) { $0.bytes(0..<$0.count) }
    }
  }

  private func decode<Value: ConstraintValue>(_ stored: [UInt8], at key: RowKey, as type: Value.Type) throws -> RowSlot
  {
    guard let value = Value(row: stored) else {
      throw LedgerError(.damaged, "the constraint row at \(Hex.text(key.bytes)) cannot be read")
    }
    let slot = ValueSlot(value)
    slots[key] = slot
    if stored.count >= Self.worthKeeping { dear.append(key) }
    return slot
  }

  /// Nil for a stream that does not exist.
  private func rowKey(_ key: ConstraintKey) -> RowKey? {
    stream(key.stream).map { RowKey(stream: $0.number, kind: key.kind, key: key.key) }
  }

  /// Writes the changed rows in the order of their keys.
  func flush(_ tables: LogTables, to transaction: inout WriteTransaction) throws {
    for key in changed.sorted() {
      if let row = slots[key]?.row {
        try transaction.put(row.span, for: key.bytes.span, in: tables.constraints)
      } else {
        try transaction.delete(key.bytes.span, in: tables.constraints)
      }
    }
  }

  /// After a commit: forgets all but the values that are dear to decode and seldom change.
  func settle() {
    let kept = dear.compactMap { key in slots[key].flatMap { $0.isChanged ? nil : (key, $0) } }
    forget()
    for (key, slot) in kept.prefix(Self.mostKept) {
      slots[key] = slot
      dear.append(key)
    }
  }

  /// Rows of this many bytes are rules with their options; they stay decoded between batches.
  private static let worthKeeping = 256
  private static let mostKept = 64

  /// After a batch that was not committed: forgets everything.
  func reset() {
    forget()
    failure = nil
  }

  private func forget() {
    slots.removeAll(keepingCapacity: true)
    streams.removeAll(keepingCapacity: true)
    lastStream = nil
    changed.removeAll(keepingCapacity: true)
    dear.removeAll(keepingCapacity: true)
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
