import EventLedger
import LogAudit
import Synchronization
import Testing
import TransparencyLog

/// How a process that does not write learns that the log has grown.
@Suite struct LogChangesTests {
  @Test func aReaderLooksUntilTheLogHasGrown() async throws {
    let looks = Mutex(0)
    let changes = LogChanges(size: LogSize(3)) {
      looks.withLock { $0 += 1 }
      return LogSize(looks.withLock { $0 < 3 ? 3 : 7 })
    }
    try await changes.wait(past: LogSize(3))
    #expect(looks.withLock { $0 } == 3 && changes.size == LogSize(7))
    try await changes.wait(past: LogSize(6))
  }

  @Test func aLookThatFailsEndsTheWait() async {
    let changes = LogChanges(size: LogSize(3)) { throw LedgerError(.damaged, "") }
    await expect(.damaged) { try await changes.wait(past: LogSize(3)) }
  }

  @Test func sizesNeverShrink() async throws {
    let changes = LogChanges(size: LogSize(3), poll: nil)
    changes.grow(to: LogSize(9))
    changes.grow(to: LogSize(5))
    #expect(changes.size == LogSize(9))
    try await changes.wait(past: LogSize(8))
    changes.close()
    await expect(.closed) { try await changes.wait(past: LogSize(9)) }
  }
}
