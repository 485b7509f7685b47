public import EventModel
public import ParticipationModel
public import TransparencyLog

/// Where an importer's proposals go: a ledger in this process, or a daemon behind a socket.
public protocol ProposalRecorder: Sendable {
  /// Records proposals one after the other; the answers are in the same order.
  ///
  /// - Throws: if none of them was accepted.
  func record(_ proposals: [Proposal]) async throws -> [Result<RecordedAnswer, any Error>]

  /// Queues proposals and returns a function that waits for their answers, so that more can be prepared meanwhile.
  ///
  /// - Throws: if none of them was accepted.
  func submit(_ proposals: [Proposal]) async throws -> @Sendable () async throws -> [Result<RecordedAnswer, any Error>]

  /// How many events the ledger has.
  func size() async throws -> LogSize

  /// The tally of an election, once everything recorded so far is in it.
  func tally(of election: ID<Election>) async throws -> ElectionTally.Answer
}

extension ProposalRecorder {
  /// Records them before it returns: a recorder without a queue has nothing in flight.
  public func submit(
    _ proposals: [Proposal]
  ) async throws -> @Sendable () async throws -> [Result<RecordedAnswer, any Error>] {
    let answers = try await record(proposals)
    return { answers }
  }
}
