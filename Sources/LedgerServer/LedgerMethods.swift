import EventLedger
import EventModel
import Glibc
public import LedgerProtocol
import LocalFiles
import LogAudit
public import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// The methods of a ledger: recording, asking why, every query, and discovery.
public struct LedgerMethods: RequestHandler {
  private let ledger: CityLedger
  private let queries: QueryCatalogue
  private let principals: Principals
  /// Two queries at once: enough for one that waits and one that reads.
  private let gate = FairGate(limit: 2)

  /// The methods of a ledger that is open for writing.
  public init(_ ledger: CityLedger, queries: QueryCatalogue = .albo) {
    (self.ledger, self.queries) = (ledger, queries)
    principals = ledger.store.principals()
  }

  /// Answers one request.
  ///
  /// - Throws: `RPCError`: -32000 for rejections, -32001 if the ledger cannot do it, and the codes of JSON-RPC.
  public func respond(to request: Request, from peer: Peer) async throws(RPCError) -> [UInt8] {
    do {
      return try await answer(request, peer)
    } catch {
      throw RPCError(mapping: error)
    }
  }

  private func answer(_ request: Request, _ peer: Peer) async throws -> [UInt8] {
    switch request.method {
    case MethodNames.record:
      let recorded = try await ledger.record(try proposal(request), by: try submitter(peer))
      return try JSONText.answer(
        RecordedAnswer(position: recorded.position, count: recorded.count, size: recorded.size))
    case MethodNames.why:
      let acts = try ledger.why(try proposal(request), by: try submitter(peer))
      return try JSONText.answer(WhyAnswer(acts: acts.map(\.typedJSON)))
    case MethodNames.discover:
      return try JSONText.answer(Discovery.document(of: queries))
    default:
      guard let query = queries.query(request.method) else { throw methodNotFound(request.method) }
      return try await gate.run(lane: peer.connection) { try await ask(query, request.params) }
    }
  }

  private func methodNotFound(_ method: String) -> RPCError {
    let names = queries.queries.map { $0.method } + [MethodNames.record, MethodNames.why, MethodNames.discover]
    return .methodNotFound("\(method).\(NearestName.question(method, among: names))")
  }

  private func proposal(_ request: Request) throws -> Proposal {
    try Proposal(json: request.params ?? .null, registry: ledger.store.registry)
  }

  /// The submitter: the user behind the socket. The ledger's own user may import, with ids derived from files, and act as
  /// anybody; others act as the file `principals` says.
  private func submitter(_ peer: Peer) throws -> Submitter {
    let isOwner = peer.user == geteuid() || peer.user == 0
    let principal = peer.user.map { "unix:\($0)" } ?? "unknown"
    return Submitter(
      recorder: principal, kind: isOwner ? .importer : .client, lane: peer.connection,
      actors: isOwner ? .any : try principals.scope(of: principal))
  }

  private func ask<Question: AnsweredQuery>(_ type: Question.Type, _ params: JSONValue?) async throws -> [UInt8] {
    guard case .object(var members)? = params ?? .object([:]) else {
      throw RPCError.invalidParams("give the parameters by name, as an object")
    }
    var size: LogSize?
    if let after = members.removeValue(forKey: "after") {
      guard let given = LogSize(json: after) else {
        throw InvalidAct(field: "after", reason: "expected \(LogSize.expectation(.any))")
      }
      size = given
    }
    let query = try Question(json: .object(members))
    return try JSONText.answer(try await ledger.ask(query, after: size))
  }
}

extension RPCError {
  /// The error that a failure is answered with.
  init(mapping error: any Error) {
    switch error {
    case let error as RPCError: self = error
    case let error as Rejection: self.init(error)
    case let error as InvalidAct: self = .invalidParams(error)
    case let error as LedgerError:
      self.init(code: .ledger, message: error.description, data: .object(["error": .string(error.name)]))
    case let error as FileError:
      self.init(code: .ledger, message: error.message, data: .object(["error": .string("SystemError")]))
    default: self = .internalError("\(error)")
    }
  }
}
