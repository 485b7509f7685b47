import EventModel
import TransparencyLog

/// What a log becomes by some records: everything that is written of them, as a value.
///
/// It is made of a snapshot of the log and of what stands in the deltas before it, without a transaction; the engine
/// writes it (``LogEngine/commit(_:)``).
struct LogDelta: Sendable {
  /// The size of the log that it continues.
  let start: LogSize
  /// The records, from position `start` on.
  var records = RecordList()
  /// Streams that begin here.
  var names: [(name: StreamName, number: UInt64)] = []
  /// Versions of streams.
  var streams: [StreamRow] = []
  /// Commands whose events are here.
  var commands: [CommandID: CommandRow] = [:]
  /// Constraint rows that were changed, in the order of their keys; nil for one that is removed.
  var constraints: [(key: RowKey, row: [UInt8]?)] = []
  /// How often each type occurs here, and where first.
  var types: [ActType: TypeRow] = [:]
  /// Tiles that are complete by now.
  var tiles: [(coordinate: TileCoordinate, nodes: TileNodes)] = []
  /// The right edge of the tree after the records.
  var edge: TreeEdge
  /// The last event to which an event here is the ledger's reaction.
  var reacted: UInt64?
  /// When the last record was recorded.
  var recordedAt: Instant
  /// The signature of the checkpoint of the size after the records.
  var signature: NoteSignature?

  struct StreamRow: Sendable {
    var number: UInt64
    var version: UInt64
    var position: UInt64
  }

  /// A delta without records.
  init(after edge: TreeEdge, recordedAt: Instant) {
    (start, self.edge, self.recordedAt) = (edge.size, edge, recordedAt)
  }

  var isEmpty: Bool { records.count == 0 }

  /// The size of the log after the records.
  var end: LogSize { edge.size }

  /// Signs the checkpoint of the size after the records.
  mutating func sign(_ key: SigningKey) throws {
    signature = try Checkpoint.sign(size: edge.size, root: edge.root, key: key).note.signatures[0]
  }
}
