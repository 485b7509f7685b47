import EventModel
import LogAudit
import TransparencyLog

/// The log that a replay builds from records, as the writer of that log did.
struct ReplayLog {
  let engine: LogEngine
  let rows = WorkingRows()
  private(set) var edge: TreeEdge
  private var recordedAt: Instant
  /// What was decided and is not committed yet.
  private var page: DeltaBuilder

  /// How many records were decided.
  var size: LogSize { LogSize(page.next) }

  /// When the last record was recorded.
  var lastRecorded: Instant { page.delta.recordedAt }

  /// Whether something was decided that is not committed yet.
  var isPageEmpty: Bool { page.delta.isEmpty }

  /// Opens the log in a directory, or makes it.
  ///
  /// - Parameter isSynced: whether it is to outlive a crash of the machine.
  init(_ directory: LedgerDirectory, isSynced: Bool) throws {
    engine = try LogEngine(directory, access: .create, mapSize: 1 << 38, isSynced: isSynced)
    let end = try engine.read { try LogEnd.read($0) }
    (edge, recordedAt) = (end.edge, end.recordedAt)
    page = DeltaBuilder(after: edge, recordedAt: recordedAt, rows: rows)
  }

  /// The first record; nil if there is none yet.
  func firstRecord() throws -> [UInt8]? { try engine.read { try $0.record(at: 0) { $0.bytes(0..<$0.count) } } }

  /// The log's keys as far as its records go; nil if there are none yet.
  func keys() throws -> LogKeys? { size > .zero ? try engine.read { try $0.keys } : nil }

  /// The root of the tree at a size that was committed.
  func root(of size: LogSize) throws -> MerkleHash { try engine.read { try MerkleTree(reading: $0).root(of: size) } }

  /// Whether a command id was used.
  func isUsed(_ id: CommandID, _ snapshot: LogSnapshot) throws -> Bool {
    try page.command(id) != nil || snapshot.command(id) != nil
  }

  /// Takes a command's events, which are the expected ones.
  mutating func append(_ events: [DueEvent], _ records: [SourceRecord]) throws {
    let news = zip(events, records).map { event, record in
      NewEvent(envelope: event.envelope, act: event.act, record: record.bytes ?? [], leafHash: record.leafHash)
    }
    guard let first = events.first else { return }
    let fingerprint = Fingerprint(
      first.act, in: first.envelope, events: events.map { ($0.envelope, $0.bytes) })
    try page.append(news, fingerprint: fingerprint)
  }

  /// Commits what was decided, and begins the next page.
  mutating func commitPage() throws {
    let delta = page.finish()
    if !delta.isEmpty { try engine.commit(delta) }
    (edge, recordedAt) = (delta.edge, delta.recordedAt)
    rows.beginBatch()
    page = DeltaBuilder(after: edge, recordedAt: recordedAt, rows: rows)
  }

  /// Recorded types that a registry does not know, and how many commands there are.
  func summary(_ registry: ActRegistry) throws -> (unchecked: [String], commands: UInt64) {
    try engine.read { snapshot in
      var unchecked: [String] = []
      try snapshot.forEachType { type, _ in
        if !registry.knows(type) { unchecked.append(type.description) }
      }
      return (unchecked, try snapshot.commandCount)
    }
  }
}
