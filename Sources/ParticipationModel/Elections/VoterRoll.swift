import EventModel
public import TransparencyLog

/// The roll of an election: the voter tags of everybody who may vote, and proofs that a tag is among them.
///
/// `VotingOpened` carries the root and the count; each ballot carries the proof of its tag. So a ballot is refused
/// unless its voter is on the roll, and anybody can check that without seeing the roll. The tree is that of RFC 6962
/// over the tags in ascending order.
public struct VoterRoll: Sendable {
  /// Root and size of a roll, as the opening commits to them.
  public struct Commitment: Hashable, Sendable {
    /// The RFC 6962 root over the sorted tags.
    public let root: MerkleHash
    /// How many tags there are.
    public let size: LogSize

    /// A commitment to a roll.
    public init(root: MerkleHash, size: LogSize) { (self.root, self.size) = (root, size) }
  }

  /// Where a tag stands on the roll, and the hashes beside its way to the root.
  public struct Proof: Hashable, Sendable {
    /// The tag's place among the sorted tags, from 0.
    public var index: UInt64
    /// The sibling hashes, the leaf's first.
    public var path: [MerkleHash]

    /// A proof as it was received, not yet verified.
    public init(index: UInt64, path: [MerkleHash]) { (self.index, self.path) = (index, path) }
  }

  /// Levels of the tree from the leaves up; a node without a sibling moves up as it is.
  private let levels: [[MerkleHash]]
  private let tags: [[UInt8]]

  /// The roll of these tags, each of 32 bytes; one that appears twice counts once.
  public init(tags: some Sequence<[UInt8]>) {
    let sorted = Set(tags).sorted { $0.lexicographicallyPrecedes($1) }
    var levels = [sorted.map { MerkleHash.leaf($0) }]
    while let last = levels.last, last.count > 1 {
      levels.append(
        stride(from: 0, to: last.count, by: 2).map { index in
          index + 1 < last.count ? .node(last[index], last[index + 1]) : last[index]
        })
    }
    (self.tags, self.levels) = (sorted, levels)
  }

  /// Root and size; nil for an empty roll.
  public var commitment: Commitment? {
    levels.last?.first.map { Commitment(root: $0, size: LogSize(UInt64(tags.count))) }
  }

  /// The proof that a tag is on the roll; nil if it is not.
  public func proof(of tag: [UInt8]) -> Proof? {
    var (low, high) = (0, tags.count)
    while low < high {
      let middle = (low + high) / 2
      if tags[middle].lexicographicallyPrecedes(tag) { low = middle + 1 } else { high = middle }
    }
    guard low < tags.count, tags[low] == tag else { return nil }
    var path: [MerkleHash] = []
    var index = low
    for level in levels.dropLast() {
      if index ^ 1 < level.count { path.append(level[index ^ 1]) }
      index /= 2
    }
    return Proof(index: UInt64(low), path: path)
  }
}

extension VoterRoll.Commitment {
  /// Whether a tag is on the roll.
  func contains(_ tag: [UInt8], _ proof: VoterRoll.Proof?) -> Bool {
    guard let proof else { return false }
    let inclusion = InclusionProof(position: Position(proof.index), size: size, path: proof.path)
    do {
      try inclusion.verify(leaf: .leaf(tag), root: root)
      return true
    } catch { return false }
  }
}
