import Crypto

extension MerkleHash {
  /// The root of a tree without entries: SHA-256 of nothing (RFC 6962 §2.1).
  public static let emptyRoot = MerkleHash(SHA256().finalize())

  /// The hash of an entry: SHA-256(0x00 ‖ entry) (RFC 6962 §2.1).
  public static func leaf(_ entry: Span<UInt8>) -> MerkleHash {
    guard entry.count < 1024 else { return longLeaf(entry) }
    // Copied behind the prefix: hashing both at once is faster than one after the other.
    return withUnsafeTemporaryAllocation(byteCount: 1 + entry.count, alignment: 1) { buffer in
      buffer[0] = 0x00
      entry.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: $0) }
      var hasher = SHA256()
      hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
      return MerkleHash(hasher.finalize())
    }
  }

  private static func longLeaf(_ entry: Span<UInt8>) -> MerkleHash {
    var hasher = SHA256()
    withUnsafeBytes(of: UInt8(0x00)) { hasher.update(bufferPointer: $0) }
    entry.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return MerkleHash(hasher.finalize())
  }

  /// The hash of an entry: SHA-256(0x00 ‖ entry) (RFC 6962 §2.1).
  public static func leaf(_ entry: [UInt8]) -> MerkleHash {
    leaf(entry.span)
  }

  /// The hash of a node over its two children: SHA-256(0x01 ‖ left ‖ right) (RFC 6962 §2.1).
  public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
    withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 8) { buffer in
      buffer.storeBytes(of: 0x01, as: UInt8.self)
      left.store(in: buffer, at: 1)
      right.store(in: buffer, at: 1 + byteCount)
      var hasher = SHA256()
      hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
      return MerkleHash(hasher.finalize())
    }
  }

  /// The root over a power of two of hashes: the top of a perfect subtree, or of a whole tile.
  package static func perfectRoot(_ hashes: ArraySlice<MerkleHash>) -> MerkleHash {
    var row = Array(hashes)
    var width = row.count
    while width > 1 {
      width /= 2
      for place in 0..<width { row[place] = node(row[2 * place], row[2 * place + 1]) }
    }
    return row[0]
  }

  /// The root over perfect subtrees, largest first (RFC 6962 §2.1).
  package static func root(ofPeaks peaks: [MerkleHash]) -> MerkleHash {
    guard var root = peaks.last else { return emptyRoot }
    for peak in peaks.dropLast().reversed() { root = node(peak, root) }
    return root
  }

  private init(_ digest: SHA256.Digest) {
    self = digest.withUnsafeBytes { MerkleHash(RawSpan(_unsafeBytes: $0), at: 0) }
  }

  private func store(in buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
    buffer.storeBytes(of: word0.bigEndian, toByteOffset: offset, as: UInt64.self)
    buffer.storeBytes(of: word1.bigEndian, toByteOffset: offset + 8, as: UInt64.self)
    buffer.storeBytes(of: word2.bigEndian, toByteOffset: offset + 16, as: UInt64.self)
    buffer.storeBytes(of: word3.bigEndian, toByteOffset: offset + 24, as: UInt64.self)
  }
}
