import Bytes
import EventLedger
import EventModel
import LedgerProtocol
import LedgerServer
import LocalFiles
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// As whom somebody may act who submits through the socket.
@Suite struct PrincipalTests {
  /// The act as its own example, in a proposal with an actor.
  private static func proposal(_ type: any Act.Type, by actor: String, reference: Bool = true) -> JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(CommandID.random(at: SystemClock().now).description), "act": example(type),
      "actor": .string(actor),
    ]
    if reference {
      members["actReference"] = .object(["number": .string("1/2026"), "date": .string("2026-01-01")])
    }
    return .object(members)
  }

  private static func example<Value: Act>(_ type: Value.Type) -> JSONValue { Value.example.typedJSON }

  private func refusal(_ methods: LedgerMethods, _ proposal: JSONValue, user: UInt32) async -> String? {
    do {
      let peer = Peer(connection: 1, user: user, group: user, process: nil)
      for method in ["acts.why", "acts.record"] {
        _ = try await methods.respond(
          to: Request(id: .integer(1), method: method, params: proposal), from: peer)
      }
      return nil
    } catch { return error.data?["rejection"]?.text ?? "\(error)" }
  }

  private func withMethods(_ principals: String, _ body: (LedgerMethods) async throws -> Void) async throws {
    let directory = try Files.makeTemporaryDirectory()
    defer { try? Files.removeTree(directory) }
    let ledger = try await CityLedger.create(
      at: directory + "/city.albo", origin: try KeyName("albo.example.org/test"),
      options: OpeningOptions(program: "test", maximumLogSize: 1 << 32))
    try Files.write(Array(principals.utf8), to: directory + "/city.albo/principals")
    try await body(LedgerMethods(ledger))
    await ledger.close()
  }

  @Test(arguments: ActRegistry.albo.proposableTypes)
  func nobodyNamesAnActorThatIsNotTheirs(_ type: ActType) async throws {
    let act = try #require(ActRegistry.albo[type])
    try await withMethods("unix:4711 office:registry desk:hall\n") { methods in
      for actor in ["office:participation", "person:ada", "desk:online", "volunteer:v-1"] {
        #expect(await refusal(methods, Self.proposal(act, by: actor), user: 4711) == "ActorNotYours", "\(actor)")
      }
      // Whom the file does not name may name nobody.
      #expect(await refusal(methods, Self.proposal(act, by: "office:registry"), user: 4712) == "ActorNotYours")
    }
  }

  @Test func whoeverIsMappedActsAsTheirs() async throws {
    try await withMethods("unix:4711 office:registry # the registry\n") { methods in
      let enrolment = Self.proposal(PersonEnrolled.self, by: "office:registry")
      let refused = await refusal(methods, enrolment, user: 4711)
      #expect(refused != "ActorNotYours" && refused != "NotEntitled", "\(refused ?? "")")
    }
  }

  @Test func theFirstEmpowermentIsAnAdministrators() async throws {
    try await withMethods("unix:4711 office:participation\n") { methods in
      let empowered: JSONValue = .object([
        "@type": .string("albo.v1.OfficeEmpowered"), "office": .string("participation"),
        "competences": .array([.string("OVERSIGHT")]), "from": .integer(1_600_000_000_000_000),
      ])
      func proposal() -> JSONValue {
        .object([
          "id": .string(CommandID.random(at: SystemClock().now).description), "act": empowered,
          "actor": .string("office:participation"),
          "actReference": .object(["number": .string("1/2026"), "date": .string("2026-01-01")]),
        ])
      }
      #expect(await refusal(methods, proposal(), user: 4711) == "NotEntitled")
    }
  }

  @Test func aFileThatCannotBeReadLetsNobodyIn() async throws {
    try await withMethods("unix:4711 office registry\nnonsense\n") { methods in
      let answer = await refusal(methods, Self.proposal(PersonEnrolled.self, by: "office"), user: 4711)
      #expect(answer?.contains("principals, line 2") == true, "\(answer ?? "")")
    }
  }
}
