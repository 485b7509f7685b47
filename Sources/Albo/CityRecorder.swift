public import EventLedger
public import EventModel
public import Imports
public import ParticipationLedger
public import ParticipationModel
public import TransparencyLog

/// Records what an importer reads into a ledger of this process.
///
/// ```swift
/// let recorder = CityRecorder(city, by: Submitter(recorder: "archive", kind: .importer))
/// ```
public struct CityRecorder: ProposalRecorder {
  private let ledger: CityLedger
  private let submitter: Submitter

  /// A recorder into a ledger that is open to write.
  ///
  /// - Parameter submitter: who submits; of the kind `importer`, since ids are derived from files.
  public init(_ ledger: CityLedger, by submitter: Submitter) { (self.ledger, self.submitter) = (ledger, submitter) }

  /// Records proposals one after the other; the answers have their order.
  ///
  /// - Throws: `LedgerError` if none of them was taken.
  public func record(_ proposals: [Proposal]) async throws -> [Result<RecordedAnswer, any Error>] {
    try await ledger.record(proposals, by: submitter).map(Self.answer)
  }

  /// Queues proposals and returns what waits for their answers.
  ///
  /// - Throws: `LedgerError` if none of them was taken.
  public func submit(
    _ proposals: [Proposal]
  ) async throws -> @Sendable () async throws -> [Result<RecordedAnswer, any Error>] {
    let submission = try await ledger.submit(proposals, by: submitter)
    return { try await submission.answers().map(Self.answer) }
  }

  /// How many events the ledger has.
  public func size() async throws -> LogSize { try ledger.store.size }

  /// The tally of an election, once everything recorded so far is in it.
  public func tally(of election: ID<Election>) async throws -> ElectionTally.Answer {
    try await ledger.ask(ElectionTally(election: election), after: try ledger.store.size)
  }

  private static func answer(_ answer: Result<Recorded, any Error>) -> Result<RecordedAnswer, any Error> {
    answer.map { RecordedAnswer(position: $0.position, count: $0.count, size: $0.size) }
  }
}
