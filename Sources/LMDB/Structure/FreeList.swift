/// Where the bytes of a value are.
enum StoredValue {
  /// In the page that has its key.
  case inline([UInt8], Range<Int>)
  /// In overflow pages, one behind the other in the file.
  case overflow(offset: Int, size: Int)

  /// Bytes before the value on its first overflow page.
  static let headerSize = 16

  var size: Int {
    switch self {
    case .inline(_, let range): range.count
    case .overflow(_, let size): size
    }
  }

  /// A part of the value.
  func read(_ range: Range<Int>, from file: PageFile) throws(StructuralDamage) -> [UInt8] {
    switch self {
    case .inline(let bytes, let place):
      Array(bytes[place.lowerBound + range.lowerBound..<place.lowerBound + range.upperBound])
    case .overflow(let offset, _): try file.read(range.count, at: offset + range.lowerBound)
    }
  }
}

extension StructureCheck {
  /// Reads a record of the free list: how many pages a transaction freed and which, in descending order.
  ///
  /// There may be room left behind the pages. Long lists are read in parts.
  func readFreePages(_ value: StoredValue, of transaction: UInt64) throws(StructuralDamage) {
    guard transaction >= 1, transaction <= meta.transaction else {
      throw StructuralDamage(
        .freeList, "the free list has pages freed by transaction \(transaction), which the snapshot does not know")
    }
    guard value.size >= 8, value.size % 8 == 0 else { throw badRecord(transaction) }
    let count = try value.read(0..<8, from: file).integer(at: 0, as: UInt64.self)
    guard count <= UInt64(value.size / 8 - 1) else { throw badRecord(transaction) }
    let end = 8 + Int(count) * 8
    var previous = UInt64.max
    for start in stride(from: 8, to: end, by: Self.partSize) {
      let part = try value.read(start..<min(start + Self.partSize, end), from: file)
      for offset in stride(from: 0, to: part.count, by: 8) {
        let page = part.integer(at: offset, as: UInt64.self)
        guard page < previous else {
          throw StructuralDamage(
            .freeList, "the pages freed by transaction \(transaction) are not listed in descending order")
        }
        previous = page
        try release(page, in: transaction)
      }
    }
  }

  private static let partSize = 65536

  private func badRecord(_ transaction: UInt64) -> StructuralDamage {
    StructuralDamage(.freeList, "the list of pages freed by transaction \(transaction) is not as long as it says")
  }
}
