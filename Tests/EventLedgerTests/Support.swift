import EventLedger
import EventModel
import Glibc
import LocalFiles
import LogAudit
import Synchronization
import Testing
import TransparencyLog

/// Runs a test in a directory of its own, which is removed afterwards.
func withDirectory<R>(_ body: (String) async throws -> R) async throws -> R {
  let path = try makeDirectory()
  defer { try? Files.removeTree(path) }
  return try await body(path)
}

func makeDirectory() throws -> String {
  let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
  var template = Array("\(parent)/ledger-test-XXXXXX".utf8CString)
  try #require(mkdtemp(&template) != nil)
  return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// A clock that stands where the test puts it: 2022-11-25T11:00:00Z at first.
final class HeldClock: LedgerClock {
  private struct State {
    var now: Int64 = 1_669_374_000_000_000
    var uptime: Int64 = 5_000_000
  }

  private let state = Mutex(State())

  var now: Instant { state.withLock { Instant(microseconds: $0.now) } }
  var uptime: Int64 { state.withLock { $0.uptime } }

  /// Time passes.
  func pass(microseconds: Int64) {
    state.withLock { ($0.now, $0.uptime) = ($0.now + microseconds, $0.uptime + microseconds) }
  }

  /// Somebody sets the clock.
  func set(byMicroseconds delta: Int64) { state.withLock { $0.now += delta } }
}

/// A ledger in a directory of its own, with a clock that stands still.
struct TestLedger {
  let path: String
  let clock: HeldClock
  var store: EventStore
  private var next: UInt64 = 1

  static var origin: KeyName { get throws { try KeyName("ledger.example/test") } }

  static func with<R>(
    _ registry: ActRegistry = .test, _ body: (inout TestLedger) async throws -> R
  ) async throws -> R {
    try await withDirectory { path in
      var ledger = try await TestLedger(at: "\(path)/city.albo", registry)
      let result = try await body(&ledger)
      await ledger.store.close()
      return result
    }
  }

  init(at path: String, _ registry: ActRegistry = .test) async throws {
    (self.path, clock) = (path, HeldClock())
    store = try await EventStore.create(
      at: path, origin: try Self.origin, registry: registry,
      options: .init(clock: clock, program: "tests", maximumLogSize: 1 << 32))
  }

  /// Closes the ledger and opens it again.
  mutating func reopen(
    _ mode: EventStore.Mode = .writer, _ registry: ActRegistry = .test, acceptsClockJump: Bool = false
  ) async throws {
    await store.close()
    store = try open(mode, registry, acceptsClockJump: acceptsClockJump)
  }

  func open(
    _ mode: EventStore.Mode = .writer, _ registry: ActRegistry = .test, acceptsClockJump: Bool = false
  ) throws -> EventStore {
    try EventStore.open(
      at: path, mode: mode, registry: registry,
      options: .init(clock: clock, program: "tests", acceptsClockJump: acceptsClockJump))
  }

  /// An id that was not used yet.
  mutating func newID() -> CommandID {
    next += 1
    return id(next)
  }

  /// Sets a counter.
  @discardableResult
  mutating func set(_ counter: String, _ value: UInt64) async throws -> Recorded {
    try await store.record(proposal(newID(), CounterSet(counter, value)), by: .tester)
  }

  /// Sets counters in one call.
  mutating func setAll(_ acts: [CounterSet]) async throws {
    var proposals: [Proposal] = []
    for act in acts { proposals.append(proposal(newID(), act)) }
    for answer in try await store.record(proposals, by: .tester) { _ = try answer.get() }
  }

  /// Appends opaque acts in one command.
  @discardableResult
  mutating func append(_ acts: OpaqueAct...) async throws -> Recorded {
    try await store.append(OpaqueCommand(id: newID(), acts: acts, actor: actor), by: .tester)
  }

  /// Appends so many small opaque acts in one command.
  mutating func appendMany(_ count: Int) async throws {
    let acts = (0..<count).map { _ in blob("blob/many", []) }
    _ = try await store.append(OpaqueCommand(id: newID(), acts: acts, actor: actor), by: .tester)
  }

  /// What verification finds, the store being closed meanwhile.
  func verify(_ registry: ActRegistry = .test) async throws -> VerificationReport {
    await store.close()
    return try LogVerifier.verify(path, registry: registry)
  }
}

let actor = Actor("office:clerk")!

/// The `number`-th of the ids of a test, of version 7 and in order.
func id(_ number: UInt64) -> CommandID {
  var bytes: [UInt8] = []
  for word in [(1_669_374_000_000 + number) << 16 | 0x7000, 1 << 63 | number] {
    for shift in stride(from: UInt64(56), through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
  }
  return CommandID(bytes: bytes)!
}

func proposal(_ id: CommandID, _ act: any Act) -> Proposal { Proposal(id: id, act: act, actor: actor) }

extension Submitter {
  static let tester = Submitter(recorder: "tester")
}

/// Expects a ``LedgerError`` of this kind.
func expect<R>(
  _ code: LedgerError.Code, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () async throws -> R
) async {
  let error = await #expect(throws: LedgerError.self, sourceLocation: sourceLocation) { _ = try await body() }
  #expect(error?.code == code, sourceLocation: sourceLocation)
}

/// Expects a ``Rejection`` with this code.
func expectRejection<R>(
  _ code: RejectionCode, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> R
) async {
  let error = await #expect(throws: Rejection.self, sourceLocation: sourceLocation) { _ = try await body() }
  #expect(error?.code == code, sourceLocation: sourceLocation)
}

/// Random numbers that are the same for the same seed (S. Vigna, SplitMix64), so that a failure reproduces.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// Copies a ledger as the kernel has its files, which is what a killed process leaves; not the locks.
func copyTree(_ path: String, to copy: String) throws {
  try Files.makeDirectory(copy)
  for name in try Files.list(path) where name != "lock.mdb" {
    let (source, target) = ("\(path)/\(name)", "\(copy)/\(name)")
    var status = stat()
    try #require(lstat(source, &status) == 0)
    switch status.st_mode & S_IFMT {
    case S_IFDIR: try copyTree(source, to: target)
    case S_IFREG: try Files.write(try Files.read(source, limit: 64 << 20), to: target)
    default: break
    }
  }
}
