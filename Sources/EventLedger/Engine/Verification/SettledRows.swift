/// The rows that events have set to what the log has, in 13 bytes each.
///
/// A row is known by 64 bits of a hash whose seed no other process has. That two of ten million rows share them happens
/// once in some hundred thousand runs: then the one may be taken for the other, and not again in the next run.
final class SettledRows {
  /// In parts, since a set that grows is there twice meanwhile.
  private var parts: [Set<UInt64>] = Array(repeating: [], count: 64)

  private func place(_ key: RowKey) -> (part: Int, hash: UInt64) {
    let hash = UInt64(truncatingIfNeeded: key.hashValue)
    return (Int(hash & 63), hash)
  }

  func contains(_ key: RowKey) -> Bool {
    let (part, hash) = place(key)
    return parts[part].contains(hash)
  }

  func insert(_ key: RowKey) {
    let (part, hash) = place(key)
    parts[part].insert(hash)
  }

  func remove(_ key: RowKey) {
    let (part, hash) = place(key)
    parts[part].remove(hash)
  }
}
