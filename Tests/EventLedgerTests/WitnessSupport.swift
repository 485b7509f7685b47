import EventLedger
import Glibc
import LocalFiles
import LogAudit
import Synchronization
import TransparencyLog

/// A witness in this process, as honest as the test wants it.
final class MemoryWitness: CheckpointWitness {
  enum Mood: Sendable {
    case honest
    /// Does not answer at all.
    case dead
    /// Answers when it is cancelled.
    case hanging
    /// Signs something else.
    case lying
    /// Has a clock that is days behind.
    case late
    /// Says that it has seen more.
    case boasting
  }

  private struct State {
    var last: Checkpoint?
    var mood = Mood.honest
    var requests: [LogSize] = []
    var looks = 0
  }

  struct Dead: Error {}

  let key: CosigningKey
  private let logKey: VerifierKey
  private let state = Mutex(State())

  init(_ number: Int, of logKey: VerifierKey) throws {
    key = try CosigningKey(
      name: KeyName("witness.example/\(number)"), seed: Array(repeating: UInt8(number), count: 32))
    self.logKey = logKey
  }

  var mood: Mood {
    get { state.withLock { $0.mood } }
    set { state.withLock { $0.mood = newValue } }
  }

  /// The old sizes of the requests that came.
  var requests: [LogSize] { state.withLock { $0.requests } }

  /// How often it was asked what it has seen.
  var looks: Int { state.withLock { $0.looks } }

  var last: Checkpoint? { state.withLock { $0.last } }

  private func beInTheMood() async throws {
    switch mood {
    case .dead: throw Dead()
    case .hanging: try await Task.sleep(for: .seconds(3600))
    case .honest, .lying, .boasting, .late: break
    }
  }

  func cosign(_ request: WitnessRequest) async throws -> WitnessAnswer {
    try await beInTheMood()
    let checkpoint = try Checkpoint(verifying: request.note, key: logKey)
    let answer: WitnessAnswer? = state.withLock { state in
      state.requests.append(request.proof.oldSize)
      if state.mood == .boasting { return .conflict(1_000_000) }
      if state.mood == .lying { return nil }
      let size = state.last?.size ?? .zero
      guard request.proof.oldSize == size else { return .conflict(size) }
      let root = state.last?.root ?? .emptyRoot
      guard (try? request.proof.verify(oldRoot: root, newRoot: checkpoint.root)) != nil else {
        return .refused(status: 422, "another history")
      }
      state.last = checkpoint
      return nil
    }
    if let answer { return answer }
    let signed =
      mood == .lying
      ? try Checkpoint.sign(size: 1, root: .emptyRoot, key: SigningKey.generate(name: logKey.name)) : checkpoint
    return .cosigned([try key.cosign(signed, posixSeconds: Int64(time(nil)) - (mood == .late ? 1_000_000 : 0))])
  }

  func lastCheckpoint(of origin: KeyName) async throws -> SignedNote? {
    state.withLock { $0.looks += 1 }
    try await beInTheMood()
    return last?.note
  }
}

/// A ledger, and three witnesses of which two are enough.
struct WitnessedLedger {
  var ledger: TestLedger
  let witnesses: [MemoryWitness]
  let notices = Notices()
  /// What the others have once the quorum is met: all the time in the world, but if that is what is tested.
  var grace = Duration.seconds(3600)
  /// What all have to say what they have seen; the same.
  var patience = Duration.seconds(3600)

  /// What people were told.
  final class Notices: Sendable {
    private let list = Mutex<[String]>([])
    var all: [String] { list.withLock { $0 } }
    func add(_ notice: String) { list.withLock { $0.append(notice) } }
  }

  static func with(_ body: (inout WitnessedLedger) async throws -> Void) async throws {
    try await TestLedger.with { ledger in
      let key = ledger.store.verifierKey
      var witnessed = WitnessedLedger(
        ledger: ledger, witnesses: try (1...3).map { try MemoryWitness($0, of: key) })
      try witnessed.ledger.store.setPolicy(Array(witnessed.policy.utf8))
      try await witnessed.reopen()
      try await body(&witnessed)
      ledger = witnessed.ledger
    }
  }

  var policy: String {
    let lines = witnesses.enumerated().map { place, witness in
      "witness w\(place) \(witness.key.verifierKey) memory:\(place)\n"
    }
    return lines.joined() + "group g 2 w0 w1 w2\nquorum g\n"
  }

  var access: WitnessAccess {
    var access = WitnessAccess { [witnesses] witness in
      witnesses.first { $0.key.verifierKey == witness.key }
    } notice: { [notices] in
      notices.add($0)
    }
    (access.grace, access.patience) = (grace, patience)
    return access
  }

  /// Opens the ledger anew, so that nothing is remembered of witnesses.
  mutating func reopen() async throws {
    await ledger.store.close()
    ledger.store = try open(ledger.path)
  }

  func open(_ path: String) throws -> EventStore {
    try EventStore.open(
      at: path, mode: .writer, registry: .test,
      options: .init(clock: ledger.clock, program: "tests", witnesses: access))
  }

  @discardableResult
  func publish() async throws -> PublishedSize {
    try await LogPublisher(ledger.store, folder: ledger.folder).publishCosigned(within: .seconds(3600))
  }

  /// The checkpoint that the folder shows, judged by the policy.
  func published() throws -> PolicyVerdict {
    let note = try SignedNote(parsing: Files.read(ledger.folder + "/checkpoint"))
    return try TrustPolicy(parsing: policy).judge(note, keys: LogKeys(ledger.store.verifierKey))
  }
}
