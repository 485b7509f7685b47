extension SocketServer {
  /// Where a server listens and what it puts up with.
  public struct Configuration: Hashable, Sendable {
    /// Where the socket is made: at most 103 bytes, in a directory that exists.
    public var path: String
    /// The mode of the socket's file; to connect, a user needs the right to write.
    public var permissions: UInt32 = 0o660
    /// Bytes of one line without its line feed.
    public var lineLimit = 1 << 20
    /// Requests of one connection that are being handled or whose replies have not been taken by the kernel.
    /// While there are so many, nothing more is read from it.
    public var inFlightLimit = 256
    /// Bytes of the lines of those requests; a single longer line is still handled, alone.
    public var inFlightByteLimit = 8 << 20
    /// Connections at a time; more are told so and closed.
    public var connectionLimit = 1_024
    /// Connections that wait to be accepted, before further ones are kept waiting by the kernel.
    public var backlog: Int32 = 1_024
    /// How long a write may wait for a peer that does not read, before its connection is closed.
    public var writeTimeout = Duration.seconds(60)
    /// How long a graceful shutdown waits for requests in flight, before it cancels them.
    public var drainTimeout = Duration.seconds(10)

    /// The defaults at a path.
    public init(path: String) { self.path = path }
  }
}
