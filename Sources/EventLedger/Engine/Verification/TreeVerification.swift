import Bytes
import EventModel
import LMDB
import LogAudit
import TransparencyLog

/// Hashes every record, and compares the tree with the tiles and with every checkpoint that was signed.
struct TreeVerification {
  private let engine: LogEngine
  private(set) var edge = TreeEdge()
  private(set) var checkpoints = 0
  private(set) var signatureTime: Int64 = 0
  private var tiles = 0
  private var keys: LogKeys?
  private var lastRecorded = Instant(microseconds: 0)
  private var lastChecked: UInt64 = 0
  /// A leaf whose hash is not the one that its tile holds: the next checkpoint says which of both is wrong.
  private var suspect: (position: UInt64, tile: String)?

  init(_ engine: LogEngine) { self.engine = engine }

  /// Verifies in pages up to a size, each page in a transaction of its own: the past is not pinned meanwhile.
  mutating func run(to size: UInt64, _ progress: (VerificationProgress) -> Void) throws {
    while edge.size.rawValue < size {
      try engine.read { try verifyPage(to: size, $0) }
      progress(VerificationProgress(stage: "records", done: edge.size.rawValue, total: size))
    }
  }

  /// Verifies what was recorded meanwhile, and that nothing lies beyond the end: in one snapshot.
  mutating func finish(in snapshot: LogSnapshot) throws -> LogSize {
    let size = try snapshot.size
    while edge.size < size { try verifyPage(to: size.rawValue, snapshot) }
    try checkEnd(size, snapshot)
    return size
  }

  private mutating func verifyPage(to size: UInt64, _ snapshot: LogSnapshot) throws {
    let start = edge.size.rawValue
    try verify(start..<min(size, start + 8192), snapshot)
  }

  private mutating func verify(_ range: Range<UInt64>, _ snapshot: LogSnapshot) throws {
    var signed = try signatures(in: range, snapshot)[...]
    let page = try RecordPage(range, snapshot)
    if range.lowerBound == 0 { try checkOpening(page) }
    for chunk in page.hashed() {
      if let place = chunk.unreadable { throw Damage("record \(place) is not an event") }
      try checkTimes(chunk)
      for position in chunk.keyChanges { try changeKey(at: position, page, range.lowerBound) }
      try append(chunk, &signed, snapshot)
    }
    if let stray = signed.first { throw Damage("checkpoint \(stray.size) is of a size that the log never had") }
  }

  /// Appends hashes tile by tile if no checkpoint was signed within one, and one by one elsewhere.
  private mutating func append(
    _ chunk: RecordPage.Chunk, _ signed: inout ArraySlice<(size: UInt64, row: [UInt8])>, _ snapshot: LogSnapshot
  ) throws {
    var position = chunk.start
    let end = chunk.start + UInt64(chunk.leaves.count)
    while position < end {
      let place = Int(position - chunk.start)
      var completed: [(TileCoordinate, TileNodes)] = []
      let isWhole = signed.first.map { $0.size >= position + 256 } ?? true
      if position.isMultiple(of: 256), isWhole, let tile = chunk.tiles[position / 256] {
        edge.append(tile: tile) { completed.append(($0, $1)) }
        position += 256
      } else {
        edge.append(chunk.leaves[place]) { completed.append(($0, $1)) }
        position += 1
      }
      for (place, nodes) in completed { try compare(place, nodes, snapshot) }
      guard let next = signed.first, next.size == position else { continue }
      try check(next.row, size: position)
      signed.removeFirst()
    }
  }

  private func signatures(
    in range: Range<UInt64>, _ snapshot: LogSnapshot
  ) throws -> [(size: UInt64, row: [UInt8])] {
    var signed: [(size: UInt64, row: [UInt8])] = []
    try snapshot.transaction.forEach(in: snapshot.tables.checkpoints, from: range.lowerBound + 1, limit: range.count) {
      key, row in
      guard key.count == 8, let size = BigEndian.read(from: key), size <= range.upperBound else { return false }
      signed.append((size, row.bytes(0..<row.count)))
      return true
    }
    return signed
  }

  private mutating func checkTimes(_ chunk: RecordPage.Chunk) throws {
    for (offset, recordedAt) in chunk.times.enumerated() {
      guard recordedAt >= lastRecorded else {
        throw Damage(
          "record \(chunk.start + UInt64(offset)) was recorded at \(recordedAt), earlier than the record before it")
      }
      lastRecorded = recordedAt
    }
  }

  private mutating func checkOpening(_ page: RecordPage) throws {
    let key: VerifierKey? = page.withRecord(0) { record in
      (try? LedgerOpened(record: record)).flatMap { try? VerifierKey($0.verifierKey) }
    }
    guard let key else { throw Damage("record 0 does not open the ledger") }
    keys = LogKeys(key)
  }

  private mutating func changeKey(at position: UInt64, _ page: RecordPage, _ start: UInt64) throws {
    let changed: Result<LogKeys?, any Error> = page.withRecord(Int(position - start)) { record in
      Result {
        guard var known = keys else { return nil }
        try LogKeyChanged(record: record)?.apply(to: &known, at: Position(position))
        return known
      }
    }
    do { keys = try changed.get() } catch { throw Damage("record \(position): \(error)") }
  }

  /// Compares a tile that the records make up with the one that is kept.
  private mutating func compare(_ place: TileCoordinate, _ nodes: TileNodes, _ snapshot: LogSnapshot) throws {
    tiles += 1
    let due = StoredTile.bytes(nodes)
    let stored = try snapshot.transaction.get(StoredTile.key(place).span, in: snapshot.tables.tiles) {
      $0.bytes(0..<$0.count)
    }
    guard let stored else { throw Damage("tile \(place.path) is missing") }
    // If a leaf is in doubt, what stands on it is no news: the next checkpoint decides.
    guard stored != due, suspect == nil else { return }
    guard place.level == 0, stored.count == due.count, stored.prefix(2) == due.prefix(2),
      let byte = stored.indices.first(where: { stored[$0] != due[$0] })
    else { throw Damage("tile \(place.path) is not the hash of the tiles below it") }
    let leaf = (byte - 2) / MerkleHash.byteCount
    guard leaf < nodes.width else { throw Damage("a node within tile \(place.path) is not the hash of those below it") }
    suspect = (place.index * 256 + UInt64(leaf), place.path)
  }

  private mutating func check(_ row: [UInt8], size: UInt64) throws {
    let start = SystemClock().uptime
    defer { signatureTime += SystemClock().uptime - start }
    guard let key = keys?.key(at: LogSize(size)), let row = CheckpointRow(row) else {
      throw Damage("checkpoint \(size) cannot be read")
    }
    guard row.keyID == key.keyID else { throw Damage("checkpoint \(size) was signed by another key, \(row.keyID)") }
    if let change = keys?.terms.last(where: { $0.after.rawValue < size })?.after.rawValue, change > lastChecked {
      throw Damage("record \(change - 1) changes the log's key, but the old key has not signed size \(change)")
    }
    guard row.previous == lastChecked else {
      throw Damage(
        "checkpoint \(size) follows one of size \(row.previous), but the one before it has size \(lastChecked)")
    }
    let note = try? row.note(name: key.name, size: edge.size, root: edge.root)
    if let note, (try? Checkpoint(verifying: note, key: key)) != nil {
      if let suspect { throw Damage("tile \(suspect.tile) does not hold the hash of record \(suspect.position)") }
    } else if let suspect {
      throw Damage("record \(suspect.position) does not have the hash that tile \(suspect.tile) holds for it")
    } else {
      throw Damage(
        "checkpoint \(size) does not sign the root of the first \(size) records: the checkpoint, or a record from \(lastChecked) to \(size - 1), was changed"
      )
    }
    lastChecked = size
    checkpoints += 1
  }

  /// No checkpoint, tile or record beyond the end, none missing.
  private mutating func checkEnd(_ size: LogSize, _ snapshot: LogSnapshot) throws {
    for (place, nodes) in edge.incompleteNodes where place.level > 0 { try compare(place, nodes, snapshot) }
    let (transaction, tables) = (snapshot.transaction, snapshot.tables)
    let signed = try transaction.count(of: tables.checkpoints)
    guard signed == checkpoints, lastChecked == size.rawValue else {
      throw Damage(
        "the log of size \(size) has \(signed) checkpoints, but \(checkpoints) of them, up to size \(lastChecked), are its own"
      )
    }
    let stored = try transaction.count(of: tables.tiles)
    guard stored == tiles else { throw Damage("the log has \(stored) tiles, but should have \(tiles)") }
    let records = try transaction.count(of: tables.records)
    guard records == Int(size.rawValue) else {
      throw Damage("the log has \(records) records, but should have \(size)")
    }
  }
}
