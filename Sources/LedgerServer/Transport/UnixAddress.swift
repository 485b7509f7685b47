import Glibc

/// The address of a Unix domain socket (unix(7)).
struct UnixAddress {
  /// The longest path that SwiftNIO's clients accept: the limit of macOS; that of Linux is 107 bytes.
  static let pathLimit = 103

  private var address = sockaddr_un()

  init(path: String) throws(SocketError) {
    let bytes = Array(path.utf8)
    guard 1...Self.pathLimit ~= bytes.count, !bytes.contains(0) else { throw .invalidPath(path) }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
  }

  func bind(_ descriptor: CInt) -> Bool { use { Glibc.bind(descriptor, $0, $1) } == 0 }

  func connect(_ descriptor: CInt) -> Bool { use { Glibc.connect(descriptor, $0, $1) } == 0 }

  private func use(_ call: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
    withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
