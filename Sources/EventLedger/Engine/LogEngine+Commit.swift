import Bytes
import EventModel
import LMDB
import LogAudit
import TransparencyLog

extension LogEngine {
  /// Writes a delta in one durable transaction, each table in the order of its keys.
  ///
  /// - Throws: `LedgerError.ledgerChanged` if the log does not end where the delta starts; `CommitFailure` if the
  ///   tables cannot be written; then nothing of it is there, unless the failure is of the commit itself.
  ///
  /// - Parameter atStep: called at each step; tests let it fail, or the process die, there.
  func commit(_ delta: LogDelta, atStep: CommitStep.Hook = { _ in }) throws {
    do {
      try environment.write { transaction in
        try checkEnd(delta.start, transaction)
        try write(delta, to: &transaction)
        try atStep(.written)
      }
      try atStep(.committed)
    } catch let error as LMDBError {
      throw CommitFailure(error)
    }
  }

  private func checkEnd(_ size: LogSize, _ transaction: borrowing WriteTransaction) throws {
    let count = try transaction.withCursor(over: tables.records) { cursor in
      try cursor.last { key, _ in BigEndian.read(from: key).map { $0 + 1 } }
    }
    let present = LogSize((count ?? nil) ?? 0)
    guard present == size else { throw LedgerError.changed(present: present, left: size) }
  }

  private func write(_ delta: LogDelta, to transaction: inout WriteTransaction) throws {
    try writeRecords(delta, to: &transaction)
    for (name, number) in delta.names.sorted(by: { $0.name < $1.name }) {
      try put(number, for: Array(name.description.utf8), tables.names, &transaction)
    }
    for row in delta.streams.sorted(by: { ($0.number, $0.version) < ($1.number, $1.version) }) {
      try put(row.position, for: pairKey(row.number, row.version), tables.streams, &transaction)
    }
    for (id, row) in delta.commands.sorted(by: { $0.key < $1.key }) {
      try transaction.put(row.bytes.span, for: id.bytes.span, in: tables.commands)
    }
    for (key, row) in delta.constraints {
      if let row {
        try transaction.put(row.span, for: key.bytes.span, in: tables.constraints)
      } else {
        try transaction.delete(key.bytes.span, in: tables.constraints)
      }
    }
    try writeTypes(delta, to: &transaction)
    try writeTiles(delta, to: &transaction)
    if delta.start == .zero {
      let (key, format) = (MetaKey.format, pairKey(UInt64(LedgerOpened.currentFormat), 0))
      try transaction.put(format.span, for: key.span, in: tables.meta)
    }
    try raiseReactions(to: delta.reacted, &transaction)
    if let signature = delta.signature {
      try writeCheckpoint(signature, size: delta.edge.size, to: &transaction)
    }
  }

  private func writeRecords(_ delta: LogDelta, to transaction: inout WriteTransaction) throws {
    var position = delta.start.rawValue
    try delta.records.forEach { record in
      try transaction.put(record, for: position, in: tables.records, mode: .append)
      position += 1
    }
  }

  private func writeTypes(_ delta: LogDelta, to transaction: inout WriteTransaction) throws {
    for (type, new) in delta.types.sorted(by: { $0.key < $1.key }) {
      let key = Array(type.description.utf8)
      let old = try transaction.get(key.span, in: tables.types) { TypeRow($0) } ?? nil
      let row = old.map { TypeRow(first: $0.first, count: $0.count + new.count) } ?? new
      try transaction.put(row.bytes.span, for: key.span, in: tables.types)
    }
  }

  private func writeTiles(_ delta: LogDelta, to transaction: inout WriteTransaction) throws {
    for (coordinate, nodes) in delta.tiles {
      try transaction.put(StoredTile.bytes(nodes).span, for: StoredTile.key(coordinate).span, in: tables.tiles)
    }
    // Level 1 grows by one hash with each 256 events, those above less often.
    for (coordinate, nodes) in delta.edge.incompleteNodes where coordinate.level > 0 {
      let shift = UInt64(8 * coordinate.level)
      guard delta.start.rawValue >> shift < delta.edge.size.rawValue >> shift else { continue }
      try transaction.put(StoredTile.bytes(nodes).span, for: StoredTile.key(coordinate).span, in: tables.tiles)
    }
  }

  private func raiseReactions(to cause: UInt64?, _ transaction: inout WriteTransaction) throws {
    guard let cause else { return }
    let key = MetaKey.reactions
    let earlier = try transaction.get(key.span, in: tables.meta) { BigEndian.read(from: $0) } ?? nil
    guard earlier.map({ cause > $0 }) ?? true else { return }
    try put(cause, for: key, tables.meta, &transaction)
  }

  private func writeCheckpoint(
    _ signature: NoteSignature, size: LogSize, to transaction: inout WriteTransaction
  ) throws {
    let last = try transaction.withCursor(over: tables.checkpoints) { cursor in
      try cursor.last { key, _ in BigEndian.read(from: key) }
    }
    let row = CheckpointRow(signature: signature, previous: LogSize((last ?? nil) ?? 0))
    try transaction.put(row.bytes.span, for: size.rawValue, in: tables.checkpoints, mode: .append)
  }

  private func put(
    _ number: UInt64, for key: [UInt8], _ table: Table, _ transaction: inout WriteTransaction
  ) throws {
    try transaction.put(number.bigEndianBytes.span, for: key.span, in: table)
  }

  /// Keeps the signature of the present size, whose root the records have, if that size was not signed.
  func sign(_ signature: NoteSignature) throws {
    try environment.write { transaction in
      let size = try transaction.lend { try LogSnapshot(transaction: $0, tables: tables, leaves: LeafCache()).size }
      let isSigned = try transaction.contains(size.rawValue, in: tables.checkpoints)
      if !isSigned { try writeCheckpoint(signature, size: size, to: &transaction) }
    }
  }
}

/// How far a delta is on its way to disk.
package enum CommitStep: Hashable, Sendable, CaseIterable {
  /// Its checkpoint is signed.
  case signed
  /// The log of record has taken it.
  case taken
  /// Its rows are in the transaction.
  case written
  /// The transaction is committed, and nobody has an answer.
  case committed

  /// What is called at each step.
  package typealias Hook = @Sendable (CommitStep) throws -> Void
}

/// Why a delta was not committed.
struct CommitFailure: Error, CustomStringConvertible {
  /// What LMDB reports.
  let cause: LMDBError

  var description: String { "\(cause)" }

  init(_ cause: LMDBError) { self.cause = cause }

  /// Whether the disk or the map is full.
  var isFull: Bool { cause.code == .noSpace || cause.code == .mapFull }
  /// Whether the device failed, which a full disk can look like.
  var isDevice: Bool { cause.code == .inputOutput }
  /// Whether the delta may be on disk all the same.
  var isUncertain: Bool { cause.operation == .commit }
}

extension LedgerError {
  /// Another process has written to the log.
  static func changed(present: LogSize, left: LogSize) -> LedgerError {
    LedgerError(
      .ledgerChanged,
      "the log has \(present) records, but this process left \(left): another program wrote to it")
  }
}
