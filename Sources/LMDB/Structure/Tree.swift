/// Where a tree of pages begins and what it is said to hold: the 48 bytes of an `MDB_db`.
struct Tree {
  static let size = 48

  let flags: UInt16
  let depth: Int
  let branchPages: UInt64
  let leafPages: UInt64
  let overflowPages: UInt64
  let entries: UInt64
  let root: UInt64

  /// Reads the record at an offset; the caller has checked that it is all there.
  init(_ bytes: [UInt8], at offset: Int) {
    flags = bytes.integer(at: offset + 4, as: UInt16.self)
    depth = Int(bytes.integer(at: offset + 6, as: UInt16.self))
    branchPages = bytes.integer(at: offset + 8, as: UInt64.self)
    leafPages = bytes.integer(at: offset + 16, as: UInt64.self)
    overflowPages = bytes.integer(at: offset + 24, as: UInt64.self)
    entries = bytes.integer(at: offset + 32, as: UInt64.self)
    root = bytes.integer(at: offset + 40, as: UInt64.self)
  }

  /// The root of a tree without pages.
  static let noPage = UInt64.max

  /// The most levels LMDB can follow.
  static let maxDepth = 32

  /// Bits of ``flags``: keys are integers in the machine's order. Only the free list has such keys here.
  static let integerKeys: UInt16 = 0x08
  /// Bits of ``flags`` that change how keys sort or rows are stored.
  static let layoutFlags: UInt16 = 0x7e
}

/// Whose tree it is.
enum TreeOwner {
  case freeList
  case tableList
  case table([UInt8])
}

extension TreeOwner: CustomStringConvertible {
  var description: String {
    switch self {
    case .freeList: "the free list"
    case .tableList: "the list of tables"
    case .table(let name): "the table \(String(decoding: name, as: UTF8.self).debugDescription)"
    }
  }

  var order: KeyOrder {
    isFreeList ? .integers : .bytes
  }

  var isFreeList: Bool {
    if case .freeList = self { true } else { false }
  }

  /// Whether values can be trees of their own.
  var hasTables: Bool {
    if case .tableList = self { true } else { false }
  }

  /// The least a branch has below it. The free list, which changes while it is saved, may be left with one page.
  var fewestChildren: Int {
    isFreeList ? 1 : 2
  }
}
