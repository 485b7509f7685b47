import ArgumentParser
import EventLedger
import EventModel
import Glibc
import LedgerClient
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo demo`: the whole line on a generated vote.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Shows a ledger at work: a daemon, a vote, a result, a receipt, a verification.",
    discussion: """
      Makes a ledger in a new directory, starts albod, records a generated neighbourhood-council election and a few
      acts of the other kinds through the socket, prints turnout and result, verifies one voter's receipt and the
      whole log, and stops. Takes about half a minute; everything is generated with a fixed seed.
      """)

  @Option(help: "How many electors vote.")
  var voters: Int = 3000

  @Option(help: "How long the polls stay open, in seconds.")
  var seconds: Int = 12

  @Option(help: "The daemon; albod beside this program where absent.")
  var daemon: String?

  @Option(help: "Keeps the ledger in this new directory; where absent, it is made elsewhere and removed.")
  var keep: String?

  func validate() throws {
    guard (10...100_000).contains(voters) else { throw ValidationError("--voters is 10 to 100000") }
    guard (2...3600).contains(seconds) else { throw ValidationError("--seconds is 2 to 3600") }
  }

  func run() async throws {
    let parent = try Files.makeTemporaryDirectory()
    defer { try? Files.removeTree(parent) }
    let directory = keep ?? "\(parent)/city.albo"
    heading("A new ledger", "albo init \(directory) --origin albo.example.org/demo")
    let city = try await CityLedger.create(
      at: directory, origin: try KeyName("albo.example.org/demo"), options: OpeningOptions(program: "albo demo"))
    let key = city.store.verifierKey.text
    await city.close()
    print(key)
    try await serve(directory, socket: "\(parent)/socket", key: key)
    if let keep { print("\nThe ledger is in \(keep).") }
  }

  private func serve(_ directory: String, socket: String, key: String) async throws {
    heading("A daemon", "albod --ledger \(directory) --socket \(socket)")
    let process = try ChildProcess(
      [daemon ?? Self.daemonBesideThis(), "--ledger", directory, "--socket", socket, "--log-level", "warning"])
    do {
      try await Self.waitForSocket(socket)
      let demo = Demo(directory: directory, voters: voters, seconds: seconds)
      let ballot = try await LedgerClient.withConnection(to: socket) { try await demo.run(SocketAccess(client: $0)) }
      try await show(directory, socket, key: key, ballot: ballot)
    } catch {
      process.send(SIGTERM)
      process.wait()
      throw error
    }
    heading("The end", "kill -TERM albod")
    process.send(SIGTERM)
    print(process.wait() == 0 ? "The daemon has finished what it accepted, and left." : "The daemon failed.")
  }

  private func show(_ directory: String, _ socket: String, key: String, ballot: Position) async throws {
    let at = ["--socket", socket]
    for (title, words) in [
      ("The result", ["elections", "tally", "\(Demo.election)"]),
      ("Who has voted", ["elections", "turnout", "\(Demo.election)"]),
      ("A proposal", ["proposals", "show", "bike-lane"]), ("An agreement", ["agreements", "show", "garden"]),
      ("Volunteers", ["volunteers", "hours", "v-0412"]),
    ] {
      heading(title, "albo \(words.joined(separator: " "))")
      try await Self.run(words + at)
    }
    heading("One voter's receipt", "albo receipt \(ballot) | albo verify-receipt - --key KEY --leaf HASH")
    let answer = try await LedgerClient.withConnection(to: socket) { client in
      try await SocketAccess(client: client).ask(GetReceipt(position: ballot))
    }
    print(answer.receipt)
    guard let leaf = MerkleHash(base64: answer.leafHash) else { throw ExitStatus.failed }
    let checkpoint = try Receipt(parsing: answer.receipt).verify(leaf: leaf, key: try VerifierKey(key))
    print("verified offline: the ballot at position \(ballot) is in the log of size \(checkpoint.size)")
    heading("The whole log", "albo verify")
    try await Self.run(["verify", "--ledger", directory])
  }

  /// Runs a command as the shell would.
  private static func run(_ words: [String]) async throws {
    guard var command = try Albo.parseAsRoot(words) as? any AsyncParsableCommand else { return }
    try await command.run()
  }

  private func heading(_ title: String, _ command: String) { print("\n── \(title)\n$ \(command)") }

  private static func daemonBesideThis() -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer[..<max(0, count)].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)) + "/albod"
  }

  private static func waitForSocket(_ path: String) async throws {
    for attempt in 1... {
      do {
        return try await LedgerClient.withConnection(to: path) { client in _ = try await client.call("ledger.status") }
      } catch {
        guard attempt < 200 else { throw error }
        try await Task.sleep(for: .milliseconds(50))
      }
    }
  }
}
