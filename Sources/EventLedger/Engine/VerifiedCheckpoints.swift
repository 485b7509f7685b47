import Synchronization
import TransparencyLog

/// Checkpoints that were verified, by their size: those of the last few thousand sizes that were asked for.
final class VerifiedCheckpoints: Sendable {
  /// Two generations: when the younger one is full, it replaces the older.
  private let state = Mutex<(young: [LogSize: Checkpoint], old: [LogSize: Checkpoint])>(([:], [:]))

  private static let capacity = 8192

  /// Forgets them all: after a failed commit a size may have another root.
  func forget() { state.withLock { $0 = ([:], [:]) } }

  subscript(size: LogSize) -> Checkpoint? {
    get { state.withLock { $0.young[size] ?? $0.old[size] } }
    set {
      state.withLock { state in
        if state.young.count >= Self.capacity { state = ([:], state.young) }
        state.young[size] = newValue
      }
    }
  }
}
