import EventModel
import LMDB
import TransparencyLog

/// The tables of a log that a replay builds from records, as the writer of that log did.
struct ReplayTables {
  let environment: Environment
  let tables: LogTables
  let rows = WorkingRows()
  private(set) var edge: TreeEdge
  private(set) var lastRecorded: Instant
  private var types: [ActType: TypeRow] = [:]

  var size: LogSize { edge.size }

  /// Opens the tables in a directory, or makes them.
  ///
  /// - Parameter isSynced: whether they are to outlive a crash of the machine.
  init(_ directory: LedgerDirectory, isSynced: Bool) throws {
    environment = try Environment(
      directory: directory.log, tables: LogTables.names,
      options: .init(access: .create, mapSize: 1 << 38, isSynced: isSynced))
    tables = LogTables(environment)
    let end = try LogEnd.read(environment, tables)
    (edge, lastRecorded) = (end.edge, end.recordedAt)
  }

  /// The first record; nil where there is none yet.
  func firstRecord() throws -> [UInt8]? {
    let tables = tables
    return try environment.read { try $0.get(0, in: tables.records) { $0.bytes(0..<$0.count) } }
  }

  /// The log's keys as far as its records go; nil where there are none yet.
  func keys() throws -> LogKeys? {
    guard size > .zero else { return nil }
    let tables = tables
    return try environment.read { try logKeys(tables, $0) }
  }

  /// The root of the tree at a size that the records have reached.
  func root(of size: LogSize) throws -> MerkleHash {
    let tables = tables
    return try environment.read { transaction in
      try withTiles(transaction, tables) { try MerkleTree(reading: $0).root(of: size) }
    }
  }

  /// Whether a command id was used.
  func isUsed(_ id: CommandID, _ transaction: borrowing WriteTransaction) throws -> Bool {
    try transaction.contains(id.bytes.span, in: tables.commands)
  }

  /// Writes a command's events, which are those due, and the rows that follow from them.
  mutating func append(_ events: [DueEvent], _ records: [SourceRecord], to transaction: inout WriteTransaction) throws {
    let first = size.rawValue
    var streams: [(name: StreamName, number: UInt64, version: UInt64)] = []
    try rows.reading(transaction, tables) {
      for (offset, event) in events.enumerated() {
        let position = first + UInt64(offset)
        let stream = rows.advance(event.envelope.stream, at: position)
        streams.append((event.envelope.stream, stream.number, stream.version))
        let decision = Decision(
          event.envelope, position: Position(position), streamVersion: stream.version - 1,
          now: event.envelope.recordedAt)
        event.act?.evolve(EventContext(decision, leafHash: records[offset].leafHash), rows)
        types[event.envelope.type, default: TypeRow(first: position, count: 0)].count += 1
      }
      if let failure = rows.failure { throw failure }
    }
    for (offset, record) in records.enumerated() {
      let stream = streams[offset]
      try write(record, stream: stream, at: first + UInt64(offset), to: &transaction)
    }
    try writeCommand(events, at: first, to: &transaction)
    if let last = events.last { lastRecorded = last.envelope.recordedAt }
  }

  private mutating func write(
    _ record: SourceRecord, stream: (name: StreamName, number: UInt64, version: UInt64), at position: UInt64,
    to transaction: inout WriteTransaction
  ) throws {
    if stream.version == 1 {
      try put(position.bigEndianBytes, for: Array(stream.name.description.utf8), tables.names, &transaction)
    }
    try put(position.bigEndianBytes, for: pairKey(stream.number, stream.version), tables.streams, &transaction)
    if let bytes = record.bytes { try transaction.put(bytes.span, for: position, in: tables.records, mode: .append) }
    var completed: [Tile] = []
    edge.append(record.leafHash) { completed.append($0) }
    for tile in completed {
      let key = pairKey(UInt64(tile.coordinate.level), tile.coordinate.index)
      try put(tile.bytes, for: key, tables.tiles, &transaction)
    }
  }

  /// The row of a command; its fingerprint stays zero, since what its author expected is not in the log.
  private func writeCommand(_ events: [DueEvent], at first: UInt64, to transaction: inout WriteTransaction) throws {
    if let cause = events.first?.envelope.reactionCause {
      try ReactionCursor.raise(to: cause, tables, in: &transaction)
    }
    guard let id = events.first?.envelope.commandID else { return }
    let fingerprint = [UInt8](repeating: 0, count: 16)
    let row = CommandRow(first: first, count: UInt32(events.count), fingerprint: fingerprint)
    try put(row.bytes(key: id.bytes), for: id.bytes, tables.commands, &transaction)
  }

  /// Writes what was kept in memory since the last page.
  mutating func flush(to transaction: inout WriteTransaction) throws {
    try rows.flush(tables, to: &transaction)
    for (type, new) in types { try new.add(to: type, in: tables.types, &transaction) }
    types = [:]
    let format = pairKey(UInt64(LedgerOpened.currentFormat), 0)
    try put(format, for: Array("format".utf8), tables.meta, &transaction)
  }

  /// Keeps the signature of a checkpoint whose root the records have.
  func keep(_ signature: NoteSignature) throws {
    let (tables, size) = (tables, size.rawValue)
    try environment.write { transaction in
      let last = try transaction.withCursor(over: tables.checkpoints) { cursor in
        try cursor.last { key, _ in BigEndian.read(from: key) }
      }
      let previous = (last ?? nil) ?? 0
      guard previous < size else { return }
      let row = CheckpointRow(signature: signature, previous: LogSize(previous))
      try transaction.put(row.bytes.span, for: size, in: tables.checkpoints)
    }
  }

  /// Recorded types that a registry does not know, and how many commands there are.
  func summary(_ registry: ActRegistry) throws -> (unchecked: [String], commands: UInt64) {
    let tables = tables
    return try environment.read { transaction in
      var unchecked: [String] = []
      try transaction.forEach(in: tables.types, from: nil, limit: .max) { name, _ in
        let type = ActType(unchecked: name.text(0..<name.count))
        if !registry.knows(type) { unchecked.append(type.description) }
        return true
      }
      return (unchecked, UInt64(try transaction.count(of: tables.commands)))
    }
  }

  private func put(
    _ value: [UInt8], for key: [UInt8], _ table: Table, _ transaction: inout WriteTransaction
  ) throws {
    try transaction.put(value.span, for: key.span, in: table)
  }
}
