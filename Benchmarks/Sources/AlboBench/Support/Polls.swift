import EventLedger
import EventModel
import ParticipationModel

/// An election that is open, and ballots for it: up to three points on 25 projects.
struct Polls {
  private let election: ID<Election>
  private var generator = SystemRandomNumberGenerator()
  private static let options = (1...25).map { "M/\($0 < 10 ? "0" : "")\($0)/X" }

  init() throws {
    guard let election = ID<Election>("bench-2026") else { throw BenchmarkError("no id for the election") }
    self.election = election
  }

  /// Calls the election and opens its polls.
  func open(in store: EventStore) async throws {
    let now = SystemClock().now
    let opened = VotingOpened(election: election, keyCommitment: [UInt8](repeating: 7, count: 32))
    for act in [called(at: now), opened] as [any Act] {
      let proposal = Proposal(id: .random(at: now), act: act, actor: .office)
      _ = try await store.record(proposal, by: Ledgers.submitter)
    }
  }

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

  /// Ballots of as many voters, each a proposal with an id and a random tag of its own.
  mutating func ballots(_ count: Int) -> [Proposal] {
    var ids = CommandIDs()
    return (0..<count).map { _ in
      let first = Int.random(in: 0..<25, using: &generator)
      let isSplit = Bool.random(using: &generator)
      let ballot = BallotCast(
        election: election, voterTag: tag(),
        options: isSplit ? [Self.options[first], Self.options[(first + 7) % 25]] : [Self.options[first]],
        points: isSplit ? [2, 1] : [3])
      return Proposal(id: ids.next(), act: ballot, actor: .office, channel: .online)
    }
  }

  private mutating func tag() -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<4 {
      let word = generator.next()
      for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    return bytes
  }
}

extension Actor {
  static let office = Actor("office:elections") ?? .ledger
}
