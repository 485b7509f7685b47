/// The file in which up to 256 entries are served: each a 2-byte big-endian length and its bytes
/// (c2sp.org/tlog-tiles).
public enum EntryBundle {
  /// The longest entry that a bundle can carry, in bytes.
  public static let maximumEntryLength = 65_535

  /// The bundle of these entries, which may be empty ones.
  ///
  /// - Throws: ``EntryBundleError/entryTooLong(index:length:)``; ``EntryBundleError/wrongCount(_:)`` for no
  ///   entries or more than 256.
  public static func encode(_ entries: [[UInt8]]) throws(EntryBundleError) -> [UInt8] {
    try check(count: entries.count)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.reduce(0) { $0 + $1.count + 2 })
    for (index, entry) in entries.enumerated() {
      guard entry.count <= maximumEntryLength else {
        throw .entryTooLong(index: index, length: entry.count)
      }
      bytes.append(UInt8(entry.count >> 8))
      bytes.append(UInt8(entry.count & 0xff))
      bytes.append(contentsOf: entry)
    }
    return bytes
  }

  /// The entries of a bundle that must hold exactly `count`.
  ///
  /// - Throws: ``EntryBundleError`` when the bundle ends early or goes on, or `count` is not 1…256.
  public static func decode(_ bytes: [UInt8], count: Int) throws(EntryBundleError) -> [[UInt8]] {
    try check(count: count)
    let (places, error) = places(in: bytes, count: count)
    if let error { throw error }
    return places.map { Array(bytes[$0]) }
  }

  /// Where the entries of a bundle that must hold exactly `count` lie in its bytes, as far as it can be read; and what
  /// is wrong with it then.
  package static func places(in bytes: [UInt8], count: Int) -> (entries: [Range<Int>], error: EntryBundleError?) {
    var entries: [Range<Int>] = []
    entries.reserveCapacity(count)
    var next = 0
    for index in 0..<count {
      guard bytes.count - next >= 2 else { return (entries, .truncated(index: index)) }
      let start = next + 2
      let end = start + (Int(bytes[next]) << 8 | Int(bytes[next + 1]))
      guard end <= bytes.count else { return (entries, .truncated(index: index)) }
      entries.append(start..<end)
      next = end
    }
    return (entries, next == bytes.count ? nil : .trailingBytes(bytes.count - next))
  }

  private static func check(count: Int) throws(EntryBundleError) {
    guard (1...TileCoordinate.fullWidth).contains(count) else { throw .wrongCount(count) }
  }
}
