import Dispatch
import Glibc

/// A server that says one thing to everybody, or nothing at all.
final class RawServer: Sendable {
  let port: Int
  private let descriptor: Int32

  /// - Parameter response: the bytes of every answer; nil answers nothing and keeps the connection.
  init(_ response: String?) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    port = Self.bindAndListen(descriptor)
    guard let response else { return }
    DispatchQueue(label: "raw server").async { [descriptor] in
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        _ = read(connection, &buffer, buffer.count)
        _ = Array(response.utf8).withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        shutdown(connection, Int32(SHUT_WR))
        close(connection)
      }
    }
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  var url: String { "http://127.0.0.1:\(port)" }

  /// A port on which nobody listens.
  static func deadURL() -> String {
    let server = RawServer(nil)
    return server.url
  }

  static func response(_ status: String, _ body: String, headers: String = "") -> String {
    "HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
  }

  private static func bindAndListen(_ descriptor: Int32) -> Int {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(descriptor, $0, length)
        _ = listen(descriptor, 16)
        _ = getsockname(descriptor, $0, &length)
      }
    }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
