import Bytes
import EventModel
import LMDB
import LogAudit
import TransparencyLog

/// The records of a page, copied out of their transaction so that all cores can hash them at once.
struct RecordPage: Sendable {
  let start: UInt64
  private var bytes: [UInt8] = []
  /// Where each record ends in `bytes`.
  private var ends: [Int] = []

  /// What hashing gives for consecutive records.
  struct Chunk: Sendable {
    var start: UInt64
    var leaves: [MerkleHash] = []
    /// When each was recorded.
    var times: [Instant] = []
    /// The whole tiles of level 0 among them, by their index.
    var tiles: [UInt64: TileNodes] = [:]
    /// Which of them change the log's key.
    var keyChanges: [UInt64] = []
    /// The first record that is not an event; those after it are not hashed.
    var unreadable: UInt64?
  }

  /// Copies records.
  ///
  /// - Throws: `Damage` if one is missing.
  init(_ range: Range<UInt64>, _ snapshot: LogSnapshot) throws {
    start = range.lowerBound
    var position = start
    var (bytes, ends) = (self.bytes, self.ends)
    ends.reserveCapacity(range.count)
    try snapshot.transaction.forEach(in: snapshot.tables.records, from: range.lowerBound, limit: range.count) {
      key, record in
      guard key.count == 8, BigEndian.read(from: key) == position else {
        throw Damage("record \(position) is missing, or another record stands before it")
      }
      record.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
      ends.append(bytes.count)
      position += 1
      return true
    }
    guard position == range.upperBound else { throw Damage("record \(position) is missing") }
    (self.bytes, self.ends) = (bytes, ends)
  }

  var count: Int { ends.count }

  /// Lends a record by its place in the page.
  func withRecord<Result>(_ index: Int, _ body: (borrowing Span<UInt8>) throws -> Result) rethrows -> Result {
    try body(bytes.span.extracting((index == 0 ? 0 : ends[index - 1])..<ends[index]))
  }

  /// The hashes of all records, in order, computed by as many threads as there are cores.
  func hashed() -> [Chunk] { concurrentMap(chunkRanges, hash) }

  private static let chunk: UInt64 = 1024

  /// The positions of the page in chunks that end where tiles do.
  private var chunkRanges: [Range<UInt64>] {
    let end = start + UInt64(ends.count)
    var ranges: [Range<UInt64>] = []
    var next = start
    while next < end {
      let limit = min(end, (next / Self.chunk + 1) * Self.chunk)
      ranges.append(next..<limit)
      next = limit
    }
    return ranges
  }

  private func hash(_ range: Range<UInt64>) -> Chunk {
    var chunk = Chunk(start: range.lowerBound)
    chunk.leaves.reserveCapacity(range.count)
    chunk.times.reserveCapacity(range.count)
    for position in range {
      let hashed = withRecord(Int(position - start)) { record in
        (try? EventScan(record)).map {
          (recordedAt: $0.recordedAt, isKeyChange: $0.isKeyChange(in: record), leaf: MerkleHash.leaf(copy record))
        }
      }
      guard let hashed else {
        chunk.unreadable = position
        return chunk
      }
      chunk.leaves.append(hashed.leaf)
      chunk.times.append(hashed.recordedAt)
      if hashed.isKeyChange { chunk.keyChanges.append(position) }
      guard position & 0xFF == 0xFF, chunk.leaves.count >= 256 else { continue }
      chunk.tiles[position >> 8] = TileNodes(chunk.leaves.suffix(256))
    }
    return chunk
  }
}
