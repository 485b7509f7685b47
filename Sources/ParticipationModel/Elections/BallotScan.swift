package import EventModel

/// A ballot read from its bytes without a copy, so that millions can be counted.
package struct BallotScan {
  package private(set) var district = 0..<0
  package private(set) var supersedes: UInt64?
  /// The message `ClearChoice`.
  package private(set) var choice = 0..<0
  /// Places of void preferences; most ballots have none.
  private var void = 0..<0

  /// Finds the fields of a `BallotCast` within a record.
  package init(_ act: Range<Int>, in record: borrowing Span<UInt8>) throws(WireError) {
    var reader = WireReader(act)
    while let (field, kind) = try reader.next(in: record) {
      switch (field, kind) {
      case (3, .delimited): district = try reader.delimited(in: record)
      case (4, .delimited): choice = try reader.delimited(in: record)
      case (6, .varint): supersedes = try reader.varint(in: record)
      case (10, .delimited): void = try reader.delimited(in: record)
      default: try reader.skip(kind, in: record)
      }
    }
  }

  /// A message `ClearChoice` alone, as a count keeps it.
  init(choice: [UInt8]) { self.choice = 0..<choice.count }

  /// Where the points lie.
  private func points(in record: borrowing Span<UInt8>) throws(WireError) -> Range<Int> {
    var reader = WireReader(choice)
    while let (field, kind) = try reader.next(in: record) {
      if field == 2, kind == .delimited { return try reader.delimited(in: record) }
      try reader.skip(kind, in: record)
    }
    return 0..<0
  }

  /// Lends each option that is not void, in ballot order: where its id lies in the record, and its points, 0 if it
  /// has none.
  package func forEachOption(
    in record: borrowing Span<UInt8>, _ body: (Range<Int>, UInt64) throws(WireError) -> Void
  ) throws(WireError) {
    var options = WireReader(choice)
    var points = WireReader(try points(in: record))
    var place: UInt64 = 0
    while let (field, kind) = try options.next(in: record) {
      guard field == 1, kind == .delimited else {
        try options.skip(kind, in: record)
        continue
      }
      let option = try options.delimited(in: record)
      let point = points.offset < points.end ? try points.varint(in: record) : 0
      if try !isVoid(place, in: record) { try body(option, point) }
      place += 1
    }
  }

  private func isVoid(_ place: UInt64, in record: borrowing Span<UInt8>) throws(WireError) -> Bool {
    var places = WireReader(void)
    while places.offset < places.end {
      if try places.varint(in: record) == place { return true }
    }
    return false
  }

  /// Ranked: the options of each rank, if their ids lie in the record.
  package func ranks(in record: borrowing Span<UInt8>) throws(WireError) -> [[Range<Int>]] {
    var reader = WireReader(choice)
    var (options, sizes) = ([Range<Int>](), [Int]())
    while let (field, kind) = try reader.next(in: record) {
      switch (field, kind) {
      case (1, .delimited): options.append(try reader.delimited(in: record))
      case (3, .delimited):
        var packed = WireReader(try reader.delimited(in: record))
        while packed.offset < packed.end { sizes.append(Int(truncatingIfNeeded: try packed.varint(in: record))) }
      default: try reader.skip(kind, in: record)
      }
    }
    if sizes.isEmpty { return options.map { [$0] } }
    var next = options[...]
    return sizes.map { size in
      defer { next = next.dropFirst(size) }
      return Array(next.prefix(size))
    }
  }
}
