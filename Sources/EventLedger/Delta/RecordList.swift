/// Records one after the other in one buffer.
struct RecordList: Sendable {
  /// The bytes of all records.
  var bytes: [UInt8] = []
  /// Where each record ends.
  var ends: [Int] = []

  var count: Int { ends.count }

  /// Adds a record.
  mutating func append(_ record: [UInt8]) {
    bytes += record
    ends.append(bytes.count)
  }

  /// Lends the records in their order.
  func forEach(_ body: (Span<UInt8>) throws -> Void) rethrows {
    var start = 0
    for end in ends {
      try body(bytes.span.extracting(start..<end))
      start = end
    }
  }

  /// Copies of the records in their order.
  var all: [[UInt8]] {
    var all: [[UInt8]] = []
    forEach { record in all.append(record.withUnsafeBufferPointer { Array($0) }) }
    return all
  }
}
