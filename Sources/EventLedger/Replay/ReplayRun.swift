import EventModel
import LogAudit
import TransparencyLog

/// Takes the records of a source in order: decides and keeps them, and hashes those that cannot be decided.
struct ReplayRun {
  private(set) var log: ReplayLog
  private let judge: ReplayJudge
  private let size: LogSize
  private var records: RecordCursor
  /// Goes on hashing from where deciding has stopped.
  private var edge: TreeEdge
  private(set) var finding: ReplayFinding?
  private(set) var firstWithheld: Position?
  private(set) var withheld: UInt64 = 0
  private var keys: RecordedKeys
  /// The last checkpoints of replaced keys that the records were not compared with yet.
  private var changes: ArraySlice<Checkpoint>
  /// The place where the records are not those that a replaced key has signed.
  private(set) var rewritten: ReplayFinding?

  /// Events and bytes of a commit.
  private static let page: (events: UInt64, bytes: Int) = (10_000, 16 << 20)

  init(
    _ log: ReplayLog, _ source: any RecordSource, registry: ActRegistry, checkpoint: Checkpoint, trusted: LogKeys,
    keyChanges proofs: [Receipt]
  ) throws {
    self.log = log
    judge = ReplayJudge(registry: registry, origin: checkpoint.origin, rows: log.rows)
    keys = RecordedKeys(try log.keys(), changes: proofs)
    changes = trusted.lastCheckpoints(in: proofs)[...]
    size = checkpoint.size
    records = RecordCursor(source, from: log.size.rawValue, to: size)
    edge = log.edge
  }

  private var isDeciding: Bool { finding == nil && firstWithheld == nil && log.size < size }

  /// Decides as far as it goes, hashes the rest, and returns the root of all records.
  ///
  /// - Throws: `LedgerError.damaged` if the source contradicts itself; what kept the tables from being written.
  mutating func run(_ progress: (VerificationProgress) -> Void) throws -> MerkleHash {
    while isDeciding {
      let (engine, rows) = (log.engine, log.rows)
      try engine.read { snapshot in
        try rows.reading(snapshot) { try decidePage(snapshot) }
      }
      try log.commitPage()
      progress(VerificationProgress(stage: "events", done: log.size.rawValue, total: size.rawValue))
    }
    edge = log.edge
    while let size = changes.first?.size, size < edge.size { compare(with: try log.root(of: size)) }
    if changes.first?.size == edge.size { compare(with: edge.root) }
    while let record = try records.next() {
      if record.bytes == nil { withheld += 1 }
      noteKey(in: record)
      edge.append(record.leafHash)
      if changes.first?.size == edge.size { compare(with: edge.root) }
      if record.position.rawValue.isMultiple(of: 10_000) {
        progress(VerificationProgress(stage: "hashes", done: record.position.rawValue, total: size.rawValue))
      }
    }
    return edge.root
  }

  /// Compares the next last checkpoint of a replaced key with the root that the records have at its size.
  private mutating func compare(with root: MerkleHash) {
    guard let checkpoint = changes.popFirst(), checkpoint.root != root, rewritten == nil else { return }
    rewritten = ReplayFinding(
      .root,
      "the first \(checkpoint.size) records have the root \(root), but the key that was replaced there signed \(checkpoint.root): they were rewritten"
    )
  }

  /// What is decided before something is found stays.
  private mutating func decidePage(_ snapshot: LogSnapshot) throws {
    let start = log.size.rawValue
    var bytes = 0
    while isDeciding, log.size.rawValue - start < Self.page.events, bytes < Self.page.bytes {
      do {
        guard let (events, taken) = try nextCommand(snapshot) else { return }
        bytes += taken.reduce(0) { $0 + ($1.bytes?.count ?? 0) }
        try log.append(events, taken)
        for record in taken {
          noteKey(in: record)
          _ = try records.next()
        }
      } catch let error as ReplayFinding {
        finding = error
      }
    }
  }

  private mutating func noteKey(in record: SourceRecord) {
    do { try keys.note(record) } catch {
      guard finding == nil else { return }
      finding = ReplayFinding(.record, "\(error)")
      finding?.position = record.position
    }
  }

  /// What is wrong with the key that has signed the checkpoint, by the records alone.
  func keyFinding(_ signer: VerifierKey) -> ReplayFinding? {
    guard let (message, position) = keys.contradiction(of: signer, at: size) else { return nil }
    var finding = ReplayFinding(.signature, message)
    finding.position = position
    return finding
  }

  /// The events of the next command, which are those recorded; nil if one of them is withheld, or if what stands before
  /// it must be committed first.
  private mutating func nextCommand(
    _ snapshot: LogSnapshot
  ) throws -> (events: [DueEvent], taken: [SourceRecord])? {
    guard let record = try peek() else { return nil }
    guard let first = try event(record) else { return nil }
    do {
      try judge.check(first, after: log.lastRecorded)
      if let id = first.envelope.commandID, try log.isUsed(id, snapshot) {
        throw ReplayFinding(.record, "its command id \(id) was used before")
      }
      let isOverHistory = judge.registry[first.envelope.type]?.isPreparedOverHistory ?? false
      guard !isOverHistory || log.isPageEmpty else { return nil }
      let events = try decide(first, snapshot)
      return try take(events, first).map { (events, $0) }
    } catch var error as ReplayFinding {
      if error.position == nil, error.kind != .source { error.place(at: first) }
      throw error
    }
  }

  private mutating func decide(_ first: RecordedEvent, _ snapshot: LogSnapshot) throws -> [DueEvent] {
    let followers = judge.registry[first.envelope.type] == nil ? try following(first) : []
    return try judge.decide(first, following: followers, over: snapshot)
  }

  /// The events after one that have its command id, of types that this program does not know.
  private mutating func following(_ first: RecordedEvent) throws -> [RecordedEvent] {
    var events: [RecordedEvent] = []
    while let id = first.envelope.commandID, let record = try peek(events.count + 1), record.bytes != nil,
      let next = try event(record), next.envelope.commandID == id, judge.registry[next.envelope.type] == nil
    { events.append(next) }
    return events
  }

  /// Compares what is recorded with the expected events; nil if a record is withheld.
  private mutating func take(_ events: [DueEvent], _ first: RecordedEvent) throws -> [SourceRecord]? {
    var taken: [SourceRecord] = []
    for (offset, due) in events.enumerated() {
      guard let record = try peek(offset) else {
        throw ReplayFinding(
          .different, "the rules make \(events.count) events of its command, but the log ends after \(offset)")
      }
      guard let event = try offset == 0 ? first : event(record) else { return nil }
      do { try judge.compare(event, with: due) } catch {
        var error = error
        error.place(at: event)
        throw error
      }
      taken.append(record)
    }
    return taken
  }

  /// A record ahead. A source that contradicts itself there ends the deciding, and what was decided stays.
  private mutating func peek(_ offset: Int = 0) throws -> SourceRecord? {
    do { return try records.peek(offset) } catch let error as LedgerError where error.code == .damaged {
      throw ReplayFinding(.source, error.message)
    }
  }

  /// A record as an event; nil, which ends the deciding, if it is withheld.
  private mutating func event(_ record: SourceRecord) throws -> RecordedEvent? {
    guard let bytes = record.bytes else {
      firstWithheld = record.position
      return nil
    }
    do { return try RecordedEvent(position: record.position, record: bytes) } catch {
      var finding = ReplayFinding(.record, "it is not an event: \(error)")
      finding.position = record.position
      throw finding
    }
  }
}

extension ReplayFinding {
  fileprivate mutating func place(at event: RecordedEvent) {
    (position, type, stream) = (
      event.position, event.envelope.type.description, event.envelope.stream.description
    )
  }
}
