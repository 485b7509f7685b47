public import EventModel
import Glibc
import LMDB
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
    let environment = try Environment(
      directory: directory.log, tables: LogTables.names,
      options: .init(access: .create, mapSize: options.maximumLogSize))
    try writeFirstRecord(environment, key: key, now: options.clock.now)
    try Files.syncDirectory(of: directory.logData)
    return try open(directory, environment, .writer, lock: lock, registry: registry, options: options)
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
    let environment = try Environment(
      directory: directory.log, tables: LogTables.names,
      options: .init(access: access(mode)))
    do {
      return try open(
        directory, environment, mode, lock: lock, registry: registry, options: options, isRestoring: isRestoring)
    } catch {
      environment.close()
      throw error
    }
  }

  private static func open(
    _ directory: LedgerDirectory, _ environment: Environment, _ mode: Mode, lock: ProcessLock?,
    registry: ActRegistry, options: OpeningOptions, isRestoring: Bool = false
  ) throws -> EventStore {
    let registry = registry.withLedgerActs
    let tables = LogTables(environment)
    let (opened, size, keys) = try environment.read { transaction in
      (
        try firstRecord(tables, transaction), try logSize(tables, transaction), try logKeys(tables, transaction)
      )
    }
    guard opened.format == LedgerOpened.currentFormat else {
      throw LedgerError(
        .notALedger, "the ledger has format \(opened.format), and this program knows \(LedgerOpened.currentFormat)")
    }
    guard let lock else {
      let changes = LogChanges(size: size) { try environment.read { try logSize(tables, $0) } }
      return EventStore(
        mode: mode, directory: directory, environment: environment, keys: keys, registry: registry,
        changes: changes, writer: nil, witnesses: options.witnesses)
    }
    try environment.checkReaders()
    try checkTypes(environment, tables, registry)
    let changes = LogChanges(size: size, poll: nil)
    let writer = try LogWriter(
      environment, key: try SigningKeys(directory).key(for: keys.current, isRestoring: isRestoring),
      registry: registry, clock: options.clock,
      acceptsClockJump: options.acceptsClockJump, lock: lock, changes: changes)
    return EventStore(
      mode: mode, directory: directory, environment: environment, keys: keys, registry: registry, changes: changes,
      writer: writer, witnesses: options.witnesses)
  }

  private static func access(_ mode: Mode) -> Environment.Options.Access {
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

  private static func writeFirstRecord(_ environment: Environment, key: SigningKey, now: Instant) throws {
    let tables = LogTables(environment)
    var generator = SystemRandomNumberGenerator()
    let salt = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let opened = LedgerOpened(
      origin: key.verifierKey.name.text, verifierKey: key.verifierKey.text, salt: salt)
    let command = try PreparedCommand(
      Proposal(id: .random(at: now), act: opened, actor: .ledger), wire: opened.wire, act: SelfOpening(opened),
      by: Submitter(recorder: "albo", kind: .system))
    try environment.write { transaction in
      let rows = WorkingRows()
      var batch = Batch(
        registry: ActRegistry(), rows: rows, tables: tables, largestID: nil,
        clock: try ClockGuard(FixedClock(now: now), last: now, acceptsJump: true), next: 0)
      try rows.reading(transaction, tables) { try batch.add(command, transaction) }
      var edge = TreeEdge()
      try batch.write(to: &transaction, edge: &edge, key: key)
      try transaction.put(
        pairKey(UInt64(LedgerOpened.currentFormat), 0).span, for: Array("format".utf8).span, in: tables.meta)
    }
  }

  private static func firstRecord(
    _ tables: LogTables, _ transaction: borrowing ReadTransaction
  ) throws -> LedgerOpened {
    let opened = try transaction.get(0, in: tables.records) { record in
      do { return try LedgerOpened(record: record) } catch {
        throw LedgerError(.damaged, "record 0, which opens the ledger, cannot be read", cause: error)
      }
    }
    guard let opened else { throw LedgerError(.notALedger, "the log has no first record") }
    return opened
  }

  private static func checkTypes(_ environment: Environment, _ tables: LogTables, _ registry: ActRegistry) throws {
    var unknown: [ActType] = []
    try environment.read { transaction in
      try transaction.forEach(in: tables.types, from: nil, limit: .max) { name, _ in
        let type = ActType(unchecked: name.text(0..<name.count))
        if !registry.knows(type) { unknown.append(type) }
        return true
      }
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
