/// A branch or leaf page of a tree, whose nodes fill the room behind its header without gap or overlap.
struct TreePage {
  let number: Int
  let bytes: [UInt8]
  let isLeaf: Bool
  /// How many nodes there are.
  let count: Int

  private static let headerSize = 16

  /// Checks the layout of a page, except for what is in its nodes.
  init(_ number: Int, _ bytes: [UInt8], of owner: TreeOwner) throws(StructuralDamage) {
    let own = bytes.integer(at: 0, as: UInt64.self)
    guard own == UInt64(number) else {
      throw StructuralDamage(.page, "page \(number) of \(owner) says that it is page \(own)")
    }
    let flags = bytes.integer(at: 10, as: UInt16.self)
    guard flags == PageFlags.branch || flags == PageFlags.leaf else {
      throw StructuralDamage(.page, "page \(number) of \(owner) is \(PageFlags.name(flags)), not a branch or leaf")
    }
    self.number = number
    self.bytes = bytes
    isLeaf = flags == PageFlags.leaf
    let lower = Int(bytes.integer(at: 12, as: UInt16.self))
    let upper = Int(bytes.integer(at: 14, as: UInt16.self))
    guard lower > Self.headerSize, lower % 2 == 0, lower <= upper, upper < bytes.count else {
      throw StructuralDamage(
        .page, "page \(number) of \(owner) gives impossible bounds of its nodes, \(lower) and \(upper)")
    }
    count = (lower - Self.headerSize) / 2
    try checkNodes(from: upper, of: owner)
  }

  /// Follows the nodes twice: by their pointers, which are in key order, and one behind the other, as they lie.
  private func checkNodes(from upper: Int, of owner: TreeOwner) throws(StructuralDamage) {
    let bytes = bytes.span
    let size = bytes.count
    var starts = PageSet(below: size)
    for index in 0..<count {
      let start = Self.start(of: index, in: bytes)
      guard end(ofNodeAt: start, in: bytes) <= size, starts.insert(start) else {
        throw StructuralDamage(.page, "page \(number) of \(owner) has its node \(index) at an impossible place")
      }
    }
    var (place, met) = (upper, 0)
    while place < size, starts.contains(place) {
      place = end(ofNodeAt: place, in: bytes)
      met += 1
    }
    guard place == size, met == count else {
      throw StructuralDamage(.page, "page \(number) of \(owner) has nodes that overlap or leave gaps")
    }
  }

  private static func start(of index: Int, in bytes: Span<UInt8>) -> Int {
    Int(bytes.integer(at: headerSize + 2 * index, as: UInt16.self))
  }

  /// Where a node ends, rounded up as LMDB does; past the page if not even its header fits.
  private func end(ofNodeAt start: Int, in bytes: Span<UInt8>) -> Int {
    guard start <= bytes.count - Node.headerSize else { return .max }
    let node = Node(bytes, at: start)
    let end = isLeaf ? node.value.upperBound : node.key.upperBound
    return (end + 1) & ~1
  }

  /// A node by its place in key order. The bytes are the page's own: taken once for many nodes, they cost nothing.
  static func node(_ index: Int, in bytes: Span<UInt8>) -> Node { Node(bytes, at: start(of: index, in: bytes)) }

  func node(_ index: Int) -> Node { Self.node(index, in: bytes.span) }
}

/// The header of a node, and where its key and value are.
struct Node {
  static let headerSize = 8

  /// In a leaf: what the value is.
  let flags: UInt16
  /// In a leaf: bytes of the value, here or in overflow pages.
  let size: Int
  /// In a branch: the page below.
  let child: UInt64
  let key: Range<Int>
  /// In a leaf: the value, or the number of its first overflow page.
  let value: Range<Int>

  static let isOverflow: UInt16 = 1
  static let isTree: UInt16 = 2

  /// Reads a header that lies inside the page; key and value may not.
  init(_ bytes: Span<UInt8>, at start: Int) {
    let low = bytes.integer(at: start, as: UInt32.self)
    flags = bytes.integer(at: start + 4, as: UInt16.self)
    size = Int(low)
    child = UInt64(low) | UInt64(flags) << 32
    let keyStart = start + Self.headerSize
    key = keyStart..<keyStart + Int(bytes.integer(at: start + 6, as: UInt16.self))
    value = key.upperBound..<key.upperBound + (flags & Self.isOverflow != 0 ? 8 : size)
  }
}

/// What a page says it is.
enum PageFlags {
  static let branch: UInt16 = 0x01
  static let leaf: UInt16 = 0x02
  static let overflow: UInt16 = 0x04
  static let meta: UInt16 = 0x08

  static func name(_ flags: UInt16) -> String {
    switch flags {
    case branch: "a branch page"
    case leaf: "a leaf page"
    case overflow: "an overflow page"
    case meta: "a meta page"
    default: "of an unknown kind (\(flags))"
    }
  }
}
