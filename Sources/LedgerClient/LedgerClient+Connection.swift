import Glibc
import LedgerProtocol
import NIOCore
import NIOPosix

extension LedgerClient {
  /// Connects, runs the body, and closes the connection when it returns or throws.
  ///
  /// - Throws: what the body throws; `ClientError` if there is no connection.
  public static func withConnection<Output: Sendable>(
    to socketPath: String, configuration: Configuration = Configuration(),
    _ body: (LedgerClient) async throws -> Output
  ) async throws -> Output {
    let channel = try await connect(to: socketPath, timeout: configuration.connectTimeout)
    return try await channel.executeThenClose { inbound, outbound in
      let client = LedgerClient(path: socketPath, configuration: configuration, outbound: outbound)
      return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await client.receive(from: inbound) }
        defer { group.cancelAll() }
        return try await body(client)
      }
    }
  }

  private typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  private static func connect(to path: String, timeout: Duration) async throws -> Connection {
    do {
      return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connectTimeout(TimeAmount(timeout))
        .connect(unixDomainSocketPath: path) { channel in
          channel.eventLoop.makeCompletedFuture {
            try Connection(wrappingChannelSynchronously: channel)
          }
        }
    } catch {
      throw ClientError.cannotConnect(path, reason(of: error))
    }
  }

  private static func reason(of error: any Error) -> String {
    if let error = error as? SocketAddressError, case .unixDomainSocketPathTooLong = error {
      return "the path is too long for a socket"
    }
    switch (error as? IOError)?.errnoCode {
    case ENOENT: return "there is no such socket; start the server or correct the path"
    case ECONNREFUSED: return "nobody answers; start the server"
    case EACCES: return "permission denied; ask to be added to the group of the socket"
    case EAGAIN: return "too many others are connecting; try again"
    default: return "\(error)"
    }
  }
}

// MARK: - Receiving

extension LedgerClient {
  /// Passes answers to their callers until the connection ends; then reports its end to those who still wait.
  private func receive(from inbound: NIOAsyncChannelInboundStream<ByteBuffer>) async {
    do {
      try await deliver(inbound)
      pending.fail(ClientError.connectionLost(path))
    } catch let error as ClientError {
      pending.fail(error)
    } catch let error as RPCError {
      pending.fail(error)
    } catch {
      pending.fail(ClientError.connectionLost(path))
    }
  }

  private func deliver(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>) async throws {
    var lines = LineSplitter(limit: configuration.lineLimit)
    for try await chunk in inbound {
      lines.append(Array(chunk.readableBytesView))
      while let event = lines.next() {
        guard case .line(let line) = event else {
          throw ClientError.responseTooLong(path, configuration.lineLimit)
        }
        try deliver(line)
      }
    }
  }

  private func deliver(_ line: [UInt8]) throws {
    let message: ServerMessage
    do {
      message = try ServerMessage(line: line)
    } catch {
      throw ClientError.malformedResponse(path, error.description)
    }
    // Notifications answer no call; there are no subscriptions yet.
    guard case .response(let response) = message else { return }
    let answer = response.outcome.mapError { $0 as any Error }
    switch (response.id, answer) {
    case (.null, .failure(let error)): throw error  // It is about the connection, which the server closes.
    case (.integer(let id), _) where pending.resolve(id, with: answer): return
    default: throw ClientError.malformedResponse(path, "a response to a request that was not sent")
    }
  }
}
