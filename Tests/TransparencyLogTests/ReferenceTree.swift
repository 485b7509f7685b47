import TransparencyLog

/// The definitions of RFC 6962 §2.1, word for word and slow.
final class ReferenceTree {
  private struct Section: Hashable { let start: Int, end: Int }

  private let leaves: [MerkleHash]
  private var known: [Section: MerkleHash] = [:]

  init(_ leaves: [MerkleHash]) { self.leaves = leaves }

  /// MTH(D[start:end])
  func root(_ start: Int, _ end: Int) -> MerkleHash {
    if start == end { return .emptyRoot }
    if end - start == 1 { return leaves[start] }
    if let hash = known[Section(start: start, end: end)] { return hash }
    let split = start + Self.split(end - start)
    let hash = MerkleHash.node(root(start, split), root(split, end))
    known[Section(start: start, end: end)] = hash
    return hash
  }

  /// PATH(m, D[start:end]), with m counted from `start`
  func path(_ m: Int, _ start: Int, _ end: Int) -> [MerkleHash] {
    if end - start == 1 { return [] }
    let k = Self.split(end - start)
    return m < k
      ? path(m, start, start + k) + [root(start + k, end)]
      : path(m - k, start + k, end) + [root(start, start + k)]
  }

  /// PROOF(m, D[0:n])
  func proof(_ m: Int, _ n: Int) -> [MerkleHash] {
    m == 0 ? [] : subproof(m, 0, n, true)
  }

  private func subproof(_ m: Int, _ start: Int, _ end: Int, _ isOldRoot: Bool) -> [MerkleHash] {
    if m == end - start { return isOldRoot ? [] : [root(start, end)] }
    let k = Self.split(end - start)
    return m <= k
      ? subproof(m, start, start + k, isOldRoot) + [root(start + k, end)]
      : subproof(m - k, start + k, end, false) + [root(start, start + k)]
  }

  /// The largest power of two below `count`.
  private static func split(_ count: Int) -> Int {
    var k = 1
    while k * 2 < count { k *= 2 }
    return k
  }
}
