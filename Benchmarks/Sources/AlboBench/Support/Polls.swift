import Albo

/// Elections one after the other, and ballots for the present one: up to three points on 25 projects.
struct Polls {
  /// Ballots of each election.
  let size: Int
  /// Ballots that the present election can still have.
  private(set) var room = 0
  private var elections = 0
  private var election: ID<Election>
  private var ids = CommandIDs()
  private var draws = Draws()
  static let options = (1...25).map { "M/\($0 < 10 ? "0" : "")\($0)/X" }

  /// - Parameter size: ballots of each election.
  init(of size: Int) throws {
    self.size = size
    election = try Self.id(0)
  }

  private static func id(_ number: Int) throws -> ID<Election> {
    guard let id = ID<Election>("bench-2026-\(number)") else { throw BenchmarkError("no id for the election") }
    return id
  }

  /// What calls the next election and opens its polls.
  mutating func nextElection() throws -> [Proposal] {
    elections += 1
    (election, room) = (try Self.id(elections), size)
    let opened = VotingOpened(election: election, keyCommitment: [UInt8](repeating: 7, count: 32))
    return ([called(at: SystemClock().now), opened] as [any Act]).map { proposal($0) }
  }

  /// What closes the polls of the present election before their time.
  mutating func close() throws -> Proposal {
    guard let date = CivilDate("2026-01-01") else { throw BenchmarkError("no date for the order") }
    var closed = proposal(VotingClosed(election: election, earlyReason: "the measurement is over"))
    closed.actReference = ActReference(number: "1/2026", date: date)
    room = 0
    return closed
  }

  private mutating func proposal(_ act: any Act) -> Proposal { Proposal(id: ids.next(), act: act, actor: .office) }

  /// The call of the election, open from an hour before to a day after.
  func called(at now: Instant) -> ElectionCalled {
    let hour: Int64 = 3_600_000_000
    return ElectionCalled(
      election: election, title: "Participatory budget",
      window: now.advanced(byMicroseconds: -hour)..<now.advanced(byMicroseconds: 24 * hour),
      options: Self.options.map { BallotOption(id: $0, kind: .project(label: "Project \($0)", cost: 10_000_000)) },
      ballot: BallotRule(kind: .cumulative, choices: 1...3, sum: 1...3),
      allocation: .greedy(budget: 30_000_000, measure: .score, skips: true, threshold: nil))
  }

  /// Ballots of that many voters, at most what the election has room for: each with an id and a random tag of its own.
  mutating func ballots(_ count: Int) -> [Proposal] {
    let count = min(count, room)
    room -= count
    return (0..<count).map { _ in
      let act = ballot()
      var cast = proposal(act)
      cast.channel = .online
      return cast
    }
  }

  /// One ballot.
  mutating func ballot() -> BallotCast {
    let (options, points) = Self.choice(&draws)
    return BallotCast(election: election, voterTag: draws.bytes(32), options: options, points: points)
  }

  /// Three points for one project, or two and one for two.
  static func choice(_ draws: inout Draws) -> (options: [String], points: [UInt32]) {
    let first = Int.random(in: 0..<25, using: &draws)
    return Bool.random(using: &draws)
      ? ([options[first], options[(first + 7) % 25]], [2, 1]) : ([options[first]], [3])
  }
}

extension Actor {
  static let office = Actor("office:elections") ?? .ledger
}
