package import EventModel

/// A ballot as its bytes say it, without a copy: what counting reads of millions of them.
package struct BallotScan {
  package private(set) var district = 0..<0
  package private(set) var supersedes: UInt64?
  private var choice = 0..<0
  private var points = 0..<0

  /// Finds the fields of a `BallotCast` within a record.
  package init(_ act: Range<Int>, in record: borrowing Span<UInt8>) throws(WireError) {
    var reader = WireReader(act)
    while let (field, kind) = try reader.next(in: record) {
      switch (field, kind) {
      case (3, .delimited): district = try reader.delimited(in: record)
      case (4, .delimited): choice = try reader.delimited(in: record)
      case (6, .varint): supersedes = try reader.varint(in: record)
      default: try reader.skip(kind, in: record)
      }
    }
    points = try Self.points(of: choice, in: record)
  }

  private static func points(
    of choice: Range<Int>, in record: borrowing Span<UInt8>
  ) throws(WireError) -> Range<Int> {
    var reader = WireReader(choice)
    while let (field, kind) = try reader.next(in: record) {
      if field == 2, kind == .delimited { return try reader.delimited(in: record) }
      try reader.skip(kind, in: record)
    }
    return 0..<0
  }

  /// Lends each option in ballot order: where its id lies in the record, and its points, 0 where it has none.
  package func forEachOption(
    in record: borrowing Span<UInt8>, _ body: (Range<Int>, UInt64) throws(WireError) -> Void
  ) throws(WireError) {
    var options = WireReader(choice)
    var points = WireReader(self.points)
    while let (field, kind) = try options.next(in: record) {
      guard field == 1, kind == .delimited else {
        try options.skip(kind, in: record)
        continue
      }
      let option = try options.delimited(in: record)
      try body(option, points.offset < points.end ? try points.varint(in: record) : 0)
    }
  }
}
