extension RPCError {
  /// The number of a kind of error. -32768 to -32000 are reserved by JSON-RPC 2.0 §5.1.
  public struct Code: RawRepresentable, Hashable, Sendable, Codable {
    /// The number in the message.
    public var rawValue: Int

    /// Any number; nothing is checked.
    public init(rawValue: Int) { self.rawValue = rawValue }
  }
}

extension RPCError.Code {
  /// The line was not JSON.
  public static let parseError = Self(rawValue: -32700)
  /// The JSON was not a request.
  public static let invalidRequest = Self(rawValue: -32600)
  /// No such method.
  public static let methodNotFound = Self(rawValue: -32601)
  /// The method does not take these parameters.
  public static let invalidParams = Self(rawValue: -32602)
  /// The server failed.
  public static let internalError = Self(rawValue: -32603)
  /// The server accepts no more connections for now.
  public static let tooManyConnections = Self(rawValue: -32099)

  /// The numbers left to a server's own errors; Albo has -32000 for every rejection and -32001 for what the ledger could
  /// not do.
  public static let application = -32099 ... -32000
}
