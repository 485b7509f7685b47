extension LedgerClient {
  /// The limits of a client.
  public struct Configuration: Hashable, Sendable {
    /// The most bytes of one line from the server, without its line feed.
    public var lineLimit = 64 << 20
    /// How long to wait for the answer to a call; nil waits as long as the connection lasts.
    public var timeout: Duration?
    /// How long to wait for the connection.
    public var connectTimeout = Duration.seconds(10)

    /// The defaults.
    public init() {}
  }
}
