extension SocketServer {
  /// Where a server listens, and its limits.
  public struct Configuration: Hashable, Sendable {
    /// Where the socket is made: at most 103 bytes, in a directory that exists.
    public var path: String
    /// The mode of the socket's file; to connect, a user needs the right to write.
    public var permissions: UInt32 = 0o660
    /// The most bytes of one line without its line feed.
    public var lineLimit = 1 << 20
    /// The most requests of one connection that are being handled, or whose replies the kernel has not taken.
    /// At this number, nothing more is read from the connection.
    public var inFlightLimit = 256
    /// The most bytes in the lines of these requests; a single longer line is still handled, alone.
    public var inFlightByteLimit = 8 << 20
    /// The most connections at a time; further ones get an error and are closed.
    public var connectionLimit = 1_024
    /// The most connections that wait to be accepted; the kernel holds back further ones.
    public var backlog: Int32 = 1_024
    /// How long a write may wait for a peer that does not read before its connection is closed.
    public var writeTimeout = Duration.seconds(60)
    /// How long a graceful shutdown waits for requests in flight before it cancels them.
    public var drainTimeout = Duration.seconds(10)

    /// The defaults at a path.
    public init(path: String) { self.path = path }
  }
}
