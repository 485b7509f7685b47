/// A snapshot of the environment, lent by ``Environment/read(_:)``.
public struct ReadTransaction: Transaction, ~Copyable {
  /// The running transaction.
  public let snapshot: Snapshot
}
