import LedgerProtocol
import NIOCore
import Synchronization

/// The outgoing replies of a connection.
///
/// One write runs at a time; what is sent meanwhile goes out with the next. Only what the gate has admitted is
/// sent, and its load is released only when the kernel has taken the bytes: if a peer does not read replies, its
/// requests are no longer read, and the replies in memory are bounded by what is in flight.
final class Outbox: Sendable {
  private struct State {
    var pending = ByteBuffer()
    var load = Load()
    var isWriting = false
    var isBroken = false
  }

  private let channel: any Channel
  private let gate: AdmissionGate
  private let timeout: TimeAmount
  private let state = Mutex(State())

  init(channel: any Channel, gate: AdmissionGate, timeout: Duration) {
    self.channel = channel
    self.gate = gate
    self.timeout = TimeAmount(timeout)
  }

  /// Sends a message as a line. Returns when another task has taken it over for writing; if this task writes itself,
  /// when nothing is left to write. What can no longer be written is dropped.
  func send(_ message: [UInt8], releasing load: Load) async {
    guard enqueue(message, load) else { return }
    while let (buffer, load) = takePending() {
      do {
        try await write(buffer)
      } catch {
        state.withLock { $0.isBroken = true }
      }
      gate.release(load)
    }
  }

  /// - Returns: whether the caller has to write.
  private func enqueue(_ message: [UInt8], _ load: Load) -> Bool {
    state.withLock { state in
      if !state.isBroken {
        state.pending.writeBytes(message)
        state.pending.writeInteger(UInt8(ascii: "\n"))
      }
      state.load += load
      defer { state.isWriting = true }
      return !state.isWriting
    }
  }

  private func takePending() -> (ByteBuffer, Load)? {
    state.withLock { state in
      guard state.load.requests > 0 else {
        state.isWriting = false
        return nil
      }
      defer {
        state.pending = ByteBuffer()
        state.load = Load()
      }
      return (state.pending, state.load)
    }
  }

  private func write(_ buffer: ByteBuffer) async throws {
    try await channel.eventLoop.flatSubmit { [channel, timeout] in
      let stuck = channel.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
      return channel.writeAndFlush(buffer).always { _ in stuck.cancel() }
    }.get()
  }
}
