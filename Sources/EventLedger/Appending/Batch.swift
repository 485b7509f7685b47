import EventModel
import LMDB
import TransparencyLog

/// The commands of one commit, decided one after the other; nothing is written before all are decided.
struct Batch {
  /// What became of a command.
  enum Answer {
    case recorded(position: UInt64, count: UInt32)
    case repeated(CommandRow)
    case repeatedInBatch(CommandRow)
    case refused(any Error)
  }

  let registry: ActRegistry
  let rows: WorkingRows
  let tables: LogTables
  /// The largest command id on disk: a larger one needs no look-up.
  let largestID: CommandID?
  var clock: ClockGuard
  var next: UInt64
  private(set) var answers: [Answer] = []
  private var writer = WireWriter(reservingCapacity: 1 << 18)
  /// Records that were made elsewhere, whose bytes stay as they are; a batch has those or makes its own.
  var restored: [UInt8] = []
  /// Where each record ends.
  var ends: [Int] = []
  /// The leaf hash of each record.
  var leaves: [MerkleHash] = []
  var newNames: [(name: StreamName, number: UInt64)] = []
  var streamRows: [StreamRow] = []
  var commands: [CommandID: CommandRow] = [:]
  /// Few, and most events are of the type before them: found faster one after the other than by hash.
  private var types: [(type: ActType, row: TypeRow)] = []
  /// The last event to which an event of this batch is the ledger's reaction.
  var reacted: UInt64?

  struct StreamRow {
    var number: UInt64
    var version: UInt64
    var position: UInt64
  }

  init(
    registry: ActRegistry, rows: WorkingRows, tables: LogTables, largestID: CommandID?, clock: ClockGuard,
    next: UInt64
  ) {
    self.registry = registry
    self.rows = rows
    self.tables = tables
    self.largestID = largestID
    self.clock = clock
    self.next = next
  }

  var isEmpty: Bool { ends.isEmpty }

  var largestCommandID: CommandID? { [largestID, commands.keys.max()].compactMap { $0 }.max() }

  /// Decides a command over the batch so far.
  ///
  /// - Throws: what aborts the whole batch: a failure to read. A refusal is an answer.
  mutating func add(
    _ command: PreparedCommand, _ transaction: borrowing some Transaction & ~Copyable
  ) throws {
    if let earlier = try find(command.id, transaction) {
      guard earlier.row.fingerprint == command.fingerprint else {
        return refuse(
          LedgerError(
            .commandMismatch, "the id \(command.id) was used for another command, recorded at \(earlier.row.first)"))
      }
      return answers.append(earlier.isInBatch ? .repeatedInBatch(earlier.row) : .repeated(earlier.row))
    }
    do {
      let now = try clock.read()
      let acts = try decide(command, at: now)
      if let failure = rows.failure { throw failure }
      try record(acts, of: command, at: now)
    } catch {
      if let failure = rows.failure { throw failure }
      refuse(error)
    }
    if let failure = rows.failure { throw failure }
  }

  private mutating func refuse(_ error: any Error) { answers.append(.refused(error)) }

  private func find(
    _ id: CommandID, _ transaction: borrowing some Transaction & ~Copyable
  ) throws -> (row: CommandRow, isInBatch: Bool)? {
    if let row = commands[id] { return (row, true) }
    guard let largestID, id <= largestID else { return nil }
    let key = id.bytes
    let row = try transaction.get(key.span, in: tables.commands) { bytes in
      guard let row = CommandRow(bytes, key: key) else {
        throw LedgerError(.damaged, "the row of command \(id) cannot be read")
      }
      return row
    }
    return row.map { ($0, false) }
  }

  /// The acts that a command becomes, each with its stream.
  private func decide(_ command: PreparedCommand, at now: Instant) throws -> [DecidedAct] {
    try command.check(rows, at: now)
    switch command.content {
    case .opaque(let acts):
      return acts.map { DecidedAct(act: nil, type: $0.type, stream: $0.stream, bytes: $0.bytes) }
    case .proposal(let act, let wire):
      let acts = try act.decide(decision(for: act, command, at: now), rows)
      // What was left as it was proposed is not encoded again.
      let isProposed = acts.first.map { act.isSame(as: $0) } ?? false && !Swift.type(of: act).isPreparedOverHistory
      return acts.enumerated().map { index, decided in
        DecidedAct(
          act: decided, type: Swift.type(of: decided).type, stream: decided.stream,
          bytes: index == 0 && isProposed ? wire : decided.wire)
      }
    }
  }

  private func decision(for act: any Act, _ command: PreparedCommand, at now: Instant) -> Decision {
    let version = rows.stream(act.stream)?.version ?? 0
    return Decision(command.envelope, position: Position(next), streamVersion: version, now: now)
  }

  private struct DecidedAct {
    var act: (any Act)?
    var type: ActType
    var stream: StreamName
    var bytes: [UInt8]
  }

  /// Encodes the events of a command, and only then changes anything.
  private mutating func record(_ acts: [DecidedAct], of command: PreparedCommand, at now: Instant) throws {
    // The streams of this command before the present one.
    var versions: [StreamName: UInt64] = [:]
    let start = (bytes: writer.bytes.count, events: ends.count)
    var envelope = command.envelope
    envelope.recordedAt = now
    do {
      for act in acts {
        if act.stream != envelope.stream {
          versions[envelope.stream] = envelope.version
          envelope.version = versions[act.stream] ?? rows.stream(act.stream)?.version ?? 0
          envelope.stream = act.stream
        }
        envelope.version += 1
        try encode(act, in: &envelope)
        // What follows from an act is caused by it, and has none of its personal content.
        envelope.causedBy = Position(next)
        envelope.commitments = []
      }
    } catch {
      writer.truncate(to: start.bytes)
      ends.removeSubrange(start.events...)
      leaves.removeSubrange(start.events...)
      throw error
    }
    let first = next
    for (offset, act) in acts.enumerated() {
      note(act, command, at: now, leafHash: leaves[start.events + offset], isFirst: offset == 0)
    }
    let row = CommandRow(first: first, count: UInt32(acts.count), fingerprint: command.fingerprint)
    commands[command.id] = row
    answers.append(.recorded(position: first, count: row.count))
  }

  private mutating func encode(_ act: DecidedAct, in envelope: inout Envelope) throws {
    envelope.type = act.type
    let start = writer.bytes.count
    envelope.write(act: act.bytes, to: &writer)
    let count = writer.bytes.count - start
    guard count <= EntryBundle.maximumEntryLength else {
      throw LedgerError(
        .recordTooLarge(bytes: count),
        "the record of \(act.type) would have \(count) bytes, and \(EntryBundle.maximumEntryLength) is the most: long documents stay outside and enter by their hash"
      )
    }
    ends.append(writer.bytes.count)
    leaves.append(.leaf(writer.bytes.span.extracting(start..<writer.bytes.count)))
  }

  private mutating func note(
    _ act: DecidedAct, _ command: PreparedCommand, at now: Instant, leafHash: MerkleHash, isFirst: Bool
  ) {
    let stream = rows.advance(act.stream, at: next)
    if stream.version == 1 { newNames.append((act.stream, next)) }
    streamRows.append(StreamRow(number: stream.number, version: stream.version, position: next))
    count(act.type)
    if let cause = command.envelope.reactionCause { reacted = max(reacted ?? 0, cause) }
    if let typed = act.act {
      var event = Decision(
        command.envelope, position: Position(next), streamVersion: stream.version - 1, now: now)
      // As the record has it, from which the rows must come out the same.
      if !isFirst { event.commitments = [] }
      typed.evolve(EventContext(event, leafHash: leafHash), rows)
    }
    next += 1
  }

  mutating func count(_ type: ActType) {
    if let place = types.firstIndex(where: { $0.type == type }) {
      types[place].row.count += 1
    } else {
      types.append((type, TypeRow(first: next, count: 1)))
    }
  }
}

extension Batch {
  /// Writes everything that was decided, each table in the order of its keys.
  func write(to transaction: inout WriteTransaction, edge: inout TreeEdge, key: SigningKey) throws {
    let previous = edge.size
    try writeRecords(to: &transaction, &edge)
    for (name, number) in newNames.sorted(by: { $0.name < $1.name }) {
      try put(Array(name.description.utf8), number, tables.names, &transaction)
    }
    for row in streamRows.sorted(by: { ($0.number, $0.version) < ($1.number, $1.version) }) {
      try put(pairKey(row.number, row.version), row.position, tables.streams, &transaction)
    }
    for (id, row) in commands.sorted(by: { $0.key < $1.key }) {
      let bytes = id.bytes
      try transaction.put(row.bytes(key: bytes).span, for: bytes.span, in: tables.commands)
    }
    try rows.flush(tables, to: &transaction)
    try writeTypes(to: &transaction)
    if let reacted { try ReactionCursor.raise(to: reacted, tables, in: &transaction) }
    let checkpoint = try Checkpoint.sign(size: edge.size, root: edge.root, key: key)
    try transaction.put(
      CheckpointRow(signature: checkpoint.note.signatures[0], previous: previous).bytes.span, for: edge.size.rawValue,
      in: tables.checkpoints, mode: .append)
  }

  private func writeRecords(to transaction: inout WriteTransaction, _ edge: inout TreeEdge) throws {
    var start = 0
    var position = next - UInt64(ends.count)
    let bytes = restored.isEmpty ? writer.bytes : restored
    for (end, leaf) in zip(ends, leaves) {
      let record = bytes.span.extracting(start..<end)
      try transaction.put(record, for: position, in: tables.records, mode: .append)
      var tiles: [Tile] = []
      edge.append(leaf) { tiles.append($0) }
      for tile in tiles {
        try transaction.put(
          tile.bytes.span, for: pairKey(UInt64(tile.coordinate.level), tile.coordinate.index).span, in: tables.tiles)
      }
      start = end
      position += 1
    }
  }

  private func writeTypes(to transaction: inout WriteTransaction) throws {
    for (type, new) in types.sorted(by: { $0.type < $1.type }) {
      try new.add(to: type, in: tables.types, &transaction)
    }
  }

  private func put(
    _ key: [UInt8], _ number: UInt64, _ table: Table, _ transaction: inout WriteTransaction
  ) throws {
    var value: [UInt8] = []
    BigEndian.append(number, to: &value)
    try transaction.put(value.span, for: key.span, in: table)
  }
}

extension Decision {
  /// What a decider knows of a command, or of the event that it became.
  init(_ envelope: Envelope, position: Position, streamVersion: UInt64, now: Instant) {
    self.init(
      position: position, streamVersion: streamVersion, now: now, actor: envelope.actor,
      onBehalfOf: envelope.onBehalfOf, mandate: envelope.mandate, channel: envelope.channel,
      occurredAt: envelope.occurredAt, actReference: envelope.actReference, commitments: envelope.commitments)
  }
}
