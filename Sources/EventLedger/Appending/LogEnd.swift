import EventModel
import LMDB
import TransparencyLog

/// The end of a log as its tables say it: what a writer starts from.
struct LogEnd {
  var edge: TreeEdge
  var recordedAt: Instant
  var largestID: CommandID?

  static func read(_ environment: Environment, _ tables: LogTables) throws -> LogEnd {
    try environment.read { transaction in
      let last = try transaction.withCursor(over: tables.records) { cursor in
        try cursor.last { key, record in
          guard let scan = try? EventScan(record) else {
            throw LedgerError(.damaged, "the last record cannot be read: verify the ledger")
          }
          return (count: (BigEndian.read(from: key) ?? 0) + 1, recordedAt: scan.recordedAt)
        }
      }
      let largest = try transaction.withCursor(over: tables.commands) { cursor in
        try cursor.last { key, _ in CommandID(bytes: key.bytes(0..<key.count)) }
      }
      let size = LogSize(last?.count ?? 0)
      let edge: TreeEdge
      do { edge = try withTiles(transaction, tables) { try TreeEdge(size: size, reading: $0) } } catch let error
        as TileError
      { throw LedgerError(.damaged, "records or tiles are missing: verify the ledger", cause: error) }
      return LogEnd(
        edge: edge, recordedAt: last?.recordedAt ?? Instant(microseconds: 0), largestID: largest ?? nil)
    }
  }

  /// Compares the root of the edge with the last signed checkpoint, and who signed it with the log's keys.
  func check(_ environment: Environment, _ tables: LogTables) throws {
    guard edge.size > .zero else { return }
    let (last, keys) = try environment.read { transaction in
      let last = try transaction.withCursor(over: tables.checkpoints) { cursor in
        try cursor.last { key, row in (BigEndian.read(from: key), CheckpointRow(row.bytes(0..<row.count))) }
      }
      return (last, try logKeys(tables, transaction))
    }
    guard let last, last.0 == edge.size.rawValue, let row = last.1 else {
      throw LedgerError(.damaged, "the log has \(edge.size) records, and its last checkpoint is of another size")
    }
    do { _ = try keys.verify(row.note(name: keys.first.name, size: edge.size, root: edge.root)) } catch {
      throw LedgerError(
        .damaged, "the records do not have the root that the last checkpoint signs: verify the ledger", cause: error)
    }
  }
}

extension CheckpointRow {
  /// The signed note of a checkpoint whose size and root are known.
  func note(name: KeyName, size: LogSize, root: MerkleHash) throws -> SignedNote {
    let body = UncheckedCheckpoint(origin: name, size: size, root: root)
    guard let line = NoteSignature(name: name, keyID: keyID, bytes: signature) else {
      throw LedgerError(.damaged, "the signature of checkpoint \(size) cannot be read")
    }
    return try SignedNote(text: body.text, signatures: [line])
  }
}
