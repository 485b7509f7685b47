/// Follows one tree from its root, in key order.
struct TreeWalk {
  let check: StructureCheck
  let tree: Tree
  let owner: TreeOwner
  var order: OrderCheck

  var branchPages: UInt64 = 0
  var leafPages: UInt64 = 0
  var overflowPages: UInt64 = 0
  var entries: UInt64 = 0

  /// Checks a tree and everything in it.
  static func run(_ tree: Tree, of owner: TreeOwner, in check: StructureCheck) throws(StructuralDamage) {
    guard tree.depth <= Tree.maxDepth, (tree.depth == 0) == (tree.root == Tree.noPage) else {
      throw StructuralDamage(.counts, "\(owner) is said to have \(tree.depth) levels and the root page \(tree.root)")
    }
    var walk = TreeWalk(check: check, tree: tree, owner: owner, order: OrderCheck(owner))
    if tree.depth > 0 { try walk.follow(tree.root, level: 1) }
    try walk.compare("branch pages", walk.branchPages, tree.branchPages)
    try walk.compare("leaf pages", walk.leafPages, tree.leafPages)
    try walk.compare("overflow pages", walk.overflowPages, tree.overflowPages)
    try walk.compare("rows", walk.entries, tree.entries)
  }

  private func compare(_ what: String, _ found: UInt64, _ stated: UInt64) throws(StructuralDamage) {
    if found != stated {
      throw StructuralDamage(.counts, "\(owner) has \(found) \(what), but its record says \(stated)")
    }
  }

  private mutating func follow(_ number: UInt64, level: Int) throws(StructuralDamage) {
    let index = try check.use(number, by: owner)
    let page = try TreePage(index, check.read(index), of: owner)
    guard page.isLeaf == (level == tree.depth) else {
      throw StructuralDamage(
        .counts,
        "page \(number) of \(owner) is a \(page.isLeaf ? "leaf" : "branch") page at level \(level) of \(tree.depth)")
    }
    if page.isLeaf { try readLeaf(page) } else { try followBranch(page, level: level) }
  }

  private mutating func followBranch(_ page: TreePage, level: Int) throws(StructuralDamage) {
    branchPages += 1
    guard page.count >= owner.fewestChildren else {
      throw StructuralDamage(.page, "branch page \(page.number) of \(owner) has only one page below it")
    }
    for index in 0..<page.count {
      let node = page.node(index)
      // The first page below has whatever sorts before the others: its key is not looked at.
      if index > 0 { try order.enterBranch(page, node) }
      try follow(node.child, level: level + 1)
    }
  }

  private mutating func readLeaf(_ page: TreePage) throws(StructuralDamage) {
    leafPages += 1
    entries += UInt64(page.count)
    try order.readLeaf(page)
    let bytes = page.bytes.span
    for index in 0..<page.count { try readValue(of: TreePage.node(index, in: bytes), in: page) }
  }

  private mutating func readValue(of node: Node, in page: TreePage) throws(StructuralDamage) {
    switch node.flags {
    case 0: if owner.isFreeList { try readFreePages(.inline(page.bytes, node.value), of: node, in: page) }
    case Node.isOverflow:
      let value = try followOverflow(node, in: page)
      if owner.isFreeList { try readFreePages(value, of: node, in: page) }
    case Node.isTree where owner.hasTables && node.size == Tree.size: try followTable(node, in: page)
    default:
      throw StructuralDamage(.page, "page \(page.number) of \(owner) has a value of an unknown kind (\(node.flags))")
    }
  }

  private func readFreePages(_ value: StoredValue, of node: Node, in page: TreePage) throws(StructuralDamage) {
    try check.readFreePages(value, of: page.bytes.integer(at: node.key.lowerBound, as: UInt64.self))
  }

  private func followTable(_ node: Node, in page: TreePage) throws(StructuralDamage) {
    let table = TreeOwner.table(Array(page.bytes[node.key]))
    let tree = Tree(page.bytes, at: node.value.lowerBound)
    guard tree.flags & Tree.layoutFlags == 0 else {
      throw StructuralDamage(.page, "\(table) has an unknown layout (\(tree.flags))")
    }
    check.tables += 1
    try TreeWalk.run(tree, of: table, in: check)
  }

  /// Checks the header of the first overflow page; the others are nothing but the value.
  private mutating func followOverflow(_ node: Node, in page: TreePage) throws(StructuralDamage) -> StoredValue {
    let number = page.bytes.integer(at: node.value.lowerBound, as: UInt64.self)
    let index = try check.use(number, by: owner)
    let offset = index * check.meta.pageSize
    let header = try check.file.read(StoredValue.headerSize, at: offset)
    let own = header.integer(at: 0, as: UInt64.self)
    guard own == number else {
      throw StructuralDamage(.page, "page \(number) of \(owner) says that it is page \(own)")
    }
    let flags = header.integer(at: 10, as: UInt16.self)
    guard flags == PageFlags.overflow else {
      throw StructuralDamage(.page, "page \(number) of \(owner) is \(PageFlags.name(flags)), not an overflow page")
    }
    // A value that became smaller may keep its pages.
    let count = Int(header.integer(at: 12, as: UInt32.self))
    guard StoredValue.headerSize + node.size <= count * check.meta.pageSize else {
      throw StructuralDamage(
        .page, "page \(number) of \(owner) begins \(count) pages, too few for a value of \(node.size) bytes")
    }
    for next in 1..<count { _ = try check.use(number + UInt64(next), by: owner) }
    overflowPages += UInt64(count)
    return .overflow(offset: offset + StoredValue.headerSize, size: node.size)
  }
}
