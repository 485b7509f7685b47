import EventLedger
import EventModel
import LocalFiles
import OpenData
import ParticipationLedger
import ParticipationModel
import Synchronization
import Testing
import TransparencyLog

/// A directory of a test's own, removed afterwards.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws { path = try Files.makeTemporaryDirectory() }

  deinit { try? Files.removeTree(path) }
}

/// Reads what was exported.
enum Exported {
  static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  static func bytes(_ path: String) throws -> [UInt8] { try Files.read(path, limit: 256 << 20) }

  static func json(_ path: String) throws -> JSONValue { try JSONText.value(of: bytes(path)) }

  static func lines(_ path: String) throws -> [JSONValue] {
    try bytes(path).split(separator: UInt8(ascii: "\n")).map { try JSONText.value(of: Array($0)) }
  }

  /// What was exported there: a file, or every file of a directory by name.
  static func files(_ path: String) throws -> [String: [UInt8]] {
    guard let files = try? folder(path) else { return ["": try bytes(path)] }
    return files
  }

  /// Every file of a directory by name.
  static func folder(_ path: String) throws -> [String: [UInt8]] {
    try Dictionary(uniqueKeysWithValues: Files.list(path).map { ($0, try bytes("\(path)/\($0)")) })
  }
}

/// A clock that stands still until a test moves it.
final class HeldClock: LedgerClock {
  static let start = Instant(microseconds: 1_767_258_000_000_000)
  private let time = Mutex(start)

  var now: Instant { time.withLock { $0 } }
  var uptime: Int64 { now.microseconds }

  func set(_ instant: Instant) { time.withLock { $0 = instant } }
}

/// A small ledger in a directory of its own, under a held clock.
struct SmallCity {
  let folder: TemporaryDirectory
  let clock = HeldClock()
  let ledger: CityLedger

  /// Runs `body` with a new ledger, which is closed and removed afterwards.
  static func with<Result>(
    registry: ActRegistry = .albo, _ body: (SmallCity) async throws -> Result
  ) async throws -> Result {
    let city = try await SmallCity(registry)
    do {
      let result = try await body(city)
      await city.ledger.close()
      return result
    } catch {
      await city.ledger.close()
      throw error
    }
  }

  private init(_ registry: ActRegistry) async throws {
    folder = try TemporaryDirectory()
    ledger = try await CityLedger.create(
      at: folder.path + "/city.albo", origin: try KeyName("example.org/city"), registry: registry,
      options: .init(clock: clock, program: "tests", maximumLogSize: 1 << 32))
  }

  @discardableResult func record(
    _ act: any Act, by actor: String = "office:desk", channel: Channel = .unspecified, reference: String? = nil
  ) async throws -> Recorded {
    let date = try #require(CivilDate("2025-12-01"))
    let proposal = Proposal(
      id: .random(at: clock.now), act: act, actor: try #require(Actor(actor)), channel: channel,
      actReference: reference.map { ActReference(number: $0, date: date) })
    return try await ledger.record(proposal, by: Submitter(recorder: "tests"))
  }

  /// Records an act from its JSON.
  @discardableResult func record(
    _ type: String, _ json: String, by actor: String = "office:desk", reference: String? = nil
  ) async throws -> Recorded {
    let act = try #require(ActRegistry.albo[ActType(unchecked: "albo.v1." + type)])
    return try await record(act.init(json: JSONText.value(of: Array(json.utf8))), by: actor, reference: reference)
  }

  /// Exports a format beside the ledger, and returns where.
  func export(_ format: OpenDataFormat, at size: LogSize? = nil, as name: String? = nil) throws -> String {
    let path = folder.path + "/" + (name ?? format.rawValue)
    let export = try OpenDataExport(of: ledger, at: size)
    _ = format == .csv ? try export.writeTables(to: path) : try export.write(format, toFile: path)
    return path
  }

  static func minute(_ minutes: Int64) -> Instant {
    HeldClock.start.advanced(byMicroseconds: minutes * 60_000_000)
  }
}

extension SmallCity {
  static let election: ID<Election> = id("vote")

  static func id<Of>(_ text: String) -> ID<Of> {
    guard let identifier = ID<Of>(text) else { preconditionFailure("“\(text)” is not an id") }
    return identifier
  }

  /// 32 bytes that stand for a person.
  static func digest(_ number: UInt8) -> [UInt8] { Array(repeating: number, count: 32) }

  /// Calls a vote on two projects and opens its polls; so many vote in each of the hours that follow.
  ///
  /// - Parameter after: for how many minutes more the polls stay open.
  func vote(byHour voters: [Int], openFor after: Int64 = 0) async throws {
    let end = Self.minute(Int64(voters.count) * 60 + after)
    let options = ["a", "b"].map { BallotOption(id: $0, kind: .project(label: "Project \($0)", cost: 100)) }
    try await record(
      ElectionCalled(
        election: Self.election, title: "A vote", window: HeldClock.start..<end, options: options,
        ballot: BallotRule(kind: .approval, choices: 1...2, isRevisable: true), allocation: .topSeats(1),
        districts: [], commission: [try #require(Actor("person:commissioner"))]))
    try await record(VotingOpened(election: Self.election, keyCommitment: Self.digest(200)))
    var voter: UInt8 = 0
    for (hour, count) in voters.enumerated() {
      clock.set(Self.minute(Int64(hour) * 60))
      for _ in 0..<count {
        voter += 1
        let ballot = BallotCast(
          election: Self.election, voterTag: Self.digest(voter), district: "", options: ["a"])
        try await record(ballot, by: "desk:street-\(voter)", channel: .online)
      }
    }
    if after == 0 { clock.set(end) }
  }

  func close() async throws { try await record(VotingClosed(election: Self.election)) }
}
