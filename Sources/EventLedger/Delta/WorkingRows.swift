import Bytes
import EventModel
import LogAudit

/// Constraint rows as a batch sees them: what is on disk, under what was decided since.
///
/// Rows are decoded once and written once a batch, however often they change. What a batch has read or changed is kept
/// until the next one is decided too: by then it is on disk, and until then these rows are the only ones that know it.
final class WorkingRows: ConstraintRows {
  private var slots: [RowKey: RowSlot] = [:]
  /// The rows of the batch before, which may not be on disk yet.
  private var earlier: [RowKey: RowSlot] = [:]
  /// The keys of the rows that were changed, each once.
  private var changed: [RowKey] = []
  /// The keys of rows that are dear to decode and seldom change, kept from batch to batch.
  private var dear: [RowKey] = []
  /// Streams that the batch has looked up or made, and those of the batch before.
  private var streams: [StreamName: StreamState] = [:]
  private var earlierStreams: [StreamName: StreamState] = [:]
  /// Most events are of the stream before them.
  private var lastStream: StreamState?
  /// What is on disk; set while it is lent.
  private var source: (any RowSource)?
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

  /// Lends what is on disk for as long as `body` runs; without it nothing is.
  func reading<Result>(_ stored: (any RowSource)?, _ body: () throws -> Result) rethrows -> Result {
    source = stored
    defer { source = nil }
    return try body()
  }

  /// The number and version of a stream; nil if it does not exist yet.
  func stream(_ name: StreamName) -> StreamState? {
    if let lastStream, lastStream.name == name { return lastStream }
    do {
      guard let state = try streams[name] ?? earlierStreams[name] ?? storedStream(name) else { return nil }
      return keep(state)
    } catch {
      failure = failure ?? error
      return nil
    }
  }

  private func storedStream(_ name: StreamName) throws -> StreamState? {
    guard let (number, version) = try source?.stream(name) else { return nil }
    return StreamState(name, number: number, version: version)
  }

  private func keep(_ state: StreamState) -> StreamState {
    streams[state.name] = state
    lastStream = state
    return state
  }

  /// Notes an event of a stream, which makes the stream if it is the first.
  func advance(_ name: StreamName, at position: UInt64) -> StreamState {
    let state = stream(name) ?? keep(StreamState(name, number: position, version: 0))
    state.version += 1
    return state
  }

  func row<Value: ConstraintValue>(_ key: ConstraintKey, as type: Value.Type) -> Value? {
    guard let key = rowKey(key), let slot = slot(key, as: type) else { return nil }
    if let slot = slot.holding(type) { return slot.value }
    return slot.row.flatMap { Value(row: $0) }
  }

  func set<Value: ConstraintValue>(_ key: ConstraintKey, to value: Value) {
    guard let place = rowKey(key) else {
      failure = failure ?? LedgerError(.rowWithoutStream, "a row of \(key.stream) was set, but the stream has no event")
      return
    }
    if let slot = kept(place)?.holding(Value.self) {
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
    guard let key = rowKey(key), let slot = slot(key, as: type)?.holding(type) else { return }
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

  /// The row in memory; nil if there is none.
  private func slot<Value: ConstraintValue>(_ key: RowKey, as type: Value.Type) -> RowSlot? {
    if let slot = kept(key) { return slot }
    do {
      guard let stored = try source?.constraint(key) else {
        // Rows without a key are a stream's state or the ledger's own: that there is none is asked again and again.
        if key.key.isEmpty { slots[key] = RowSlot() }
        return nil
      }
      return try decode(stored, at: key, as: type)
    } catch {
      failure = failure ?? error
      return nil
    }
  }

  /// The row of this batch, or of the one before, which then becomes one of this.
  private func kept(_ key: RowKey) -> RowSlot? {
    if let slot = slots[key] { return slot }
    guard let slot = earlier[key] else { return nil }
    slots[key] = slot
    return slot
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

  /// The changed rows in the order of their keys, encoded; nil for those that were removed.
  func changes() -> [(key: RowKey, row: [UInt8]?)] { changed.sorted().map { ($0, slots[$0]?.row) } }

  /// Begins a batch: what the last one has read or changed is kept for this one, what is older is on disk.
  func beginBatch() {
    for key in changed { slots[key]?.isChanged = false }
    changed.removeAll(keepingCapacity: true)
    let kept = dear.prefix(Self.mostKept).compactMap { key in (slots[key] ?? earlier[key]).map { (key, $0) } }
    swap(&slots, &earlier)
    slots.removeAll(keepingCapacity: true)
    dear = kept.map(\.0)
    for (key, slot) in kept { earlier[key] = slot }
    swap(&streams, &earlierStreams)
    streams.removeAll(keepingCapacity: true)
    lastStream = nil
  }

  /// Rows of this many bytes are rules with their options; they stay decoded between batches.
  private static let worthKeeping = 256
  private static let mostKept = 64

  /// Forgets everything: after a batch that was not committed, or if others may have written.
  func reset() {
    (slots, earlier, streams, earlierStreams) = ([:], [:], [:], [:])
    (changed, dear, lastStream, failure) = ([], [], nil, nil)
  }
}
