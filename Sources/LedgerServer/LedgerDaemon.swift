import EventLedger
import EventModel
public import Logging
public import ParticipationLedger
import ParticipationModel
public import ServiceLifecycle
import TransparencyLog

/// A daemon over a ledger: the socket, the read models, and what the ledger does by itself: close polls, react.
///
/// A linking program with acts of its own opens its ledger with its registry and runs this.
public struct LedgerDaemon: Service {
  private let ledger: CityLedger
  private let server: SocketServer
  private let logger: Logger

  /// A daemon that serves a ledger behind a socket.
  ///
  /// - Parameter onListening: called when clients can connect.
  public init(
    _ ledger: CityLedger, configuration: SocketServer.Configuration, logger: Logger,
    onListening: @escaping @Sendable () async -> Void = {}
  ) {
    self.ledger = ledger
    self.logger = logger
    server = SocketServer(
      configuration: configuration, handler: LedgerMethods(ledger), logger: logger, onListening: onListening)
  }

  /// Serves until shut down; then finishes what was accepted and closes the ledger.
  ///
  /// - Throws: `SocketError` where it cannot listen.
  public func run() async throws {
    let (ledger, logger) = (ledger, logger)
    let followers = [
      Task { await Self.keep("read models", logger) { try await ledger.views.run() } },
      Task { await Self.keep("reactions", logger) { try await Self.react(ledger, logger) } },
    ]
    do {
      try await server.run()
    } catch {
      await Self.end(followers, ledger)
      throw error
    }
    await Self.end(followers, ledger)
  }

  /// Does what is due once a second: deadlines bind even when the event that they bring about comes late.
  private static func react(_ ledger: CityLedger, _ logger: Logger) async throws {
    while !Task.isCancelled {
      for recorded in try await ledger.react() {
        logger.info("recorded by the ledger itself", metadata: ["position": "\(recorded.position)"])
      }
      try await Task.sleep(for: .seconds(1))
    }
  }

  private static func end(_ followers: [Task<Void, Never>], _ ledger: CityLedger) async {
    for follower in followers { follower.cancel() }
    for follower in followers { await follower.value }
    await ledger.close()
  }

  /// Runs what must go on, and starts it again a second after it failed.
  private static func keep(_ name: String, _ logger: Logger, _ body: () async throws -> Void) async {
    while !Task.isCancelled {
      do {
        try await body()
      } catch {
        if Task.isCancelled { return }
        logger.error("\(name): \(error)")
        try? await Task.sleep(for: .seconds(1))
      }
    }
  }
}
