import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// A generated neighbourhood-council election and a few acts of the other kinds.
struct Demo: Sendable {
  let directory: String
  let voters: Int
  let seconds: Int

  static let election = Identifier.demo("consulta-nord")
  private static let commission = ["commission:1", "commission:2", "commission:3"].compactMap { Actor($0) }
  private static let names = [
    "Ada Bedini", "Bruno Cigarini", "Carla Davoli", "Dario Ferretti", "Elena Gualdi", "Furio Iotti", "Gina Landini",
    "Hassan Manzini",
  ]

  /// Records everything; returns the position of one voter's ballot.
  func run(_ ledger: SocketAccess) async throws -> Position {
    let desk = try ElectionDesk(directory: directory)
    let options = try desk.candidates(Self.names)
    try await open(ledger, desk, options)
    let ballot = try await vote(ledger, desk, options)
    try await OtherActs(ledger: ledger).record()
    try await close(ledger)
    await desk.close()
    return ballot
  }

  private func open(_ ledger: SocketAccess, _ desk: ElectionDesk, _ options: [BallotOption]) async throws {
    print(
      "\n── An election\n\(voters) electors vote for up to two of \(options.count) candidates, for \(seconds) seconds.")
    let now = SystemClock().now
    let called = ElectionCalled(
      election: Self.election, title: "Consulta Nord, generated election",
      window: now..<now.advanced(byMicroseconds: Int64(seconds) * 1_000_000), options: options,
      ballot: BallotRule(kind: .preferences, choices: 1...2, isRevisable: true, allowsBlank: true),
      allocation: .topSeats(3), districts: Generated.districts, commission: Self.commission,
      electors: UInt64(voters) * 4)
    let opened = VotingOpened(election: Self.election, keyCommitment: try desk.commitment(Self.election))
    for act in [called, opened] as [any Act] {
      try await ledger.mustRecord(Generated.proposal(act, by: "office:participation"))
    }
  }

  private func vote(
    _ ledger: SocketAccess, _ desk: ElectionDesk, _ options: [BallotOption]
  ) async throws -> Position {
    var box = BallotBox(election: Self.election, options: options.map(\.id))
    let proposals = try (0..<voters).flatMap { voter in
      box.ballots(tag: try desk.tag("elector-\(voter)", Self.election), voter: voter)
    }
    let answers = try await ledger.record(proposals)
    var refusals: [String: Int] = [:]
    for case .failure(let error) in answers {
      refusals[(error as? Rejection)?.code.description ?? "\(error)", default: 0] += 1
    }
    let refused = refusals.values.reduce(0, +)
    print("\(answers.count) ballots were proposed, \(answers.count - refused) recorded, \(refused) refused:")
    for (code, count) in refusals.sorted(by: { $0.key < $1.key }) { print("  \(code): \(count)") }
    do {
      _ = try await ledger.ask(ElectionTally(election: Self.election))
    } catch let sealed as Rejection {
      print("Asked for the count while the polls are open: \(sealed.message).")
    }
    return try answers[0].get().position
  }

  private func close(_ ledger: SocketAccess) async throws {
    print("\n── The close\nThe clock closes the polls when their time has come; the commission certifies.")
    while try await ledger.ask(ShowElection(election: Self.election)).status != .closed {
      try await Task.sleep(for: .milliseconds(100))
    }
    try await ledger.mustRecord(
      Generated.proposal(ResultCertified(election: Self.election), by: Self.commission[0].description))
  }
}

extension SocketAccess {
  /// Records a proposal that no rule refuses.
  func mustRecord(_ proposal: Proposal) async throws { _ = try await record([proposal])[0].get() }

  /// Records a proposal that a rule refuses, and shows the refusal.
  func mustRefuse(_ proposal: Proposal) async throws {
    guard case .failure(let refusal as Rejection) = try await record([proposal])[0] else { throw ExitStatus.failed }
    print("refused: \(refusal)")
  }
}

extension Identifier {
  /// An id that is written in this program.
  static func demo(_ text: StaticString) -> Identifier {
    Identifier("\(text)")!  // ok: literals of this folder, each within the grammar
  }
}
