import EventModel

/// The options of a ballot paper by their ids, as texts and as bytes of a ballot.
struct OptionIndex: Sendable, Equatable {
  private let texts: [String: Int]
  private let ids: [[UInt8]]
  /// A hash table with open addressing: the index of an option and 1, or 0 if there is none.
  private let slots: [Int]

  init(_ options: [String]) {
    texts = .init(uniqueKeysWithValues: options.enumerated().map { ($1, $0) })
    ids = options.map { Array($0.utf8) }
    var slots = [Int](repeating: 0, count: Self.size(for: options.count))
    for (index, id) in ids.enumerated() {
      var slot = Self.hash(0..<id.count, in: id.span) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = index + 1
    }
    self.slots = slots
  }

  /// The index of an option; nil for an unknown one.
  subscript(option: String) -> Int? { texts[option] }

  /// The index of the option whose id lies there in a ballot; nil for an unknown one.
  ///
  /// Ids are compared as texts are, so that a letter may be spelled in two ways; most are found by their bytes.
  func find(_ range: Range<Int>, in record: borrowing Span<UInt8>) -> Int? {
    var slot = Self.hash(range, in: record) & (slots.count - 1)
    while slots[slot] != 0 {
      if record.equals(ids[slots[slot] - 1], in: range) { return slots[slot] - 1 }
      slot = (slot + 1) & (slots.count - 1)
    }
    return texts[record.text(range)]
  }

  /// A power of two, of which at most half is taken.
  private static func size(for count: Int) -> Int { 1 << (Int.bitWidth - (2 * count + 1).leadingZeroBitCount) }

  /// FNV-1a.
  private static func hash(_ range: Range<Int>, in bytes: borrowing Span<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for offset in range { hash = (hash ^ UInt64(bytes[offset])) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
