/// A transaction lent to objects that are called from code which cannot pass one on.
///
/// The compiler keeps a ``ReadTransaction`` from outliving its closure; an object that is asked through a
/// protocol has no parameter to receive it by. It gets this instead, which is valid while ``Transaction/lend(_:)``
/// runs and traps afterwards.
@safe package final class LentTransaction: Transaction {
  private let stored: Snapshot
  private var isValid = true

  fileprivate init(_ handle: OpaquePointer, of environment: Environment) {
    unsafe stored = Snapshot(handle, of: environment)
  }

  package var snapshot: Snapshot {
    _read {
      precondition(isValid, "a lent transaction was used after its end")
      yield stored
    }
  }

  fileprivate func end() { isValid = false }
}

extension Transaction where Self: ~Copyable {
  /// Lends the transaction as an object while `body` runs; nothing may be changed meanwhile.
  package func lend<Result>(_ body: (LentTransaction) throws -> Result) rethrows -> Result {
    let lent = unsafe LentTransaction(snapshot.handle, of: snapshot.environment)
    defer { lent.end() }
    return try body(lent)
  }
}
