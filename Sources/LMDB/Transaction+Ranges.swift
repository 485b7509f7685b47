extension Transaction where Self: ~Copyable {
  /// Lends rows to a closure in the order of their keys, until it returns `false`, the limit is met or the
  /// table ends.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - key: Where to start: at the first key not below it, or if reversed at the last key not above it.
  ///     `nil` starts at the table's end on that side.
  ///   - limit: The most rows to lend.
  ///   - isReversed: Goes down instead of up.
  ///   - body: Takes key and value; returns whether to go on.
  @inlinable
  public func forEach(
    in table: Table, from key: Span<UInt8>? = nil, limit: Int = .max, reverse isReversed: Bool = false,
    _ body: (Span<UInt8>, Span<UInt8>) throws -> Bool
  ) throws {
    guard limit > 0 else { return }
    var cursor = try snapshot.openCursor(over: table)
    let identity = cursor.identity
    defer { cursor.close(openedAs: identity) }
    guard try cursor.start(from: key, reverse: isReversed) else { return }
    try cursor.forEach(limit: limit, reverse: isReversed, body)
  }

  /// Lends rows to a closure as the form with bytes does, starting at an integer key.
  @inlinable
  public func forEach(
    in table: Table, from key: UInt64, limit: Int = .max, reverse isReversed: Bool = false,
    _ body: (Span<UInt8>, Span<UInt8>) throws -> Bool
  ) throws {
    guard limit > 0 else { return }
    var cursor = try snapshot.openCursor(over: table)
    let identity = cursor.identity
    defer { cursor.close(openedAs: identity) }
    guard try cursor.start(from: key, reverse: isReversed) else { return }
    try cursor.forEach(limit: limit, reverse: isReversed, body)
  }
}

extension Cursor {
  @usableFromInline
  mutating func start(from key: Span<UInt8>?, reverse isReversed: Bool) throws(LMDBError) -> Bool {
    guard let key else { return try move(isReversed ? .last : .first) }
    return isReversed ? try move(atMost: key) : try move(atLeast: key)
  }

  @usableFromInline
  mutating func start(from key: UInt64, reverse isReversed: Bool) throws(LMDBError) -> Bool {
    isReversed ? try move(atMost: key) : try move(atLeast: key)
  }

  /// Lends the current row and those that follow.
  @inlinable
  mutating func forEach(
    limit: Int, reverse isReversed: Bool, _ body: (Span<UInt8>, Span<UInt8>) throws -> Bool
  ) throws {
    var left = limit
    while try unsafe body(key.buffer.span, value.buffer.span) {
      left -= 1
      guard left > 0, try move(isReversed ? .previous : .next) else { return }
    }
  }
}
