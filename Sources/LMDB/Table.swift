/// A named table: a sorted map of keys to values.
///
/// A handle is the table's place in the list that its environment was opened with, so it survives
/// ``Environment/reopen()``. With another environment it means the table at that place, or
/// ``LMDBError/Code/badTable``.
public struct Table: Sendable, Hashable {
  let index: Int
}
