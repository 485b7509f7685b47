public import EventModel
import LedgerProtocol
public import ParticipationModel
public import TransparencyLog

extension LedgerClient {
  /// Answers a query.
  ///
  /// - Parameter size: waits until the read models have reached this size, so that you read your own writes.
  /// - Throws: `Rejection` if the answer may not be disclosed yet, `InvalidAct` naming the wrong parameters, `RPCError`
  ///   with the code `ledger` if the ledger could not do it, `ClientError` if there is no answer.
  public func ask<Question: Query>(_ query: Question, after size: LogSize? = nil) async throws -> Question.Answer {
    var members = query.json.members ?? [:]
    members["after"] = size.map(\.json)
    let params = JSONValue.object(members)
    return try await typed { try await call(Question.method, params: params, as: Question.Answer.self) }
  }

  /// Records a proposal: returns once its events are on the ledger's disk.
  ///
  /// - Throws: `Rejection` if a rule refuses it, and otherwise as ``ask(_:after:)``. After a `ClientError` it is
  ///   unknown whether it was recorded: send it again with the same id, which gets the same answer.
  public func record(_ proposal: Proposal) async throws -> RecordedAnswer {
    let params = proposal.json
    return try await typed { try await call(MethodNames.record, params: params, as: RecordedAnswer.self) }
  }

  /// Records proposals one after the other, each on its own; the answers are in the same order.
  ///
  /// - Throws: `ClientError` if the connection is lost.
  public func record(_ proposals: [Proposal]) async throws -> [Result<RecordedAnswer, any Error>] {
    try await submit(proposals).answers()
  }

  /// Sends proposals and returns at once, so that more can be sent while these are decided and written.
  ///
  /// - Throws: `ClientError` if the connection is lost.
  public func submit(_ proposals: [Proposal]) async throws -> PendingRecords {
    PendingRecords(calls: try await send(MethodNames.record, each: proposals.map(\.json)))
  }

  /// What would be recorded for a proposal now, without recording it.
  ///
  /// - Throws: as ``record(_:)-(Proposal)``.
  public func why(_ proposal: Proposal) async throws -> WhyAnswer {
    let params = proposal.json
    return try await typed { try await call(MethodNames.why, params: params, as: WhyAnswer.self) }
  }

  /// Runs a call; throws a rejection as itself, not as the error that carried it.
  private func typed<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
    do { return try await body() } catch let error as RPCError { throw error.carried }
  }
}

/// Proposals that were sent and whose answers are not here yet.
public struct PendingRecords: Sendable {
  fileprivate let calls: LedgerClient.PendingBatch

  /// Waits for the answers, in the order of the proposals. To be called once.
  ///
  /// - Throws: `ClientError` if the connection is lost.
  public func answers() async throws -> [Result<RecordedAnswer, any Error>] {
    try await calls.answers().map { answer in
      do {
        return .success(try JSONText.decode(RecordedAnswer.self, from: answer.get()))
      } catch {
        return .failure((error as? RPCError)?.carried ?? error)
      }
    }
  }
}

extension RPCError {
  /// What the error carries, a rejection or the wrong fields; otherwise the error itself.
  fileprivate var carried: any Error {
    if let rejection { return rejection }
    return invalidAct.map { $0 as any Error } ?? self
  }
}
