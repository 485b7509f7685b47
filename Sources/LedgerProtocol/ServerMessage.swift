import EventModel

/// One line that a client received.
package enum ServerMessage: Sendable {
  /// The answer to a request.
  case response(Response)
  /// Pushed by the server: a request without an id.
  case notification(Request)
}

/// Why a line is not a message from a JSON-RPC 2.0 server.
package struct MalformedMessage: Error, Hashable, CustomStringConvertible {
  /// One sentence without a capital letter.
  package var description: String
}

extension ServerMessage {
  /// Reads a line, without its line feed. A result is checked to be JSON and copied as text, not decoded.
  ///
  /// - Throws: `MalformedMessage` for anything that is neither a response nor a notification.
  package init(line: [UInt8]) throws(MalformedMessage) {
    let members: ServerMessageMembers
    do {
      members = try ServerMessageMembers(line)
    } catch {
      throw MalformedMessage(description: error.description)
    }
    guard members.version == .string("2.0") else {
      throw MalformedMessage(description: #"the member "jsonrpc" is not "2.0""#)
    }
    if let method = members.method?.text, members.id == nil {
      self = .notification(Request(id: nil, method: method, params: members.params))
    } else {
      self = .response(try members.response())
    }
  }
}

private struct ServerMessageMembers {
  var version: JSONValue?
  var id: JSONValue?
  var method: JSONValue?
  var params: JSONValue?
  var result: [UInt8]?
  var error: JSONValue?

  init(_ line: [UInt8]) throws(JSONReader.Malformed) {
    var reader = try JSONReader(line)
    try reader.members { reader, name throws(JSONReader.Malformed) in
      switch name {
      case "jsonrpc": version = try reader.value()
      case "id": id = try reader.value()
      case "method": method = try reader.value()
      case "params": params = try reader.value()
      case "result": result = try reader.rawValue()
      case "error": error = try reader.value()
      default: try reader.skipValue()
      }
    }
    try reader.end()
  }

  func response() throws(MalformedMessage) -> Response {
    guard let id = id.flatMap(RequestID.init) else {
      throw MalformedMessage(description: "a response without a valid id")
    }
    switch (result, error.map(RPCError.init)) {
    case (let result?, nil): return Response(id: id, outcome: .success(result))
    case (nil, .some(.some(let error))): return Response(id: id, outcome: .failure(error))
    default: throw MalformedMessage(description: "a response with neither one result nor one error")
    }
  }
}
