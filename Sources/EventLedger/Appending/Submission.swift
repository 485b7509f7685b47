/// Proposals that were queued, whose answers come once they are on disk, or refused.
public struct Submission: Sendable {
  private let wait: @Sendable () async throws -> [Result<Recorded, any Error>]

  init(_ wait: @escaping @Sendable () async throws -> [Result<Recorded, any Error>]) { self.wait = wait }

  /// Waits for the answers, in the order of the proposals; asked once.
  ///
  /// - Throws: `LedgerError` if something had to be prepared again and was not taken.
  public func answers() async throws -> [Result<Recorded, any Error>] { try await wait() }
}
