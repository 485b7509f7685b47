/// Why a call has no answer from the server.
public struct ClientError: Error, Hashable, Sendable {
  /// The kinds of reasons.
  public enum Code: Hashable, Sendable {
    /// No connection could be made.
    case cannotConnect
    /// The connection ended before the answer came. Whether the call took effect is unknown.
    case connectionLost
    /// The server sent something that is not JSON-RPC 2.0, or a result of an unexpected type.
    case malformedResponse
    /// The server sent a line longer than `LedgerClient.Configuration.lineLimit`.
    case responseTooLong
    /// No answer within `LedgerClient.Configuration.timeout`. Whether the call took effect is unknown.
    case timedOut
  }

  /// What kind of reason.
  public let code: Code
  /// The path of the socket.
  public let path: String
  /// What happened and what to do, in one sentence.
  public let message: String
}

extension ClientError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}

extension ClientError {
  static func cannotConnect(_ path: String, _ reason: String) -> ClientError {
    ClientError(code: .cannotConnect, path: path, message: "cannot connect to \(path): \(reason)")
  }

  static func connectionLost(_ path: String) -> ClientError {
    let message = "the connection to \(path) ended before the answer; check whether the call took effect"
    return ClientError(code: .connectionLost, path: path, message: message)
  }

  static func malformedResponse(_ path: String, _ reason: String) -> ClientError {
    let message = "the server at \(path) did not answer as a ledger does: \(reason)"
    return ClientError(code: .malformedResponse, path: path, message: message)
  }

  static func responseTooLong(_ path: String, _ limit: Int) -> ClientError {
    let message =
      "the server at \(path) sent a line of more than \(limit) bytes; ask for less, or raise the limit"
    return ClientError(code: .responseTooLong, path: path, message: message)
  }

  static func timedOut(_ path: String, _ timeout: Duration) -> ClientError {
    let message = "no answer from \(path) within \(timeout); check whether the call took effect"
    return ClientError(code: .timedOut, path: path, message: message)
  }
}
