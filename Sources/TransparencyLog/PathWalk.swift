/// The way from a node up to the root: its index at each level, beside that of the last node there.
struct PathWalk {
  private var index: UInt64
  private var last: UInt64

  init(from index: UInt64, last: UInt64) {
    self.index = index
    self.last = last
  }

  /// Whether the sibling stands to the left, perhaps some levels up if the right edge is ragged.
  var isRightChild: Bool { index & 1 == 1 || index == last }

  /// Goes up past the next sibling.
  mutating func climb() {
    if isRightChild {
      while index & 1 == 0 && index != 0 { rise() }
    }
    rise()
  }

  /// Goes up while this is a right child: such siblings are already under the node.
  mutating func skipRightChildren() {
    while index & 1 == 1 { rise() }
  }

  private mutating func rise() {
    index >>= 1
    last >>= 1
  }
}
