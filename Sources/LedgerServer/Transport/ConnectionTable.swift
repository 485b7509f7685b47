import NIOCore
import Synchronization

/// The open connections of a server: numbers them, counts them, and closes the remaining ones at the end.
final class ConnectionTable: Sendable {
  private struct State {
    var last: UInt64 = 0
    var open: [UInt64: any Channel] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())

  /// The number of connections.
  var count: Int { state.withLock { $0.open.count } }

  /// Keeps a new connection until it is closed, and returns its number; nil once the table is closed.
  func add(_ channel: any Channel) -> UInt64? {
    let number = state.withLock { state -> UInt64? in
      if state.isClosed { return nil }
      state.last += 1
      state.open[state.last] = channel
      return state.last
    }
    guard let number else { return nil }
    channel.closeFuture.whenComplete { [weak self] _ in
      _ = self?.state.withLock { $0.open.removeValue(forKey: number) }
    }
    return number
  }

  /// Closes connections that were accepted but are no longer served.
  func close() {
    let left = state.withLock { state in
      state.isClosed = true
      return Array(state.open.values)
    }
    for channel in left { channel.close(promise: nil) }
  }
}
