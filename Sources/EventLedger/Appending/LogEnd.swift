import EventModel
import LogAudit
import TransparencyLog

/// The end of a log as its tables say it: what a writer starts from.
struct LogEnd {
  var edge: TreeEdge
  var recordedAt: Instant
  var largestID: CommandID?

  /// Reads the end, of at most 255 records and a tile of each level.
  static func read(_ snapshot: LogSnapshot) throws -> LogEnd {
    let size = try snapshot.size
    let edge: TreeEdge
    do { edge = try TreeEdge(size: size, reading: snapshot) } catch let error as TileError {
      throw LedgerError(.damaged, "records or tiles are missing: verify the ledger", cause: error)
    }
    guard size > .zero else {
      return LogEnd(edge: edge, recordedAt: Instant(microseconds: 0), largestID: nil)
    }
    let recordedAt = try snapshot.record(at: size.rawValue - 1) { record in
      guard let scan = try? EventScan(record) else {
        throw LedgerError(.damaged, "the last record cannot be read: verify the ledger")
      }
      return scan.recordedAt
    }
    return LogEnd(
      edge: edge, recordedAt: recordedAt ?? Instant(microseconds: 0), largestID: try snapshot.largestCommandID)
  }

  /// Compares the root of the edge with the last signed checkpoint, and who signed it with the log's keys.
  func check(_ snapshot: LogSnapshot) throws {
    guard edge.size > .zero else { return }
    guard try snapshot.lastSignedSize == edge.size, let row = try snapshot.checkpoint(at: edge.size) else {
      throw LedgerError(.damaged, "the log has \(edge.size) records, but its last checkpoint is of another size")
    }
    let keys = try snapshot.keys
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
