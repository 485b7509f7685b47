import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import TransparencyLog

/// The witness protocol over HTTP: `POST /add-checkpoint`, and `GET /HASH/checkpoint`.
struct WitnessResponder: HTTPResponder {
  let witness: Witness

  /// The most bytes of a request's body: a hundred signature lines and 63 hashes are far fewer.
  static let bodyLimit = 1 << 18

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    do {
      let path = String(request.uri.path.drop { $0 == "/" })
      guard path == WitnessProtocol.addCheckpoint else { return try checkpoint(at: path, request.method) }
      guard request.method == .post else { return notAllowed(but: .post) }
      return try await add(request)
    } catch let refusal as WitnessRefusal {
      return respond(to: refusal)
    } catch {
      context.logger.error("the request failed: \(error)")
      return Self.text(.internalServerError, "the witness failed\n")
    }
  }

  private func add(_ request: Request) async throws -> Response {
    var body: [UInt8] = []
    for try await buffer in request.body {
      body += buffer.readableBytesView
      guard body.count <= Self.bodyLimit else {
        var response = Self.text(.contentTooLarge, "a request must have at most \(Self.bodyLimit) bytes\n")
        response.headers[.connection] = "close"
        return response
      }
    }
    return Self.text(.ok, try await witness.addCheckpoint(body).line)
  }

  private func checkpoint(at path: String, _ method: HTTPRequest.Method) throws -> Response {
    guard let note = try witness.lastCheckpoint(at: path) else {
      return Self.text(.notFound, "nothing is served at this path\n")
    }
    guard method == .get else { return notAllowed(but: .get) }
    return Self.text(.ok, note.serialized)
  }

  private func respond(to refusal: WitnessRefusal) -> Response {
    if case .conflict(let size) = refusal {
      return Self.text(.conflict, WitnessProtocol.body(of: size), type: WitnessProtocol.sizeType)
    }
    return Self.text(HTTPResponse.Status(code: refusal.status), "\(refusal)\n")
  }

  private func notAllowed(but method: HTTPRequest.Method) -> Response {
    var response = Self.text(.methodNotAllowed, "only \(method.rawValue) is supported here\n")
    response.headers[.allow] = method.rawValue
    return response
  }

  private static func text(
    _ status: HTTPResponse.Status, _ text: String, type: String = "text/plain; charset=utf-8"
  ) -> Response {
    Response(status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }
}
