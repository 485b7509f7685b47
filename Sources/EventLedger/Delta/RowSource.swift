import EventModel

/// What is on disk of streams and of their rows.
protocol RowSource {
  /// The number and the last version of a stream; nil if it does not exist.
  func stream(_ name: StreamName) throws -> (number: UInt64, version: UInt64)?

  /// The bytes of a constraint row; nil if there is none.
  func constraint(_ key: RowKey) throws -> [UInt8]?
}
