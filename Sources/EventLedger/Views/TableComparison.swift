import EventModel
import LMDB

/// The first key at which two tables differ, in one pass over both; nil if they are equal. No row is copied.
func compareTables(
  _ left: LentTransaction, _ leftTable: Table, _ right: LentTransaction, _ rightTable: Table
) throws -> [UInt8]? {
  try left.withCursor(over: leftTable) { one in
    try right.withCursor(over: rightTable) { two in
      while let step = try one.next({ key, value in try compareNext(key, value, &two) }) {
        if case .different(let key) = step { return key }
      }
      return try two.next { key, _ in key.bytes(0..<key.count) }
    }
  }
}

private enum Step {
  case equal
  /// The first key that only one table has, or with another value.
  case different([UInt8])
}

private func compareNext(_ key: Span<UInt8>, _ value: Span<UInt8>, _ other: inout Cursor) throws -> Step {
  let step = try other.next { otherKey, otherValue in
    if key.equals(otherKey) && value.equals(otherValue) { return Step.equal }
    let keys = [key.bytes(0..<key.count), otherKey.bytes(0..<otherKey.count)]
    return .different(keys[1].lexicographicallyPrecedes(keys[0]) ? keys[1] : keys[0])
  }
  return step ?? .different(key.bytes(0..<key.count))
}
