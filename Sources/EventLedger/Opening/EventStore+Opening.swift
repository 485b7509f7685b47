public import EventModel
import Glibc
public import TransparencyLog

/// How a ledger is opened, beside the mode.
public struct OpeningOptions: Sendable {
  /// The clock that the ledger decides by.
  public var clock: any LedgerClock
  /// The program's name, told to others that want to write.
  public var program: String
  /// The socket behind which the program answers, told to others that want to write.
  public var socket: String?
  /// Accepts a clock that is over 400 days after the last record.
  public var acceptsClockJump: Bool
  /// Bytes that a new log may ever grow to: address space, not a reservation. A process has room for about a hundred
  /// logs of the usual 1 TiB.
  public var maximumLogSize: Int
  /// Folders that the log is published into, beside those that the ledger remembers: looked at before anything is
  /// recorded.
  public var publishedFolders: [String]
  /// How witnesses are reached: asked before anything is recorded, and to cosign what is published; nil asks none.
  public var witnesses: WitnessAccess?
  /// Where records are durable before this machine's tables have them; nil if those are the log of record.
  package var logOfRecord: (any LogOfRecord)?
  /// This node's term at the log of record.
  package var term: UInt64 = 0
  /// Called at each step of a commit: tests let it fail there.
  package var atCommitStep: CommitStep.Hook = { _ in }

  /// Options with the machine's clock.
  public init(
    clock: any LedgerClock = SystemClock(), program: String, socket: String? = nil,
    acceptsClockJump: Bool = false, maximumLogSize: Int = 1 << 40, publishedFolders: [String] = [],
    witnesses: WitnessAccess? = nil
  ) {
    self.clock = clock
    self.program = program
    self.socket = socket
    self.acceptsClockJump = acceptsClockJump
    self.maximumLogSize = maximumLogSize
    self.publishedFolders = publishedFolders
    self.witnesses = witnesses
  }
}

extension EventStore {
  /// Makes a ledger in a directory that does not exist or is empty, and opens it to write.
  ///
  /// - Parameters:
  ///   - origin: the origin of the log's checkpoints and the name of its key, a scheme-less URL prefix.
  ///   - key: the signing key; a new one where nil. It is kept in `keys/log.key`.
  /// - Throws: `LedgerError.alreadyExists`; what the system refuses.
  public static func create(
    at path: String, origin: KeyName, key: SigningKey? = nil, registry: ActRegistry, options: OpeningOptions
  ) async throws -> EventStore {
    let directory = LedgerDirectory(path)
    let key = try key ?? SigningKey.generate(name: origin)
    try makeDirectories(directory)
    // Before the key: of two processes that make one ledger at once, the second must not replace the first one's.
    let lock = try ProcessLock.writer(of: directory, program: options.program, socket: options.socket)
    guard !directory.isLedger, !Files.exists(directory.signingKey) else {
      throw LedgerError(.alreadyExists, "\(path) was made a ledger by another process meanwhile")
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
  ///   `unknownActs`, `clockJumped`, `restoredBackup`, `forkedHistory`, and `damaged` where the records do not have
  ///   the root last signed.
  public static func open(
    at path: String, mode: Mode, registry: ActRegistry, options: OpeningOptions
  ) throws -> EventStore {
    let store = try openUnchecked(at: path, mode: mode, registry: registry, options: options)
    if mode == .writer { try store.checkPublished(also: options.publishedFolders) }
    return store
  }

  /// Opens a ledger whatever was published of it: to bring back what a restored backup lacks.
  static func openUnchecked(
    at path: String, mode: Mode, registry: ActRegistry, options: OpeningOptions, isRestoring: Bool = false
  ) throws -> EventStore {
    let directory = LedgerDirectory(path)
    guard directory.isLedger else {
      if errno == EACCES {
        throw LedgerError(
          .system(errno: EACCES),
          "\(path) belongs to another user, who alone may open it: ask the daemon that holds it through its socket")
      }
      throw LedgerError(.notALedger, "there is no ledger in \(path): make one with `albo init`")
    }
    let lock =
      mode == .writer
      ? try ProcessLock.writer(of: directory, program: options.program, socket: options.socket) : nil
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
    _ directory: LedgerDirectory, _ engine: LogEngine, _ mode: Mode, lock: ProcessLock?,
    registry: ActRegistry, options: OpeningOptions, isRestoring: Bool = false
  ) throws -> EventStore {
    let registry = registry.withLedgerActs
    let (opened, size, keys) = try engine.read { (try firstRecord($0), try $0.size, try $0.keys) }
    guard opened.format == LedgerOpened.currentFormat else {
      throw LedgerError(
        .notALedger, "the ledger has format \(opened.format), and this program knows \(LedgerOpened.currentFormat)")
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
      throw LedgerError(.alreadyExists, "\(directory.path) is not empty: a ledger is made in a directory of its own")
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
        "the log holds acts that this program does not know (\(unknown.map(\.description).joined(separator: ", "))): it may read, not write"
      )
    }
  }
}

/// A clock that stands still.
struct FixedClock: LedgerClock {
  var now: Instant
  var uptime: Int64 { now.microseconds }
}
