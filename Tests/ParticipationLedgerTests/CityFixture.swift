import Bytes
import EventLedger
import EventModel
import Foundation
import LogAudit
import ParticipationLedger
import ParticipationModel
import Synchronization
import Testing
import TransparencyLog

/// A clock that stands still until a test moves it.
final class HeldClock: LedgerClock {
  static let start = Instant(microseconds: 1_767_258_000_000_000)
  private let time = Mutex(start)

  var now: Instant { time.withLock { $0 } }
  var uptime: Int64 { now.microseconds }

  func advance(minutes: Int64) { time.withLock { $0 = $0.advanced(byMicroseconds: minutes * 60_000_000) } }

  func set(_ instant: Instant) { time.withLock { $0 = instant } }
}

/// A ledger in a directory of its own, under a held clock.
struct CityFixture {
  let path: String
  let clock = HeldClock()
  let ledger: CityLedger
  static let submitter = Submitter(recorder: "tests")

  /// Runs `body` with a new ledger, which is removed afterwards.
  static func with<Result>(
    registry: ActRegistry = .albo, _ body: (CityFixture) async throws -> Result
  ) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("albo-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let city = try await CityFixture(path: folder.appendingPathComponent("city.albo").path, registry)
    do {
      let result = try await body(city)
      await city.ledger.close()
      return result
    } catch {
      await city.ledger.close()
      throw error
    }
  }

  private init(path: String, _ registry: ActRegistry) async throws {
    self.path = path
    ledger = try await CityLedger.create(
      at: path, origin: try KeyName("example.org/city"), registry: registry,
      options: .init(clock: clock, program: "tests", maximumLogSize: 1 << 32))
  }

  /// A proposal with a new id.
  func proposal(
    _ act: any Act, by actor: Actor = person("office:desk"), onBehalfOf: Actor? = nil, mandate: Position? = nil,
    channel: Channel = .unspecified, occurredAt: Instant? = nil, reference: ActReference? = nil,
    under: Position? = nil
  ) -> Proposal {
    Proposal(
      id: .random(at: clock.now), act: act, actor: actor, onBehalfOf: onBehalfOf, mandate: mandate, channel: channel,
      occurredAt: occurredAt, actReference: reference, under: under)
  }

  /// Records an act.
  @discardableResult func record(
    _ act: any Act, by actor: Actor = person("office:desk"), onBehalfOf: Actor? = nil, mandate: Position? = nil,
    channel: Channel = .unspecified, recorder: String = "tests", occurredAt: Instant? = nil,
    reference: ActReference? = nil, under: Position? = nil
  ) async throws -> Recorded {
    try await ledger.record(
      proposal(
        act, by: actor, onBehalfOf: onBehalfOf, mandate: mandate, channel: channel, occurredAt: occurredAt,
        reference: reference, under: under), by: Submitter(recorder: recorder))
  }

  /// Has the other operator countersign what is recorded under a transcription.
  func countersign(_ transcription: String) async throws {
    let batch = try await ledger.ask(TranscriptionBatch(transcription: named(transcription)))
    guard let upTo = batch.upTo, let root = Base64.bytes(batch.root).flatMap({ MerkleHash(bytes: $0) }) else { return }
    try await record(
      TranscriptionChecked(transcription: named(transcription), upTo: upTo, count: batch.count, root: root),
      recorder: "other")
  }

  /// Closes the ledger and verifies what it left.
  func verifyAfterClosing() async throws -> VerificationReport {
    await ledger.close()
    return try LogVerifier.verify(path, registry: .albo)
  }

  /// Checks that each view rebuilt is the one that was kept all along, and that it would be the same if it were shown
  /// every event.
  func checkViews(_ comment: Comment) throws {
    let log = try MemoryLedger(try records())
    for view in CityLedger.projections {
      let (name, definition) = (view.definition.name, view.definition)
      var lines: [UInt8] = []
      let kept = try ledger.views.export(name) { lines += $0 }
      let shownAll = try MemoryView(view, of: log) { _ in true }
      // Compared first: the failure of an expectation would print every byte.
      let isKept = Array(lines.drop { $0 != 10 }.dropFirst()) == shownAll.exported(definition)
      #expect(isKept, "\(name), \(comment)")
      let isDeclared = try MemoryView(view, of: log) { definition.acts.contains($0) } == shownAll
      #expect(isDeclared, "\(name) reads an act that it does not declare, \(comment)")
      let rebuilt = try ledger.views.rebuild(name)
      #expect(rebuilt.firstDifference == nil, "\(name), \(comment)")
      #expect(rebuilt.digest.digest == kept.digest && rebuilt.digest.rows == kept.rows, "\(name), \(comment)")
    }
  }

  /// A moment so many minutes from the start.
  static func minute(_ minutes: Int64) -> Instant {
    HeldClock.start.advanced(byMicroseconds: minutes * 60_000_000)
  }

  /// All records of the ledger.
  func records() throws -> [[UInt8]] {
    var (records, next) = ([[UInt8]](), UInt64?.some(0))
    while let start = next {
      let page = try ledger.store.read(from: Position(start))
      records += page.events.map(\.record)
      next = page.next
    }
    return records
  }
}

extension CityFixture {
  static let commission = [person("ada"), person("bruno"), person("carla")]

  /// An election of the options `a`, `b` and `c`, open in the first hour.
  static func election(
    _ election: String = "e", ballot: BallotRule = BallotRule(kind: .approval, choices: 1...2, isRevisable: true),
    options: [BallotOption]? = nil, districts: [String] = []
  ) -> ElectionCalled {
    ElectionCalled(
      election: named(election), title: "An example", window: minute(0)..<minute(60),
      options: options
        ?? ["a", "b", "c"].map { BallotOption(id: $0, kind: .project(label: "Project \($0)", cost: 100)) },
      ballot: ballot, allocation: .topSeats(1), districts: districts, commission: commission)
  }

  static func ballot(_ voter: UInt8, _ options: [String], in election: String = "e", district: String = "")
    -> BallotCast
  {
    BallotCast(election: named(election), voterTag: digest(voter), district: district, options: options)
  }

  /// Calls an election and opens its polls.
  func open(_ called: ElectionCalled = election()) async throws {
    try await record(called)
    try await record(VotingOpened(election: called.election, keyCommitment: digest(9)))
  }

  /// Closes the polls at the end of the first hour.
  func close(_ election: String = "e") async throws {
    clock.set(max(clock.now, Self.minute(60)))
    try await record(VotingClosed(election: named(election)))
  }
}
