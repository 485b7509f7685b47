import EventLedger
import EventModel
import LedgerClient
import LedgerProtocol
import LedgerServer
import LocalFiles
import Logging
import ParticipationLedger
import ParticipationModel
import ServiceLifecycle
import Testing
import TransparencyLog

/// A daemon that a linking program composes, asked by the typed client.
@Suite(.timeLimit(.minutes(60))) struct LedgerDaemonTests {
  private static let office = Actor(static: "office:participation")

  private static func proposal(_ name: String, text: UInt8 = 1) throws -> Proposal {
    let act = ProposalPublished(
      proposal: try #require(ID(name)), title: "A lane", kind: .petition, authors: [Actor(static: "committee")],
      textHash: Array(repeating: text, count: 32), admissibility: "12/2026")
    return Proposal(id: .random(at: SystemClock().now), act: act, actor: office)
  }

  /// Runs a daemon with a service that is the body; the end of the body ends the daemon.
  private func withDaemon(
    besides services: [any Service] = [], _ body: @escaping @Sendable (LedgerClient) async throws -> Void
  ) async throws {
    let directory = try Files.makeTemporaryDirectory()
    defer { try? Files.removeTree(directory) }
    let ledger = try await CityLedger.create(
      at: directory + "/city.albo", origin: try KeyName("albo.example.org/test"),
      options: OpeningOptions(program: "test", maximumLogSize: 1 << 32))
    let (isListening, listening) = AsyncStream.makeStream(of: Void.self)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    var daemon = LedgerDaemon(
      ledger, configuration: .init(path: directory + "/socket"), logger: logger, services: services,
      onListening: { listening.finish() })
    daemon.addServices(
      Body {
        for await _ in isListening {}
        try await LedgerClient.withConnection(to: directory + "/socket", body)
      })
    try await daemon.runService(gracefulShutdownSignals: [])
  }

  private struct Body: Service {
    private let body: @Sendable () async throws -> Void

    init(_ body: @escaping @Sendable () async throws -> Void) { self.body = body }

    func run() async throws { try await body() }
  }

  @Test func answersAreValues() async throws {
    try await withDaemon { client in
      let recorded = try await client.record(try Self.proposal("lane"))
      #expect(recorded.position == 1 && recorded.size == LogSize(2))
      let page = try await client.ask(ListProposals(), after: recorded.size)
      #expect(page.items.map(\.proposal.description) == ["lane"] && page.size >= recorded.size)
      let acts = try await client.why(try Self.proposal("lane", text: 2)).acts
      #expect(acts.first?["version"]?.unsignedInteger == 2)
    }
  }

  @Test func refusalsComeOutAsThemselves() async throws {
    try await withDaemon { client in
      let question = ShowProposal(proposal: ID(static: "nothing"))
      let unknown = await #expect(throws: Rejection.self) { _ = try await client.ask(question) }
      #expect(unknown?.code == .unknownProposal)
      let support = SupportGiven(
        proposal: ID(static: "lane"), version: 1, supporterTag: Array(repeating: 1, count: 32))
      let proposal = Proposal(id: .random(at: SystemClock().now), act: support, actor: Self.office)
      let refused = await #expect(throws: Rejection.self) { _ = try await client.record(proposal) }
      #expect(refused?.code == .unknownProposal && refused?.rule.isEmpty == false)
      let list = ListProposals(limit: 0)
      let invalid = await #expect(throws: InvalidAct.self) { _ = try await client.ask(list) }
      #expect(invalid?.field == "limit")
    }
  }

  @Test func whatWasSentTogetherIsAnsweredInItsOrder() async throws {
    try await withDaemon { client in
      let first = try await client.submit((1...20).map { try Self.proposal("lane-\($0)") })
      let second = try await client.submit([try Self.proposal("lane-1", text: 2)])
      let positions = try await first.answers().map { try $0.get().position.rawValue }
      #expect(positions == Array(1...20))
      #expect(try await second.answers()[0].get().position == 21)
    }
  }

  @Test func aServiceIsShutDownBeforeTheLedgerIsClosed() async throws {
    let ended = Tally()
    struct Reminder: Service {
      let ended: Tally

      func run() async throws {
        try await gracefulShutdown()
        await ended.add()
      }
    }
    try await withDaemon(besides: [Reminder(ended: ended)]) { client in _ = try await client.ask(GetStatus()) }
    await ended.reached(1)
  }

  @Test func theErrorOfAServiceIsTheDaemons() async throws {
    struct Mine: Error {}
    await #expect(throws: Mine.self) { try await withDaemon { _ in throw Mine() } }
  }
}
