import Glibc
import NIOCore

/// Who is at the other end of a connection, as the kernel says (`SO_PEERCRED`, unix(7)).
public struct Peer: Hashable, Sendable {
  /// A number that no other connection of this server has or had.
  public let connection: UInt64
  /// The peer's user id when it connected; nil if the kernel does not say.
  public let user: UInt32?
  /// The id of the peer's primary group when it connected; nil if the kernel does not say.
  public let group: UInt32?
  /// The process that connected, in the server's process namespace; it may have passed the socket on.
  public let process: Int32?

  /// A peer; for tests of handlers.
  public init(connection: UInt64, user: UInt32?, group: UInt32?, process: Int32?) {
    self.connection = connection
    self.user = user
    self.group = group
    self.process = process
  }
}

extension Peer {
  /// Asks the kernel about the other end of a channel.
  static func of(_ channel: any Channel, connection: UInt64) -> EventLoopFuture<Peer> {
    let unknown = Peer(connection: connection, user: nil, group: nil, process: nil)
    guard let socket = channel as? any SocketOptionProvider else {
      return channel.eventLoop.makeSucceededFuture(unknown)
    }
    let credentials: EventLoopFuture<Credentials> = socket.unsafeGetSocketOption(
      level: .socket, name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
    return credentials.map {
      Peer(connection: connection, user: $0.user, group: $0.group, process: $0.process)
    }.recover { _ in unknown }
  }

  /// Laid out as `struct ucred` of <sys/socket.h>, which the C library's module leaves out.
  private struct Credentials: Sendable {
    var process: Int32
    var user: UInt32
    var group: UInt32
  }
}
