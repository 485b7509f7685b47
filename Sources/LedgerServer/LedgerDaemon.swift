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
  private let publishedFolder: String?

  /// A daemon that serves a ledger behind a socket.
  ///
  /// - Parameters:
  ///   - publishedFolder: the folder that the log is published into, once a second at most; nil publishes nothing.
  ///   - onListening: called when clients can connect.
  public init(
    _ ledger: CityLedger, configuration: SocketServer.Configuration, logger: Logger, publishedFolder: String? = nil,
    onListening: @escaping @Sendable () async -> Void = {}
  ) {
    self.ledger = ledger
    self.logger = logger
    self.publishedFolder = publishedFolder
    server = SocketServer(
      configuration: configuration, handler: LedgerMethods(ledger), logger: logger, onListening: onListening)
  }

  /// Serves until shut down; then finishes what was accepted and closes the ledger.
  ///
  /// - Throws: `SocketError` where it cannot listen.
  public func run() async throws {
    let (ledger, logger) = (ledger, logger)
    var followers = [
      Task { await Self.keep("read models", logger) { try await ledger.views.run() } },
      Task { await Self.keep("reactions", logger) { try await Self.react(ledger, logger) } },
    ]
    if let publishedFolder {
      followers.append(
        Task { await Self.keep("publishing", logger) { try await Self.publish(ledger, publishedFolder, logger) } })
    }
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

  /// Publishes what is new, and at the end once more.
  private static func publish(_ ledger: CityLedger, _ folder: String, _ logger: Logger) async throws {
    try await ledger.publisher(to: folder).run { published in
      logger.debug("published", metadata: ["size": "\(published.size)", "entries": "\(published.entries)"])
    } didFail: {
      logger.error("\($0.message)")
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
