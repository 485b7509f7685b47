package import TransparencyLog

/// What an export of open data holds.
package struct OpenDataReport: Sendable, Hashable, Codable {
  /// The origin of the log.
  package var origin: String
  /// The size of the exported log.
  package var size: LogSize
  /// The root at that size, in base64.
  package var root: String
  /// How many events it has; 0 if the format has none.
  package var events: UInt64 = 0
  /// How many of them are shown without their act, because the polls of their election are not closed.
  package var withheld: UInt64 = 0
  /// How many objects, rows or entities it has.
  package var objects: UInt64 = 0
  /// How many cells are suppressed.
  package var suppressed: UInt64 = 0

  init(_ source: OpenDataSource) {
    (origin, size, root) = (source.origin, source.checkpoint.size, source.checkpoint.root.base64)
  }

  mutating func count(_ event: OpenEvent) {
    events += 1
    if event.isWithheld { withheld += 1 }
  }
}
