import Albo
import LedgerClient
import LedgerServer
import Logging
import ServiceLifecycle

/// A daemon over a city's ledger that adds one act, one view and one query, runs a service beside the socket, and
/// answers any client as `albod` does.
@main
struct OwnAct {
  static func main() async throws {
    let directory = CommandLine.arguments.dropFirst().first ?? "benches.albo"
    let ledger = try await CityLedger.create(
      at: directory, origin: try KeyName("albo.example.org/benches"), registry: .albo.adding(BenchRepaired.self),
      projections: CityLedger.projections + [BenchesProjection.self], options: OpeningOptions(program: "own-act"))
    var logger = Logger(label: "own-act")
    logger.logLevel = .warning
    let socket = "\(directory)/socket"
    let (isListening, listening) = AsyncStream.makeStream(of: Void.self)
    var daemon = LedgerDaemon(
      ledger, queries: .albo.adding(ListBenches.self), configuration: .init(path: socket), logger: logger,
      onListening: { listening.finish() })
    // It returns once its work is done, which ends the daemon.
    daemon.addServices(Neighbours(socket: socket, isListening: isListening))
    try await daemon.runService()
  }
}

/// A service that works through the daemon's socket, as a program elsewhere would.
struct Neighbours: Service {
  let socket: String
  let isListening: AsyncStream<Void>

  func run() async throws {
    for await _ in isListening {}
    try await LedgerClient.withConnection(to: socket) { ledger in
      let now = SystemClock().now
      let office = Actor(static: "office:green")
      var last: RecordedAnswer?
      for (bench, minutes) in [("at-the-pond", 45), ("under-the-oak", 30), ("at-the-pond", 20)] as [(String, UInt32)] {
        guard let bench = ID<Bench>(bench) else { preconditionFailure("\(bench) is not an id") }
        let act = BenchRepaired(bench: bench, minutes: minutes)
        do {
          last = try await ledger.record(Proposal(id: .random(at: now), act: act, actor: office))
        } catch let rejection as Rejection {
          print("\(rejection.code): \(rejection.message)")
        }
      }
      let page = try await ledger.ask(ListBenches(), after: last?.size)
      for bench in page.items { print("\(bench.bench): \(bench.repairs) repair, \(bench.minutes) minutes") }
    }
  }
}
