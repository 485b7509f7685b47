import Bytes
import LMDB
import TransparencyLog

/// The last checkpoint of a log that a witness has cosigned, as it is stored: the note, with the log's signatures and
/// the witness's own.
struct CosignedCheckpoint {
  var size: LogSize
  var root: MerkleHash
  /// By the witness's clock, in seconds since 1970 UTC.
  var posixSeconds: Int64
  var note: SignedNote

  /// What is stored.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    BigEndian.append(UInt64(posixSeconds), to: &bytes)
    return bytes + Array(note.serialized.utf8)
  }

  init(_ checkpoint: Checkpoint, posixSeconds: Int64) {
    (size, root, note) = (checkpoint.size, checkpoint.root, checkpoint.note)
    self.posixSeconds = posixSeconds
  }

  /// - Throws: `WitnessError.damaged`.
  init(_ bytes: [UInt8]) throws {
    guard let time = BigEndian.read(from: bytes.span), let posixSeconds = Int64(exactly: time),
      let note = try? SignedNote(parsing: Array(bytes.dropFirst(8))),
      let checkpoint = try? Checkpoint(unchecked: note)
    else { throw WitnessError.damaged }
    self.init(checkpoint, posixSeconds: posixSeconds)
  }
}
