/// What read and write transactions share: looking at tables.
///
/// Keys are 1 to 511 bytes; an integer key stands for its eight big-endian bytes. Bytes are lent to closures
/// and point into the map: copy what is to be kept.
///
/// Every function throws ``LMDBError`` with ``LMDBError/Code/badValueSize`` for an empty or overlong key, and
/// with ``LMDBError/Code/badTransaction`` after a failed change in the same transaction; and what its closure
/// throws.
public protocol Transaction: ~Copyable {
  /// The running transaction.
  var snapshot: Snapshot { get }
}

extension Transaction where Self: ~Copyable {
  /// The number of the transaction: of a read transaction, that of the last commit it sees; of a write
  /// transaction, the number it will have.
  @inlinable
  public var id: UInt64 { snapshot.id }

  /// Lends the value of a key to a closure and returns what that returns; `nil` if there is no such key.
  @inlinable
  public func get<R>(
    _ key: Span<UInt8>, in table: Table, _ body: (Span<UInt8>) throws -> R
  ) throws -> R? {
    guard let value = try unsafe snapshot.find(key, in: table) else { return nil }
    return try unsafe body(value.span)
  }

  /// Lends the value of an integer key to a closure and returns what that returns; `nil` if there is no such
  /// key.
  @inlinable
  public func get<R>(
    _ key: UInt64, in table: Table, _ body: (Span<UInt8>) throws -> R
  ) throws -> R? {
    guard let value = try unsafe snapshot.find(key, in: table) else { return nil }
    return try unsafe body(value.span)
  }

  /// Whether a table has a key.
  @inlinable
  public func contains(_ key: Span<UInt8>, in table: Table) throws(LMDBError) -> Bool {
    try unsafe snapshot.find(key, in: table) != nil
  }

  /// Whether a table has an integer key.
  @inlinable
  public func contains(_ key: UInt64, in table: Table) throws(LMDBError) -> Bool {
    try unsafe snapshot.find(key, in: table) != nil
  }

  /// How many rows a table has. It is stored, not counted.
  @inlinable
  public func count(of table: Table) throws(LMDBError) -> Int {
    try snapshot.statistics(of: table).count
  }

  /// The sizes of a table.
  @inlinable
  public func statistics(of table: Table) throws(LMDBError) -> TableStatistics {
    try snapshot.statistics(of: table)
  }

  /// Lends a cursor over a table, placed before the first row.
  @inlinable
  public func withCursor<R>(over table: Table, _ body: (inout Cursor) throws -> R) throws -> R {
    var cursor = try snapshot.openCursor(over: table)
    let identity = cursor.identity
    defer { cursor.close(openedAs: identity) }
    return try body(&cursor)
  }
}
