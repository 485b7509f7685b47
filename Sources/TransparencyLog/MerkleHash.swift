/// A SHA-256 hash of the tree: a leaf's, a node's or a root.
public struct MerkleHash: Sendable, Hashable {
  /// The length of a hash in bytes.
  public static let byteCount = 32

  // Four words read big-endian: no heap, and comparing words compares bytes.
  let word0, word1, word2, word3: UInt64

  /// The hash with these 32 bytes; nothing for any other number of bytes.
  public init?(_ bytes: Span<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init(bytes.bytes, at: 0)
  }

  /// The hash with these 32 bytes; nothing for any other number of bytes.
  public init?(bytes: [UInt8]) {
    self.init(bytes.span)
  }

  /// The hash whose 32 bytes start at `offset`; the span checks its bounds.
  init(_ bytes: RawSpan, at offset: Int) {
    word0 = UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    word1 = UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
    word2 = UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
    word3 = UInt64(bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset + 24, as: UInt64.self))
  }

  /// Room for a hash that is not known yet.
  static let unknown = MerkleHash()

  private init() { (word0, word1, word2, word3) = (0, 0, 0, 0) }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    append(to: &bytes)
    return bytes
  }

  /// Appends the 32 bytes.
  public func append(to bytes: inout [UInt8]) {
    withUnsafeBytes(of: (word0.bigEndian, word1.bigEndian, word2.bigEndian, word3.bigEndian)) {
      bytes.append(contentsOf: $0)
    }
  }
}

extension MerkleHash: Comparable {
  /// The order of the bytes, so that sorting hashes sorts their hexadecimal text too.
  public static func < (left: MerkleHash, right: MerkleHash) -> Bool {
    (left.word0, left.word1, left.word2, left.word3) < (right.word0, right.word1, right.word2, right.word3)
  }
}
