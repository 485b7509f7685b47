import EventModel
import Glibc
import LMDB

/// The first key at which two tables differ, in one pass over both; nil where they are equal.
///
/// - Parameter isExcepted: whether a key may differ.
func compareTables(
  _ left: LentTransaction, _ leftTable: Table, _ right: LentTransaction, _ rightTable: Table,
  except isExcepted: ([UInt8]) -> Bool = { _ in false }
) throws -> [UInt8]? {
  try left.withCursor(over: leftTable) { one in
    try right.withCursor(over: rightTable) { two in
      guard var (first, second) = try firstDifference(&one, &two) else { return nil }
      while let key = [first, second].compactMap({ $0?.key }).min(by: { $0.lexicographicallyPrecedes($1) }) {
        let (mine, theirs) = (first?.key == key, second?.key == key)
        if (!mine || !theirs || first?.value != second?.value) && !isExcepted(key) { return key }
        if mine { first = try one.next { Entry($0, $1) } }
        if theirs { second = try two.next { Entry($0, $1) } }
      }
      return nil
    }
  }
}

/// Moves both cursors on while they stand at equal rows, none of which is copied.
///
/// - Returns: the rows at which they differ, nil for a table at its end; nil if both end together.
private func firstDifference(_ one: inout Cursor, _ two: inout Cursor) throws -> (Entry?, Entry?)? {
  while let step = try one.next({ key, value in try compareNext(key, value, &two) }) {
    if case .different(let first, let second) = step { return (first, second) }
  }
  guard let second = try (two.next { Entry($0, $1) }) else { return nil }
  return (nil, second)
}

private enum Step {
  case equal
  case different(Entry, Entry?)
}

private func compareNext(_ key: Span<UInt8>, _ value: Span<UInt8>, _ other: inout Cursor) throws -> Step {
  let step = try other.next { otherKey, otherValue in
    isEqual(key, otherKey) && isEqual(value, otherValue)
      ? Step.equal : .different(Entry(key, value), Entry(otherKey, otherValue))
  }
  return step ?? .different(Entry(key, value), nil)
}

private func isEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
  guard left.count == right.count else { return false }
  return left.withUnsafeBufferPointer { left in
    right.withUnsafeBufferPointer { right in
      guard let first = left.baseAddress, let second = right.baseAddress else { return true }
      return memcmp(first, second, left.count) == 0
    }
  }
}

private struct Entry {
  let key: [UInt8]
  let value: [UInt8]

  init(_ key: borrowing Span<UInt8>, _ value: borrowing Span<UInt8>) {
    self.key = key.bytes(0..<key.count)
    self.value = value.bytes(0..<value.count)
  }
}
