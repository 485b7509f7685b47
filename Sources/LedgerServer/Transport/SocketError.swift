import Glibc

/// Why a server cannot listen at a path.
public struct SocketError: Error, Hashable, Sendable {
  /// The kinds of reasons.
  public enum Code: Hashable, Sendable {
    /// The path is empty, or too long for the address of a Unix domain socket.
    case invalidPath
    /// Another server answers at the path.
    case inUse
    /// Another server is being started in the same directory.
    case contended
    /// Something other than a socket is at the path. It has not been touched.
    case notASocket
    /// A system call failed.
    case system
  }

  /// What kind of reason.
  public let code: Code
  /// The path of the socket.
  public let path: String
  /// What happened and what to do, in one sentence.
  public let message: String
  /// The system's error number, or 0.
  public let errorNumber: Int32
}

extension SocketError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}

extension SocketError {
  static func invalidPath(_ path: String) -> SocketError {
    let message =
      "a socket's path must have 1 to \(UnixAddress.pathLimit) bytes, this one has \(path.utf8.count): \(path)"
    return SocketError(code: .invalidPath, path: path, message: message, errorNumber: 0)
  }

  static func inUse(_ path: String) -> SocketError {
    let message = "another server answers at \(path); stop it or choose another path"
    return SocketError(code: .inUse, path: path, message: message, errorNumber: EADDRINUSE)
  }

  static func contended(_ path: String) -> SocketError {
    let message = "another server is being started in the directory of \(path); try again"
    return SocketError(code: .contended, path: path, message: message, errorNumber: EWOULDBLOCK)
  }

  static func notASocket(_ path: String) -> SocketError {
    let message = "\(path) exists and is not a socket; move it away or choose another path"
    return SocketError(code: .notASocket, path: path, message: message, errorNumber: EEXIST)
  }

  /// The failure of the system call just made.
  static func system(_ call: String, _ path: String) -> SocketError {
    let number = errno
    let message = "cannot \(call) \(path): \(String(cString: strerror(number)))"
    return SocketError(code: .system, path: path, message: message, errorNumber: number)
  }
}
