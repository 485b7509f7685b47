/// A place in a table, lent by ``Transaction/withCursor(over:_:)``, that moves row by row both ways.
///
/// Each move lends key and value to a closure and returns what that returns; `nil` if there is no such row.
/// Before the first row ``next(_:)`` goes to the first; after the last row ``previous(_:)`` goes to the
/// last. A new cursor is before the first row.
///
/// Moves throw ``LMDBError`` with ``LMDBError/Operation/cursor``: ``LMDBError/Code/badValueSize`` for an
/// empty or overlong key, and errors of a damaged file; and what their closures throw.
@safe public struct Cursor: ~Copyable {
  /// The `MDB_cursor`, valid until the cursor is closed where it was lent.
  let handle: OpaquePointer
  let path: String
  var place = Place.beforeFirst

  // The current row, valid after a move that found one: a cursor borrows its transaction, so nothing is
  // changed while it lives.
  @usableFromInline var key = unsafe MappedBytes()
  @usableFromInline var value = unsafe MappedBytes()

  enum Place { case beforeFirst, atRow, behindLast }

  init(_ handle: OpaquePointer, path: String) {
    unsafe self.handle = unsafe handle
    self.path = path
  }

  /// Goes to the first row.
  @inlinable
  public mutating func first<R>(_ body: (Span<UInt8>, Span<UInt8>) throws -> R) throws -> R? {
    try move(.first) ? unsafe body(key.buffer.span, value.buffer.span) : nil
  }

  /// Goes to the last row.
  @inlinable
  public mutating func last<R>(_ body: (Span<UInt8>, Span<UInt8>) throws -> R) throws -> R? {
    try move(.last) ? unsafe body(key.buffer.span, value.buffer.span) : nil
  }

  /// Goes to the following row.
  @inlinable
  public mutating func next<R>(_ body: (Span<UInt8>, Span<UInt8>) throws -> R) throws -> R? {
    try move(.next) ? unsafe body(key.buffer.span, value.buffer.span) : nil
  }

  /// Goes to the row before.
  @inlinable
  public mutating func previous<R>(_ body: (Span<UInt8>, Span<UInt8>) throws -> R) throws -> R? {
    try move(.previous) ? unsafe body(key.buffer.span, value.buffer.span) : nil
  }

  /// Goes to the first row whose key is not below the given one.
  @inlinable
  public mutating func seek<R>(
    atLeast bound: Span<UInt8>, _ body: (Span<UInt8>, Span<UInt8>) throws -> R
  ) throws -> R? {
    try move(atLeast: bound) ? unsafe body(key.buffer.span, value.buffer.span) : nil
  }

  /// Goes to the first row whose key is not below the given integer.
  @inlinable
  public mutating func seek<R>(
    atLeast bound: UInt64, _ body: (Span<UInt8>, Span<UInt8>) throws -> R
  ) throws -> R? {
    try move(atLeast: bound) ? unsafe body(key.buffer.span, value.buffer.span) : nil
  }

  /// Goes to the last row whose key is not above the given one.
  @inlinable
  public mutating func seek<R>(
    atMost bound: Span<UInt8>, _ body: (Span<UInt8>, Span<UInt8>) throws -> R
  ) throws -> R? {
    try move(atMost: bound) ? unsafe body(key.buffer.span, value.buffer.span) : nil
  }

  /// Goes to the last row whose key is not above the given integer.
  @inlinable
  public mutating func seek<R>(
    atMost bound: UInt64, _ body: (Span<UInt8>, Span<UInt8>) throws -> R
  ) throws -> R? {
    try move(atMost: bound) ? unsafe body(key.buffer.span, value.buffer.span) : nil
  }
}
