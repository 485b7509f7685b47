import EventModel
public import LedgerProtocol
import NIOCore

/// A connection to a ledger's socket. Any number of tasks may call at the same time.
///
/// ```swift
/// let tally = try await LedgerClient.withConnection(to: "/run/albo/socket") { ledger in
///   try await ledger.ask(ElectionTally(election: election))
/// }
/// ```
public final class LedgerClient: Sendable {
  let path: String
  let configuration: Configuration
  private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  let pending = PendingCalls()

  init(
    path: String, configuration: Configuration, outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  ) {
    self.path = path
    self.configuration = configuration
    self.outbound = outbound
  }

  /// Calls a method and waits for its answer.
  ///
  /// If the task is cancelled, this stops waiting; the server may still carry out the call.
  ///
  /// - Parameter params: encodes as an object or an array.
  /// - Returns: the result as JSON text.
  /// - Throws: `RPCError` if the server answers with an error, `ClientError` if it does not answer,
  ///   `CancellationError`, or `EncodingError` for the parameters.
  public func call(_ method: String, params: some Encodable & Sendable) async throws -> [UInt8] {
    try await call(method, paramsText: try JSONText.encode(params))
  }

  /// Calls a method without parameters; otherwise like `call(_:params:)`.
  public func call(_ method: String) async throws -> [UInt8] {
    try await call(method, paramsText: nil)
  }

  /// Calls a method and decodes its result.
  ///
  /// - Throws: as `call(_:params:)`; `ClientError` if the result has another type.
  public func call<Output: Decodable>(
    _ method: String, params: some Encodable & Sendable, as type: Output.Type
  ) async throws -> Output {
    let result = try await call(method, params: params)
    do {
      return try JSONText.decode(type, from: result)
    } catch {
      throw ClientError.malformedResponse(path, "the result of \(method) is not a \(type): \(error)")
    }
  }

  /// Calls a method once for each of the parameters, in order, without waiting in between.
  ///
  /// The server starts the calls in order; the answers are in the order of the parameters.
  ///
  /// - Returns: for each call the result as JSON text, or the server's `RPCError`.
  /// - Throws: `ClientError` if the connection is lost, `EncodingError` before anything is sent.
  public func callInOrder(
    _ method: String, each params: [some Encodable & Sendable]
  ) async throws -> [Result<[UInt8], RPCError>] {
    try await send(method, each: params).answers()
  }

  /// Calls that were sent and whose answers are not here yet.
  struct PendingBatch: Sendable {
    fileprivate let ids: [Int64]
    fileprivate let pending: PendingCalls

    func answers() async throws -> [Result<[UInt8], RPCError>] {
      var answers: [Result<[UInt8], RPCError>] = []
      for id in ids {
        do { answers.append(.success(try await pending.answer(to: id))) } catch let error as RPCError {
          answers.append(.failure(error))
        }
      }
      return answers
    }
  }

  func send(_ method: String, each params: [some Encodable & Sendable]) async throws -> PendingBatch {
    let texts = try params.map { try JSONText.encode($0) }
    var ids: [Int64] = []
    for text in texts { ids.append(try await send(method, text)) }
    return PendingBatch(ids: ids, pending: pending)
  }

  private func send(_ method: String, _ params: [UInt8]?) async throws -> Int64 {
    let id = try pending.begin()
    var line = ByteBuffer(bytes: Request.text(id: .integer(id), method: method, params: params))
    line.writeInteger(UInt8(ascii: "\n"))
    do {
      try await outbound.write(line)
    } catch {
      pending.forget(id)
      throw error is CancellationError ? error : ClientError.connectionLost(path)
    }
    return id
  }

  private func call(_ method: String, paramsText: [UInt8]?) async throws -> [UInt8] {
    guard let timeout = configuration.timeout else { return try await exchange(method, paramsText) }
    return try await withThrowingTaskGroup(of: [UInt8].self) { group in
      group.addTask { try await self.exchange(method, paramsText) }
      group.addTask { [path] in
        try await Task.sleep(for: timeout)
        throw ClientError.timedOut(path, timeout)
      }
      defer { group.cancelAll() }
      return try await group.next() ?? []
    }
  }

  private func exchange(_ method: String, _ params: [UInt8]?) async throws -> [UInt8] {
    let id = try await send(method, params)
    return try await withTaskCancellationHandler {
      return try await pending.answer(to: id)
    } onCancel: {
      _ = pending.resolve(id, with: .failure(CancellationError()))
    }
  }
}
