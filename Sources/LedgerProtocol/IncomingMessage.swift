import EventModel

/// One line that a server received: a request, or several in a batch (JSON-RPC 2.0 §6).
package enum IncomingMessage: Hashable, Sendable {
  /// Answered with one response, or with nothing if it is a notification.
  case single(IncomingCall)
  /// Never empty. Answered with an array of responses, or with nothing if all are notifications.
  case batch([IncomingCall])
}

/// A request, or the error for something that should have been one.
package enum IncomingCall: Hashable, Sendable {
  /// To be handled.
  case request(Request)
  /// To be answered with this error; the id is null if it could not be read.
  case refused(RPCError, RequestID)
}

extension IncomingMessage {
  /// How deep values may be nested, and how many requests a batch may hold.
  package struct Limits: Hashable, Sendable {
    /// The most levels of arrays and objects in one line, including the array of a batch.
    package var depth = 64
    /// The most requests in one batch.
    package var batchLength = 1_000

    /// The defaults: 64 levels, 1,000 requests.
    package init() {}
  }

  /// Reads a line, without its line feed. If it cannot be read, this is the error that answers it.
  package init(line: [UInt8], limits: Limits = Limits()) {
    do {
      self.init(try JSONReader.value(of: line, depthLimit: limits.depth), limits: limits)
    } catch {
      self = .single(.refused(.parseError(error.description), .null))
    }
  }

  private init(_ value: JSONValue, limits: Limits) {
    guard let elements = value.elements else {
      self = .single(IncomingCall(value))
      return
    }
    if elements.isEmpty {
      self = .single(.refused(.invalidRequest("a batch must hold at least one request"), .null))
    } else if elements.count > limits.batchLength {
      let detail = "a batch must hold at most \(limits.batchLength) requests"
      self = .single(.refused(.invalidRequest(detail), .null))
    } else {
      self = .batch(elements.map(IncomingCall.init))
    }
  }
}

extension IncomingCall {
  init(_ value: JSONValue) {
    guard let members = value.members else {
      self = .refused(.invalidRequest("a request must be an object"), .null)
      return
    }
    let id = members["id"].map(RequestID.init)
    if case .some(.none) = id {
      let detail = "an id must be a string, a whole number of 64 bits, or null"
      self = .refused(.invalidRequest(detail), .null)
      return
    }
    do {
      self = .request(try Request(members, id: id ?? nil))
    } catch {
      self = .refused(error, (id ?? nil) ?? .null)
    }
  }
}

extension Request {
  fileprivate init(_ members: [String: JSONValue], id: RequestID?) throws(RPCError) {
    guard members["jsonrpc"] == .string("2.0") else {
      throw .invalidRequest(#"the member "jsonrpc" must be "2.0""#)
    }
    guard let method = members["method"]?.text else {
      throw .invalidRequest(#"the member "method" must be a string"#)
    }
    switch members["params"] {
    case .none, .array, .object: self.init(id: id, method: method, params: members["params"])
    default: throw .invalidRequest(#"the member "params" must be an object or an array"#)
    }
  }
}
