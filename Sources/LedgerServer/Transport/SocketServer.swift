import LedgerProtocol
public import Logging
import NIOCore
import NIOPosix
public import ServiceLifecycle

/// A JSON-RPC 2.0 server on a Unix domain socket, one message per line.
///
/// A graceful shutdown stops accepting and reading, removes the socket's file, finishes the requests that
/// were read, and closes.
public struct SocketServer: Service {
  private let configuration: Configuration
  private let handler: any RequestHandler
  private let logger: Logger
  private let onListening: @Sendable () async -> Void

  /// A server that listens once it runs.
  ///
  /// - Parameter onListening: called when clients can connect.
  public init(
    configuration: Configuration, handler: some RequestHandler, logger: Logger,
    onListening: @escaping @Sendable () async -> Void = {}
  ) {
    self.configuration = configuration
    self.handler = handler
    self.logger = logger
    self.onListening = onListening
  }

  /// Listens until shut down or cancelled.
  ///
  /// - Throws: `SocketError` if it cannot listen, or the error because of which it no longer accepts connections.
  public func run() async throws {
    let file = try SocketFile.listen(
      at: configuration.path, permissions: configuration.permissions, backlog: configuration.backlog)
    let table = ConnectionTable()
    defer { table.close() }
    let listener = try await listener(on: file, table)
    logger.info("listening", metadata: ["socket": "\(configuration.path)"])
    await onListening()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await serve(listener, file, table) }
      group.addTask { await drainTimeout() }
      try await group.next()
      group.cancelAll()
    }
  }

  /// Returns when the drain timeout is over, or when it is cancelled.
  private func drainTimeout() async {
    try? await gracefulShutdown()
    try? await Task.sleep(for: configuration.drainTimeout)
  }
}

// MARK: - Accepting

extension SocketServer {
  private typealias Listener = NIOAsyncChannel<Accepted, Never>

  private struct Accepted: Sendable {
    var channel: NIOAsyncChannel<ByteBuffer, Never>
    var peer: Peer
  }

  private func listener(on file: SocketFile, _ table: ConnectionTable) async throws -> Listener {
    let listener: Listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      // A peer may end its side and still read replies: `printf … | socat - UNIX:…`.
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .bind(file.descriptor) { channel in
        guard let number = table.add(channel) else {
          return channel.close().flatMapThrowing { throw ChannelError.alreadyClosed }
        }
        return channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, Never>(wrappingChannelSynchronously: channel)
        }.and(Peer.of(channel, connection: number)).map(Accepted.init)
      }
    // SwiftNIO has called `listen` again, with a backlog of its own.
    file.setBacklog(configuration.backlog)
    return listener
  }

  private func serve(_ listener: Listener, _ file: SocketFile, _ table: ConnectionTable) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      try await listener.executeThenClose { inbound in
        defer { file.remove() }
        try await withGracefulShutdownHandler {
          for try await accepted in inbound {
            group.addTask { await serve(accepted, isOneTooMany: table.count > configuration.connectionLimit) }
          }
        } onGracefulShutdown: {
          file.remove()
          listener.channel.close(promise: nil)
        }
      }
    }
  }

  private func serve(_ accepted: Accepted, isOneTooMany: Bool) async {
    var logger = logger
    logger[metadataKey: "connection"] = "\(accepted.peer.connection)"
    if isOneTooMany {
      logger.warning("refused: too many connections")
      return await refuse(accepted)
    }
    let responder = Responder(handler: handler, peer: accepted.peer)
    await Connection(accepted.channel, responder: responder, configuration: configuration, logger: logger)
      .run()
  }

  private func refuse(_ accepted: Accepted) async {
    let error = RPCError(
      code: .tooManyConnections,
      message: "The server already has \(configuration.connectionLimit) connections; try again later")
    let line = Response(id: .null, outcome: .failure(error)).text + [UInt8(ascii: "\n")]
    try? await accepted.channel.executeThenClose { _ in
      try await accepted.channel.channel.writeAndFlush(ByteBuffer(bytes: line))
    }
  }
}
