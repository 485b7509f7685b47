import CLMDB
import Glibc

// Moves are not generic, so they are compiled here once; each returns whether there is a row, and sets key and value.
extension Cursor {
  @usableFromInline
  enum Move { case first, last, next, previous }

  @usableFromInline
  mutating func move(_ move: Move) throws(LMDBError) -> Bool {
    switch move {
    case .first: try step(MDB_FIRST, otherwise: .behindLast)
    case .last: try step(MDB_LAST, otherwise: .beforeFirst)
    case .next where place == .atRow: try step(MDB_NEXT, otherwise: .behindLast)
    case .next: place == .beforeFirst ? try step(MDB_FIRST, otherwise: .behindLast) : false
    case .previous where place == .atRow: try step(MDB_PREV, otherwise: .beforeFirst)
    case .previous: place == .behindLast ? try step(MDB_LAST, otherwise: .beforeFirst) : false
    }
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
    return unsafe isEqual(key, bound) ? true : try move(.previous)
  }

  @usableFromInline
  mutating func move(atLeast bound: UInt64) throws(LMDBError) -> Bool {
    try BigEndian.withKey(bound) { (bound) throws(LMDBError) in try move(atLeast: bound) }
  }

  @usableFromInline
  mutating func move(atMost bound: UInt64) throws(LMDBError) -> Bool {
    try BigEndian.withKey(bound) { (bound) throws(LMDBError) in try move(atMost: bound) }
  }

  /// LMDB's own idea of the place past an end differs by operation, so it is kept here.
  @inline(__always)
  private mutating func step(_ operation: MDB_cursor_op, otherwise end: Place) throws(LMDBError) -> Bool {
    try unsafe step(operation, from: MDB_val(), otherwise: end)
  }

  @inline(__always)
  private mutating func step(
    _ operation: MDB_cursor_op, from start: MDB_val, otherwise end: Place
  ) throws(LMDBError) -> Bool {
    var key = unsafe start
    var value = unsafe MDB_val()
    let status = unsafe mdb_cursor_get(handle, &key, &value, operation)
    if status == MDB_NOTFOUND {
      place = end
      return false
    }
    try LMDBError.check(status, .cursor, path: path)
    place = .atRow
    unsafe self.key = unsafe key.bytes
    unsafe self.value = unsafe value.bytes
    return true
  }

  @usableFromInline
  var identity: UInt { unsafe UInt(bitPattern: handle) }

  /// Two lent cursors can be swapped, the one escape the compiler does not refuse: end the process, not the wrong one.
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
