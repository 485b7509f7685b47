/// Compares each key of a tree with the one before, across pages.
struct OrderCheck {
  private let owner: TreeOwner
  private let order: KeyOrder
  /// The last key of the leaves read so far.
  private var last: [UInt8] = []
  /// The key of the branch last entered, before which nothing in the next leaf may sort.
  private var bound: [UInt8] = []

  init(_ owner: TreeOwner) {
    self.owner = owner
    order = owner.order
  }

  /// Notes the key that divides what was read before from the page below a node.
  mutating func enterBranch(_ page: TreePage, _ node: Node) throws(StructuralDamage) {
    try check(node, in: page)
    bound = Array(page.bytes[node.key])
    if !order.precedes(last.span, bound.span) { throw disorder(page) }
  }

  /// Compares the keys of the next leaf.
  mutating func readLeaf(_ page: TreePage) throws(StructuralDamage) {
    let bytes = page.bytes.span
    var previous: Range<Int>?
    for index in 0..<page.count {
      let node = TreePage.node(index, in: bytes)
      try check(node, in: page)
      let key = bytes.extracting(node.key)
      let isAscending =
        if let previous { order.precedes(bytes.extracting(previous), key) } else { isAfterEarlierPages(key) }
      guard isAscending else { throw disorder(page) }
      previous = node.key
    }
    if let previous { last = Array(page.bytes[previous]) }
  }

  private func isAfterEarlierPages(_ key: Span<UInt8>) -> Bool {
    // The bound is later than all keys before it.
    if !bound.isEmpty { return !order.precedes(key, bound.span) }
    return last.isEmpty || order.precedes(last.span, key)
  }

  private func check(_ node: Node, in page: TreePage) throws(StructuralDamage) {
    guard order.sizes.contains(node.key.count) else {
      throw StructuralDamage(.page, "page \(page.number) of \(owner) has a key of \(node.key.count) bytes")
    }
  }

  private func disorder(_ page: TreePage) -> StructuralDamage {
    StructuralDamage(.order, "the keys of \(owner) are not in ascending order on page \(page.number)")
  }
}
