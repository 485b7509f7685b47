import Albo

/// An importer's way into a ledger of this process; counts an election again between its close and its
/// certification.
actor CityRecorder: ProposalRecorder {
  private let city: CityLedger
  private(set) var recounts: [Run] = []
  private(set) var memory = MemoryPeak()

  init(_ city: CityLedger) { self.city = city }

  func size() async throws -> LogSize { try city.store.size }

  func tally(of election: ID<Election>) async throws -> ElectionTally.Answer {
    try await city.ask(ElectionTally(election: election))
  }

  func record(_ proposals: [Proposal]) async throws -> [Result<RecordedAnswer, any Error>] {
    defer { memory.look() }
    guard let certification = proposals.last, certification.act is ResultCertified, proposals.count > 1 else {
      return try await recordAll(proposals)
    }
    let before = try await recordAll(proposals.dropLast())
    try await recount(certification)
    return try await before + recordAll([certification])
  }

  func submit(
    _ proposals: [Proposal]
  ) async throws -> @Sendable () async throws -> [Result<RecordedAnswer, any Error>] {
    defer { memory.look() }
    let submission = try await city.submit(proposals, by: Ledgers.submitter)
    return { try await submission.answers().map(Self.answer) }
  }

  private func recordAll(_ proposals: [Proposal]) async throws -> [Result<RecordedAnswer, any Error>] {
    try await city.record(proposals, by: Ledgers.submitter).map(Self.answer)
  }

  private static func answer(_ answer: Result<Recorded, any Error>) -> Result<RecordedAnswer, any Error> {
    answer.map { RecordedAnswer(position: $0.position, count: $0.count, size: $0.size) }
  }

  /// Asks what the certification would become, which counts every ballot from the log.
  private func recount(_ certification: Proposal) async throws {
    let events = try city.store.version(of: certification.act.stream)
    recounts.append(
      try await Run.timing(Int(events)) {
        let acts = try city.why(certification, by: Ledgers.submitter)
        guard acts.first is ResultCertified else { throw BenchmarkError("the certification has no result") }
      })
  }
}
