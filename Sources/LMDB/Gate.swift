import Glibc

/// Lets transactions in together, and whoever closes or reopens the environment in alone.
///
/// A reader–writer lock that prefers readers (the default of glibc), so that a transaction inside a
/// transaction cannot deadlock with a thread that waits to close.
@safe final class Gate: Sendable {
  // Safe to share: the lock is the one thing it points to, and outlives every use.
  nonisolated(unsafe) private let lock: UnsafeMutablePointer<pthread_rwlock_t>

  init() {
    unsafe lock = .allocate(capacity: 1)
    unsafe lock.initialize(to: pthread_rwlock_t())
    _ = unsafe pthread_rwlock_init(lock, nil)
  }

  deinit {
    _ = unsafe pthread_rwlock_destroy(lock)
    unsafe lock.deallocate()
  }

  func enter() { check(unsafe pthread_rwlock_rdlock(lock)) }

  func leave() { check(unsafe pthread_rwlock_unlock(lock)) }

  func alone<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
    check(unsafe pthread_rwlock_wrlock(lock))
    defer { leave() }
    return try body()
  }

  // Going on without the lock would be a use after free.
  private func check(_ status: CInt) { precondition(status == 0, "reader-writer lock failed: \(status)") }
}
