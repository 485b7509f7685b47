import EventLedger
import EventModel
public import Logging
public import ParticipationLedger
import ParticipationModel
public import ServiceLifecycle
import TransparencyLog

/// A daemon over a ledger: the socket, the read models, and the clock that closes polls.
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
      Task { await Self.keep("clock", logger) { try await PollClock(ledger, logger).run() } },
    ]
    do {
      try await server.run()
    } catch {
      await Self.end(followers, ledger)
      throw error
    }
    await Self.end(followers, ledger)
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

/// Closes polls when their time has come: the one thing in this ledger that time brings about.
///
/// The deadline binds even when the closing comes late, so that looking once a second is enough.
struct PollClock {
  private let ledger: CityLedger
  private let logger: Logger

  init(_ ledger: CityLedger, _ logger: Logger) { (self.ledger, self.logger) = (ledger, logger) }

  func run() async throws {
    while !Task.isCancelled {
      for election in try await due() { await close(election) }
      try await Task.sleep(for: .seconds(1))
    }
  }

  private func due() async throws -> [Identifier] {
    var due: [Identifier] = []
    var cursor: String?
    repeat {
      let page = try await ledger.ask(ListElections(limit: 1000, cursor: cursor))
      let now = ledger.clock.now
      for item in page.items where item.status == .open {
        if let votingTo = item.votingTo, votingTo <= now, let id = Identifier(item.election) { due.append(id) }
      }
      cursor = page.next
    } while cursor != nil
    return due
  }

  private func close(_ election: Identifier) async {
    let proposal = Proposal(
      id: .random(at: SystemClock().now), act: VotingClosed(election: election), actor: .clock)
    do {
      let recorded = try await ledger.record(proposal, by: Submitter(recorder: "albo", kind: .system))
      logger.info("polls closed", metadata: ["election": "\(election)", "position": "\(recorded.position)"])
    } catch let rejection as Rejection {
      logger.notice("polls not closed: \(rejection)")
    } catch {
      logger.error("polls not closed: \(error)")
    }
  }
}
