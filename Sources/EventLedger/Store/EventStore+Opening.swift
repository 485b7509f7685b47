public import EventModel
import Glibc
import LocalFiles
import LogAudit
public import TransparencyLog

extension EventStore {
  /// Makes a ledger in a directory that does not exist or is empty, and opens it for writing.
  ///
  /// - Parameters:
  ///   - origin: the origin of the log's checkpoints and the name of its key, a scheme-less URL prefix.
  ///   - key: the signing key; nil makes a new one. It is kept in `keys/log.key`.
  /// - Throws: `LedgerError.alreadyExists`; what the system refuses.
  public static func create(
    at path: String, origin: KeyName, key: SigningKey? = nil, registry: ActRegistry, options: OpeningOptions
  ) async throws -> EventStore {
    let directory = LedgerDirectory(path)
    let key = try key ?? SigningKey.generate(name: origin)
    try makeDirectories(directory)
    // Before the key: of two processes that make one ledger at once, the second must not replace the first one's.
    let lock = try FileLock.writer(of: directory, program: options.program, socket: options.socket)
    guard !directory.isLedger, !Files.exists(directory.signingKey) else {
      throw LedgerError(.alreadyExists, "another process has just made a ledger in \(path)")
    }
    try Files.write(Array((key.text + "\n").utf8), to: directory.signingKey)
    let engine = try LogEngine(directory, access: .create, mapSize: options.maximumLogSize)
    try writeFirstRecord(engine, key: key, now: options.clock.now)
    try Files.syncDirectory(of: directory.logData)
    return try open(directory, engine, .writer, lock: lock, registry: registry, options: options)
  }

  /// Opens a ledger.
  ///
  /// - Throws: `LedgerError`: `notALedger`; to write also `ledgerBusy`, `signingKeyMissing`, `keyMismatch`,
  ///   `unknownActs`, `clockJumped`, `restoredBackup`, `forkedHistory`, and `damaged` if the records do not have
  ///   the root last signed.
  public static func open(
    at path: String, mode: Mode, registry: ActRegistry, options: OpeningOptions
  ) throws -> EventStore {
    let store = try openUnchecked(at: path, mode: mode, registry: registry, options: options)
    if mode == .writer { try store.checkPublished(also: options.publishedFolders) }
    return store
  }

  /// Opens a ledger, whatever was published of it, to bring back what a restored backup lacks.
  static func openUnchecked(
    at path: String, mode: Mode, registry: ActRegistry, options: OpeningOptions, isRestoring: Bool = false
  ) throws -> EventStore {
    let directory = LedgerDirectory(path)
    guard directory.isLedger else {
      if errno == EACCES {
        throw LedgerError(
          .system(errno: EACCES),
          "\(path) belongs to another user, and only that user may open it: ask the daemon that serves it, through its socket"
        )
      }
      throw LedgerError(.notALedger, "there is no ledger in \(path): make one with `albo init`")
    }
    let lock =
      mode == .writer
      ? try FileLock.writer(of: directory, program: options.program, socket: options.socket) : nil
    let engine = try LogEngine(directory, access: access(mode))
    do {
      return try open(
        directory, engine, mode, lock: lock, registry: registry, options: options, isRestoring: isRestoring)
    } catch {
      engine.close()
      throw error
    }
  }

  private static func open(
    _ directory: LedgerDirectory, _ engine: LogEngine, _ mode: Mode, lock: FileLock?,
    registry: ActRegistry, options: OpeningOptions, isRestoring: Bool = false
  ) throws -> EventStore {
    let registry = registry.withLedgerActs
    let (opened, size, keys) = try engine.read { (try firstRecord($0), try $0.size, try $0.keys) }
    guard opened.format == LedgerOpened.currentFormat else {
      throw LedgerError(
        .notALedger, "the ledger has format \(opened.format), but this program knows \(LedgerOpened.currentFormat)")
    }
    guard let lock else {
      let changes = LogChanges(size: size) { try engine.read { try $0.size } }
      return EventStore(
        mode: mode, directory: directory, engine: engine, keys: keys, registry: registry,
        changes: changes, writer: nil, witnesses: options.witnesses)
    }
    try engine.clearStaleReaders()
    let end = try engine.read { snapshot in
      try checkTypes(snapshot, registry)
      let end = try LogEnd.read(snapshot)
      try end.check(snapshot)
      return end
    }
    let changes = LogChanges(size: size, poll: nil)
    let writer = try LogWriter(
      engine, end: end, key: try SigningKeys(directory).key(for: keys.current, isRestoring: isRestoring),
      registry: registry, clock: options.clock, acceptsClockJump: options.acceptsClockJump, lock: lock,
      changes: changes, record: options.logOfRecord, term: options.term,
      atStep: options.atCommitStep)
    return EventStore(
      mode: mode, directory: directory, engine: engine, keys: keys, registry: registry, changes: changes,
      writer: writer, witnesses: options.witnesses)
  }

  private static func access(_ mode: Mode) -> LogEngine.Access {
    switch mode {
    case .writer: .readWrite
    case .reader: .readOnly
    case .auditor: .readOnlyUnlocked
    }
  }

  private static func makeDirectories(_ directory: LedgerDirectory) throws {
    try Files.makeDirectory(directory.path)
    guard try Files.list(directory.path).isEmpty else {
      throw LedgerError(.alreadyExists, "\(directory.path) is not empty: a ledger needs a directory of its own")
    }
    for path in [directory.log, directory.views, directory.vault, directory.keys] {
      try Files.makeDirectory(path)
    }
  }

  private static func writeFirstRecord(_ engine: LogEngine, key: SigningKey, now: Instant) throws {
    var generator = SystemRandomNumberGenerator()
    let salt = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let opened = LedgerOpened(
      origin: key.verifierKey.name.text, verifierKey: key.verifierKey.text, salt: salt)
    let command = try PreparedCommand(
      Proposal(id: .random(at: now), act: opened, actor: .ledger), wire: opened.wire, act: SelfOpening(opened),
      by: Submitter(recorder: "albo", kind: .system))
    var batch = Batch(
      registry: ActRegistry(), rows: WorkingRows(), largestID: nil,
      clock: try ClockGuard(FixedClock(now: now), last: now, acceptsJump: true), after: TreeEdge(), recordedAt: now)
    try batch.add(command, nil)
    var delta = batch.finish()
    try delta.sign(key)
    try engine.commit(delta)
  }

  private static func firstRecord(_ snapshot: LogSnapshot) throws -> LedgerOpened {
    let opened = try snapshot.record(at: 0) { record in
      do { return try LedgerOpened(record: record) } catch {
        throw LedgerError(.damaged, "record 0, which opens the ledger, cannot be read", cause: error)
      }
    }
    guard let opened else { throw LedgerError(.notALedger, "the log has no first record") }
    return opened
  }

  private static func checkTypes(_ snapshot: LogSnapshot, _ registry: ActRegistry) throws {
    var unknown: [ActType] = []
    try snapshot.forEachType { type, _ in
      if !registry.knows(type) { unknown.append(type) }
    }
    guard unknown.isEmpty else {
      throw LedgerError(
        .unknownActs(unknown),
        "the log holds acts that this program does not know (\(unknown.map(\.description).joined(separator: ", "))): it can read the log but not write to it"
      )
    }
  }
}

/// A clock that stands still.
struct FixedClock: LedgerClock {
  var now: Instant
  var uptime: Int64 { now.microseconds }
}

extension LedgerDirectory {
  /// How to open the log for reading: without locks if they cannot be written.
  package var readingMode: EventStore.Mode { Files.isWritable(log) ? .reader : .auditor }
}
