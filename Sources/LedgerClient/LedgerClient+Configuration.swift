extension LedgerClient {
  /// What a client puts up with.
  public struct Configuration: Hashable, Sendable {
    /// Bytes of one line from the server, without its line feed.
    public var lineLimit = 64 << 20
    /// How long to wait for the answer to a call; nil for as long as the connection lasts.
    public var timeout: Duration?
    /// How long to wait for the connection.
    public var connectTimeout = Duration.seconds(10)

    /// The defaults.
    public init() {}
  }
}
