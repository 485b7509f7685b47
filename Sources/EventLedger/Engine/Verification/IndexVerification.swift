import EventModel
import LMDB
import TransparencyLog

/// Derives every index and constraint row from the records, in a place of its own, and compares.
struct IndexVerification {
  private let snapshot: LogSnapshot
  private var source: LentTransaction { snapshot.transaction }
  private var tables: LogTables { snapshot.tables }
  private let registry: ActRegistry
  private let size: UInt64
  private let derived: Environment
  private let derivedTables: LogTables
  private let rows = WorkingRows()
  private var types: [ActType: TypeRow] = [:]
  /// The events of the command that is not known to be whole yet.
  private var command: Command?
  private(set) var unchecked: Set<ActType> = []
  private var reacted: UInt64?
  /// Events that follow from the first one of their command are caused by it, and are no reactions.
  private var lastCommand: CommandID?
  /// Streams with acts that this program cannot read, whose rows it therefore does not know.
  private var uncheckedStreams: Set<UInt64> = []

  private struct Command {
    let id: CommandID
    let first: UInt64
    var act: (any Act)?
    var events: [(envelope: Envelope, act: [UInt8])]
    /// Whether the fingerprint can be derived: not of types that this program does not know.
    var isKnown: Bool
  }

  /// - Parameters:
  ///   - snapshot: one snapshot of the log, for everything that is compared.
  ///   - scratch: an empty directory for what is derived.
  init(_ snapshot: LogSnapshot, registry: ActRegistry, size: UInt64, scratch: String) throws {
    self.snapshot = snapshot
    self.registry = registry
    self.size = size
    derived = try Environment(
      directory: scratch, tables: LogTables.names,
      options: .init(access: .create, mapSize: 1 << 37, isSynced: false))
    derivedTables = LogTables(derived)
  }

  mutating func run(_ progress: (VerificationProgress) -> Void) throws {
    let page: UInt64 = 10_000
    for start in stride(from: 0, to: size, by: Int(page)) {
      let range = start..<min(size, start + page)
      try derived.write { target in try derive(range, &target) }
      rows.beginBatch()
      progress(VerificationProgress(stage: "indexes", done: range.upperBound, total: size))
    }
    try derived.write { target in
      finishCommand()
      for (key, row) in finished { try put(key, row, derivedTables.commands, &target) }
      for (type, row) in types { try put(Array(type.description.utf8), row.bytes, derivedTables.types, &target) }
    }
    try compare(progress)
  }

  private mutating func derive(_ range: Range<UInt64>, _ target: inout WriteTransaction) throws {
    var streamRows: [(key: [UInt8], position: UInt64)] = []
    var names: [(StreamName, UInt64)] = []
    try target.lend { target in
      let known = LogSnapshot(transaction: target, tables: derivedTables, leaves: LeafCache())
      try rows.reading(known) { try derive(range, &streamRows, &names) }
    }
    for (name, number) in names {
      try put(Array(name.description.utf8), number.bigEndianBytes, derivedTables.names, &target)
    }
    for row in streamRows { try put(row.key, row.position.bigEndianBytes, derivedTables.streams, &target) }
    for (key, row) in finished { try put(key, row, derivedTables.commands, &target) }
    finished = []
    for (key, row) in rows.changes() {
      if let row {
        try put(key.bytes, row, derivedTables.constraints, &target)
      } else {
        try target.delete(key.bytes.span, in: derivedTables.constraints)
      }
    }
  }

  private mutating func derive(
    _ range: Range<UInt64>, _ streamRows: inout [(key: [UInt8], position: UInt64)],
    _ names: inout [(StreamName, UInt64)]
  ) throws {
    try snapshot.forEachRecord(from: range.lowerBound, limit: range.count) { position, record in
      let (event, act, wire) = try read(position, record)
      let isNew = rows.stream(event.stream) == nil
      if isNew { names.append((event.stream, position)) }
      let before = rows.stream(event.stream)?.version ?? 0
      let stream = rows.advance(event.stream, at: position)
      guard stream.version == event.version else {
        throw Damage(
          "record \(position) is version \(event.version) of \(event.stream), where \(stream.version) is due")
      }
      streamRows.append((pairKey(stream.number, stream.version), position))
      if let cause = event.reactionCause, event.commandID != lastCommand { reacted = max(reacted ?? 0, cause) }
      lastCommand = event.commandID
      types[event.type, default: TypeRow(first: position, count: 0)].count += 1
      if act == nil { uncheckedStreams.insert(stream.number) }
      act?.evolve(
        EventContext(
          Decision(event, position: Position(position), streamVersion: before, now: event.recordedAt),
          record: record.bytes(0..<record.count)), rows)
      if let failure = rows.failure { throw failure }
      note(event, act, wire, at: position)
      return true
    }
  }

  /// Rows of commands that are whole.
  private var finished: [(key: [UInt8], row: [UInt8])] = []

  private mutating func read(
    _ position: UInt64, _ record: borrowing Span<UInt8>
  ) throws -> (Envelope, (any Act)?, wire: [UInt8]) {
    let scan = try EventScan(record)
    let event = try scan.envelope(in: record)
    guard let type = registry[event.type] else {
      unchecked.insert(event.type)
      return (event, nil, record.bytes(scan.act))
    }
    let wire = record.bytes(scan.act)
    do { return (event, try type.init(wire: wire), wire) } catch {
      throw Damage("the act of record \(position) is no \(event.type): \(error)")
    }
  }

  private mutating func note(_ event: Envelope, _ act: (any Act)?, _ wire: [UInt8], at position: UInt64) {
    let isKnown = registry.knows(event.type)
    if let id = event.commandID, command?.id == id {
      command?.events.append((event, wire))
      if !isKnown { command?.isKnown = false }
      return
    }
    finishCommand()
    command = event.commandID.map {
      Command(id: $0, first: position, act: act, events: [(event, wire)], isKnown: isKnown)
    }
  }

  private mutating func finishCommand() {
    guard let command else { return }
    let fingerprint = command.isKnown ? Fingerprint.of(command.act, events: command.events) : []
    let row = CommandRow(first: command.first, count: UInt32(command.events.count), fingerprint: fingerprint)
    finished.append((command.id.bytes, row.bytes))
    self.command = nil
  }

  private func put(
    _ key: [UInt8], _ value: [UInt8], _ table: Table, _ target: inout WriteTransaction
  ) throws {
    try target.put(value.span, for: key.span, in: table)
  }

  private func compare(_ progress: (VerificationProgress) -> Void) throws {
    try derived.read { theirs in
      try theirs.lend { theirs in
        let pairs: [(String, Table, Table)] = [
          ("names", tables.names, derivedTables.names), ("streams", tables.streams, derivedTables.streams),
          ("types", tables.types, derivedTables.types),
        ]
        for (name, table, other) in pairs {
          progress(VerificationProgress(stage: "comparing", done: 0, total: size))
          if let key = try compareTables(source, table, theirs, other) {
            throw Damage("the index “\(name)” is wrong at key \(Hex.text(key))")
          }
        }
        progress(VerificationProgress(stage: "comparing", done: 0, total: size))
        let isUnchecked = { (key: [UInt8]) in BigEndian.read(from: key.span).map(uncheckedStreams.contains) ?? false }
        let (constraints, derived) = (tables.constraints, derivedTables.constraints)
        if let key = try compareTables(source, constraints, theirs, derived, except: isUnchecked) {
          throw Damage("the constraint row is wrong at \(try describe(key))")
        }
        progress(VerificationProgress(stage: "comparing", done: 0, total: size))
        try compareCommands(source, theirs)
        try compareMeta(source)
      }
    }
  }

  /// Of commands with acts that this program does not know, the fingerprint is whatever is kept.
  private func compareCommands(_ mine: LentTransaction, _ theirs: LentTransaction) throws {
    guard try mine.count(of: tables.commands) == theirs.count(of: derivedTables.commands) else {
      throw Damage("the index “commands” has rows too many or too few")
    }
    try mine.forEach(in: tables.commands, from: nil, limit: .max) { key, value in
      let key = key.bytes(0..<key.count)
      let expected = try theirs.get(key.span, in: derivedTables.commands) { $0.bytes(0..<$0.count) }
      let stored = value.bytes(0..<value.count)
      let isEqual = expected.map { $0 == stored || $0.count == 12 && stored.count == 28 && stored.starts(with: $0) }
      guard isEqual ?? false else { throw Damage("the index “commands” is wrong at key \(Hex.text(key))") }
      return true
    }
  }

  private func compareMeta(_ mine: LentTransaction) throws {
    var expected = ["format": pairKey(UInt64(LedgerOpened.currentFormat), 0)]
    expected["reactions"] = reacted?.bigEndianBytes
    try mine.forEach(in: tables.meta, from: nil, limit: .max) { key, value in
      let name = key.text(0..<key.count)
      guard expected.removeValue(forKey: name) == value.bytes(0..<value.count) else {
        throw Damage("the table “meta” is wrong at “\(name)”")
      }
      return true
    }
    guard expected.isEmpty else { throw Damage("the table “meta” lacks “\(expected.keys.sorted()[0])”") }
  }

  private func describe(_ key: [UInt8]) throws -> String {
    guard key.count >= 9, let number = BigEndian.read(from: key.span) else { return "key \(Hex.text(key))" }
    let stream = try source.get(number, in: tables.records) { try EventScan($0).stream(in: $0) }
    return "\(stream?.description ?? "stream \(number)"), kind \(key[8]), key \(Hex.text(key[9...]))"
  }
}
