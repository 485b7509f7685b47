public import EventModel

/// The error that answers a request (JSON-RPC 2.0 §5.1).
public struct RPCError: Error, Hashable, Sendable, Codable {
  /// What kind of error it is.
  public var code: Code
  /// One sentence for people: what happened and what to do.
  public var message: String
  /// Details for programs, such as a rejection's rule and positions.
  public var data: JSONValue?

  /// An error of any code; nothing is checked.
  public init(code: Code, message: String, data: JSONValue? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }
}

extension RPCError: CustomStringConvertible {
  /// The message and the code.
  public var description: String { "\(message) (JSON-RPC error \(code.rawValue))" }
}

extension RPCError {
  /// The line is not JSON: code -32700.
  public static func parseError(_ detail: String) -> RPCError {
    RPCError(code: .parseError, message: "Parse error: \(detail)")
  }

  /// The JSON is not a request: code -32600.
  public static func invalidRequest(_ detail: String) -> RPCError {
    RPCError(code: .invalidRequest, message: "Invalid Request: \(detail)")
  }

  /// There is no such method: code -32601.
  public static func methodNotFound(_ method: String) -> RPCError {
    RPCError(code: .methodNotFound, message: "Method not found: \(method)")
  }

  /// The method exists but not with these parameters: code -32602.
  public static func invalidParams(_ detail: String) -> RPCError {
    RPCError(code: .invalidParams, message: "Invalid params: \(detail)")
  }

  /// The server failed: code -32603.
  public static func internalError(_ detail: String) -> RPCError {
    RPCError(code: .internalError, message: "Internal error: \(detail)")
  }
}
