import LedgerProtocol

/// Turns a call from one peer into the text of the reply.
struct Responder: Sendable {
  let handler: any RequestHandler
  let peer: Peer

  /// The response as JSON text, or nil for a notification.
  func reply(to call: IncomingCall) async -> [UInt8]? {
    switch call {
    case .refused(let error, let id):
      return Response(id: id, outcome: .failure(error)).text
    case .request(let request):
      let outcome = await outcome(of: request)
      return request.id.map { Response(id: $0, outcome: outcome).text }
    }
  }

  private func outcome(of request: Request) async -> Result<[UInt8], RPCError> {
    do {
      return .success(try await handler.respond(to: request, from: peer))
    } catch {
      return .failure(error)
    }
  }
}
