import CLMDB
import Glibc

// Moves are not generic, so they are compiled here once; each returns whether there is a row, and sets key
// and value.
extension Cursor {
  @usableFromInline
  enum Move { case first, last, next, previous }

  @usableFromInline
  mutating func move(_ move: Move) throws(LMDBError) -> Bool {
    let operation: MDB_cursor_op
    switch (move, place) {
    case (.next, .atRow): operation = MDB_NEXT
    case (.previous, .atRow): operation = MDB_PREV
    case (.first, _), (.next, .beforeFirst): operation = MDB_FIRST
    case (.last, _), (.previous, .behindLast): operation = MDB_LAST
    case (.next, .behindLast), (.previous, .beforeFirst): return false
    }
    let end = move == .first || move == .next ? Place.behindLast : .beforeFirst
    return try unsafe step(operation, from: MDB_val(), otherwise: end)
  }

  @usableFromInline
  mutating func move(atLeast bound: Span<UInt8>) throws(LMDBError) -> Bool {
    if bound.isEmpty || bound.count > Environment.maxKeySize {
      throw LMDBError(.badValueSize, .cursor, path: path)
    }
    return try unsafe bound.withUnsafeBufferPointer { (bound) throws(LMDBError) in
      try unsafe step(MDB_SET_RANGE, from: MDB_val(lending: bound), otherwise: .behindLast)
    }
  }

  /// The first row not below the bound, or else the one before it.
  @usableFromInline
  mutating func move(atMost bound: Span<UInt8>) throws(LMDBError) -> Bool {
    guard try move(atLeast: bound) else { return try move(.previous) }
    return unsafe isEqual(key.buffer, bound) ? true : try move(.previous)
  }

  @usableFromInline
  mutating func move(atLeast bound: UInt64) throws(LMDBError) -> Bool {
    try withKey(bound) { (bound) throws(LMDBError) in try move(atLeast: bound) }
  }

  @usableFromInline
  mutating func move(atMost bound: UInt64) throws(LMDBError) -> Bool {
    try withKey(bound) { (bound) throws(LMDBError) in try move(atMost: bound) }
  }

  /// LMDB's own idea of the place past an end differs by operation, so it is kept here.
  @inline(__always)
  private mutating func step(
    _ operation: MDB_cursor_op, from start: MDB_val, otherwise end: Place
  ) throws(LMDBError) -> Bool {
    unsafe key = unsafe MappedBytes(count: start.mv_size, start: start.mv_data)
    let status = unsafe key.withValue { key in
      unsafe value.withValue { value in unsafe mdb_cursor_get(handle, key, value, operation) }
    }
    if status == MDB_NOTFOUND {
      place = end
      return false
    }
    try LMDBError.check(status, .cursor, path: path)
    place = .atRow
    return true
  }

  @usableFromInline
  var identity: UInt { unsafe UInt(bitPattern: handle) }

  /// Two lent cursors can be swapped, the one escape the compiler does not refuse: end the process, not the
  /// wrong one.
  @usableFromInline
  func close(openedAs identity: UInt) {
    precondition(self.identity == identity, "two lent cursors were swapped")
    unsafe mdb_cursor_close(handle)
  }
}

private func isEqual(_ key: UnsafeBufferPointer<UInt8>, _ bound: Span<UInt8>) -> Bool {
  guard key.count == bound.count, let start = key.baseAddress else { return false }
  return unsafe bound.withUnsafeBufferPointer { bound in
    guard let other = bound.baseAddress else { return false }
    return unsafe memcmp(start, other, bound.count) == 0
  }
}
