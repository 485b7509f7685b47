import EventLedger
import LogAudit
public import Logging
public import ParticipationLedger
public import ServiceLifecycle
public import UnixSignals

/// A daemon over a ledger: the socket, the read models, and what the ledger does by itself: closing polls, reacting.
///
/// A linking program opens its ledger with its own acts and views, adds its own queries and services, and runs this:
///
/// ```swift
/// let ledger = try CityLedger.open(
///   at: path, mode: .writer, registry: .albo.adding(BenchRepaired.self),
///   projections: CityLedger.projections + [BenchesProjection.self], options: OpeningOptions(program: "benches"))
/// var daemon = LedgerDaemon(
///   ledger, queries: .albo.adding(ListBenches.self), configuration: .init(path: "benches.sock"), logger: logger)
/// daemon.addServices(ReminderService(ledger))
/// try await daemon.runService()
/// ```
public struct LedgerDaemon: Service {
  private let ledger: CityLedger
  private let server: SocketServer
  private let logger: Logger
  private let publishedFolder: String?
  /// The services that run beside the socket, in the order in which they were added.
  public private(set) var services: [any Service]

  /// A daemon that serves a ledger behind a socket.
  ///
  /// - Parameters:
  ///   - queries: the queries that it answers; a linking program adds its own.
  ///   - publishedFolder: the folder that the log is published into, at most once a second; nil publishes nothing.
  ///   - services: services that run while the socket is served.
  ///   - onListening: called when clients can connect.
  public init(
    _ ledger: CityLedger, queries: QueryCatalogue = .albo, configuration: SocketServer.Configuration, logger: Logger,
    publishedFolder: String? = nil, services: [any Service] = [],
    onListening: @escaping @Sendable () async -> Void = {}
  ) {
    self.ledger = ledger
    self.logger = logger
    self.publishedFolder = publishedFolder
    self.services = services
    server = SocketServer(
      configuration: configuration, handler: LedgerMethods(ledger, queries: queries), logger: logger,
      onListening: onListening)
  }

  /// Adds services that run while the socket is served. The daemon ends if one of them returns or throws.
  public mutating func addServices(_ services: any Service...) { self.services += services }

  /// Serves until shut down; then finishes what was accepted, shuts down the services in reverse order, and closes the
  /// ledger.
  ///
  /// - Throws: `SocketError` if it cannot listen; any error of a service.
  public func run() async throws {
    let group = ServiceGroup(
      configuration: .init(
        services: (followers + services + [server]).map { service in
          .init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)
        }, logger: logger))
    let result: Result<Void, any Error>
    do {
      try await withGracefulShutdownHandler {
        try await group.run()
      } onGracefulShutdown: {
        Task { await group.triggerGracefulShutdown() }
      }
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await ledger.close()
    try result.get()
  }

  /// Runs the daemon as the program's only work: these signals shut it down gracefully.
  ///
  /// - Throws: as ``run()``.
  public func runService(gracefulShutdownSignals: [UnixSignal] = [.sigterm, .sigint]) async throws {
    let group = ServiceGroup(
      configuration: .init(
        services: [.init(service: self, successTerminationBehavior: .gracefullyShutdownGroup)],
        gracefulShutdownSignals: gracefulShutdownSignals, logger: logger))
    try await group.run()
  }

  /// The tasks that follow the log.
  private var followers: [any Service] {
    let (ledger, logger) = (ledger, logger)
    var followers: [any Service] = [
      Follower("read models", logger) { try await ledger.views.run() },
      Follower("reactions", logger) { try await Self.react(ledger, logger) },
    ]
    if let publishedFolder {
      followers.append(
        Follower("publishing", logger) { try await Self.publish(ledger, publishedFolder, logger) })
    }
    return followers
  }

  /// Records due events once a second: a deadline is binding even if the event that it causes comes late.
  private static func react(_ ledger: CityLedger, _ logger: Logger) async throws {
    while !Task.isCancelled {
      for recorded in try await ledger.react() {
        logger.info("recorded by the ledger itself", metadata: ["position": "\(recorded.position)"])
      }
      try await Task.sleep(for: .seconds(1))
    }
  }

  /// Publishes what is new, and once more at the end.
  private static func publish(_ ledger: CityLedger, _ folder: String, _ logger: Logger) async throws {
    try await ledger.publisher(to: folder).run { published in
      logger.debug("published", metadata: ["size": "\(published.size)", "entries": "\(published.entries)"])
    } didFail: {
      logger.error("\($0.message)")
    }
  }
}

/// Work that must continue until the daemon ends: it is started again a second after it failed.
private struct Follower: Service {
  let name: String
  let logger: Logger
  let body: @Sendable () async throws -> Void

  init(_ name: String, _ logger: Logger, _ body: @escaping @Sendable () async throws -> Void) {
    (self.name, self.logger, self.body) = (name, logger, body)
  }

  func run() async throws {
    await cancelWhenGracefulShutdown {
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
}
