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

/// The methods of a ledger, asked without a socket.
@Suite struct LedgerMethodsTests {
  private let peer = Peer(connection: 1, user: 4711, group: 4711, process: nil)

  /// Lends the methods of a new ledger.
  private func withMethods(_ body: (LedgerMethods) async throws -> Void) async throws {
    let directory = try Files.makeTemporaryDirectory()
    defer { try? Files.removeTree(directory) }
    let ledger = try await CityLedger.create(
      at: directory + "/city.albo", origin: try KeyName("albo.example.org/test"),
      options: OpeningOptions(program: "test", maximumLogSize: 1 << 32))
    try Files.write(Array("unix:4711 office:mobility\n".utf8), to: directory + "/city.albo/principals")
    try await body(LedgerMethods(ledger))
    await ledger.close()
  }

  private func ask(_ methods: LedgerMethods, _ method: String, _ params: String = "{}") async throws -> JSONValue {
    let params = try JSONText.value(of: Array(params.utf8))
    let answer = try await methods.respond(to: Request(id: .integer(1), method: method, params: params), from: peer)
    return try JSONText.value(of: answer)
  }

  private func failure(_ methods: LedgerMethods, _ method: String, _ params: String) async -> RPCError? {
    do {
      _ = try await ask(methods, method, params)
      return nil
    } catch { return error as? RPCError }
  }

  private static let published = """
    {"id":"01938f5e-7a2c-7b3d-9c1e-000000000001","act":{"@type":"albo.v1.ProposalPublished","proposal":"p",\
    "title":"A lane","kind":"PROPOSAL_KIND_PETITION","authors":["committee"],\
    "textHash":"\(Base64.text(Array(repeating: 1, count: 32)))","admissibility":"12/2026"},"actor":"office:mobility"}
    """

  @Test func recordsAndReadsItsOwnWrites() async throws {
    try await withMethods { methods in
      let recorded = try await ask(methods, "acts.record", Self.published)
      #expect(recorded["position"]?.unsignedInteger == 1 && recorded["size"]?.unsignedInteger == 2)
      let again = try await ask(methods, "acts.record", Self.published)
      #expect(again == recorded)
      let shown = try await ask(methods, "proposals.show", #"{"proposal":"p","after":2}"#)
      #expect(shown["title"]?.text == "A lane" && shown["size"]?.unsignedInteger == 2)
      let event = try await ask(methods, "events.get", #"{"position":1}"#)
      #expect(event["recorder"]?.text == "unix:4711")
    }
  }

  @Test func whyRecordsNothing() async throws {
    try await withMethods { methods in
      let why = try await ask(methods, "acts.why", Self.published)
      #expect(why["acts"]?.elements?.first?["version"]?.unsignedInteger == 1)
      let status = try await ask(methods, "ledger.status")
      #expect(status["size"]?.unsignedInteger == 1)
    }
  }

  @Test func aRejectionCarriesItsRuleAndPositions() async throws {
    try await withMethods { methods in
      _ = try await ask(methods, "acts.record", Self.published)
      let answer = """
        {"id":"01938f5e-7a2c-7b3d-9c1e-000000000002","act":{"@type":"albo.v1.ProposalAnswered","proposal":"p",\
        "version":1,"outcome":"ANSWER_OUTCOME_REJECTED","office":"office:mobility"},"actor":"office:mobility"}
        """
      let refused = await failure(methods, "acts.record", answer)
      #expect(refused?.code == .rejection)
      #expect(refused?.data?["rejection"]?.text == "ReasonsMissing")
      #expect(refused?.data?["positions"]?.elements == [.integer(1)])
      #expect(refused?.data?["rule"]?.text?.isEmpty == false)
    }
  }

  @Test(arguments: [
    ("elections.tally", #"{"electio":"x"}"#, "electio"), ("elections.tally", "{}", "election"),
    ("elections.tally", #"{"election":5}"#, "election"), ("elections.tally", #"{"election":"A B"}"#, "A B"),
    ("elections.list", #"{"limit":0}"#, "limit"), ("elections.list", #"{"cursor":"zz"}"#, "cursor"),
    ("events.get", #"{"position":-1}"#, "position"), ("events.read", #"{"stream":"x"}"#, "stream"),
    ("ledger.status", #"{"after":"x"}"#, "after"), ("ledger.status", "[1]", "object"),
    ("acts.record", #"{"id":"x"}"#, "id"),
    ("acts.record", #"{"id":"01938f5e-7a2c-7b3d-9c1e-000000000001","act":{"@type":"x.Y"},"actor":"a"}"#, "@type"),
    ("acts.record", #"{"idd":"x"}"#, "idd"),
  ])
  func wrongParametersAreNamed(method: String, params: String, name: String) async throws {
    try await withMethods { methods in
      let error = await failure(methods, method, params)
      #expect(error?.code == .invalidParams)
      #expect(error?.message.contains(name) == true, "\(error?.message ?? "no error")")
    }
  }

  @Test func clientsMayNotActForTheLedger() async throws {
    try await withMethods { methods in
      let asClock = Self.published.replacing(#""actor":"office:mobility""#, with: #""actor":"system:clock""#)
      let error = await failure(methods, "acts.record", asClock)
      #expect(error?.data?["rejection"]?.text == "ReservedActor")
      let derived = Self.published.replacing("-7b3d-", with: "-8b3d-")
      let refused = await failure(methods, "acts.record", derived)
      #expect(refused?.data?["error"]?.text == "CommandIDRefused")
    }
  }

  @Test func discoveryDescribesEveryQuery() async throws {
    try await withMethods { methods in
      let document = try await ask(methods, "rpc.discover")
      let names = (document["methods"]?.elements ?? []).compactMap { $0["name"]?.text }
      #expect(
        Set(names) == Set(QueryCatalogue.albo.queries.map { $0.method } + ["acts.record", "acts.why", "rpc.discover"]))
      for name in QueryCatalogue.albo.queries.map({ $0.method }) where name.hasSuffix(".list") {
        let answer = try await ask(methods, name)
        #expect(answer["items"]?.elements != nil && answer["size"] != nil)
      }
    }
  }
}
