import Crypto
import Testing
import TransparencyLog

@Suite("The tree against Go's", .enabled(if: Vectors.areAvailable, SharedData.notice))
struct TreeVectorTests {
  static let log = MemoryLog(size: 70_000)

  let vectors: Vectors
  let tree = Self.log.tree

  init() throws { vectors = try Vectors.load() }

  @Test func leafHashes() throws {
    for leaf in vectors.leafHashes {
      #expect(MerkleHash.leaf(Array(leaf.data.utf8)).hex == leaf.leafHashHex)
      #expect(Self.log.leaves[Int(leaf.index.rawValue)].hex == leaf.leafHashHex)
    }
  }

  @Test func roots() throws {
    #expect(vectors.roots.count == 31)
    for vector in vectors.roots {
      let root = try tree.root(of: vector.size)
      #expect(root.hex == vector.rootHex, "size \(vector.size)")
      #expect(root.base64 == vector.rootBase64)
      #expect(MerkleHash(hex: vector.rootHex) == root)
      #expect(MerkleHash(base64: vector.rootBase64) == root)
    }
    #expect(Self.log.edge.root.hex == vectors.roots.last?.rootHex)
  }

  @Test func inclusionProofs() throws {
    #expect(vectors.inclusion.count == 55)
    for vector in vectors.inclusion {
      let proof = try tree.inclusionProof(of: vector.index, in: vector.size)
      #expect(proof.path.map(\.hex) == vector.proofHex, "\(vector.index) in \(vector.size)")
      let leaf = Self.log.leaves[Int(vector.index.rawValue)]
      #expect(throws: Never.self) { try proof.verify(leaf: leaf, root: tree.root(of: vector.size)) }
    }
  }

  @Test func consistencyProofs() throws {
    #expect(vectors.consistency.count == 52)
    for vector in vectors.consistency {
      let proof = try tree.consistencyProof(from: vector.oldSize, to: vector.newSize)
      #expect(proof.path.map(\.hex) == vector.proofHex, "\(vector.oldSize) to \(vector.newSize)")
      #expect(throws: Never.self) {
        try proof.verify(oldRoot: tree.root(of: vector.oldSize), newRoot: tree.root(of: vector.newSize))
      }
    }
  }

  @Test func tileFiles() throws {
    #expect(vectors.tileFiles.count == 28)
    for vector in vectors.tileFiles {
      let bytes =
        vector.path.contains("entries")
        ? try bundle(vector.path) : try tile(vector.path, size: vector.treeSize)
      #expect(hex(SHA256.hash(data: bytes)) == vector.sha256OfFileHex, "\(vector.path)")
    }
  }

  @Test func resourcesOfSizes() {
    for (size, paths) in vectors.resourcesForTreeSize {
      let size = LogSize(UInt64(size) ?? 0)
      let tiles = TileCoordinate.tiles(for: size).map(\.path)
      let bundles = TileCoordinate.bundles(for: size).map(\.entriesPath)
      #expect(Set(tiles + bundles) == Set(paths))
      #expect(tiles.count + bundles.count == paths.count)
    }
  }

  private func tile(_ path: String, size: LogSize) throws -> [UInt8] {
    let coordinate = try #require(TileCoordinate(path: path))
    #expect(coordinate.at(size) == coordinate)
    // The reader of 70,000 entries has the complete tile by now: a client cuts it.
    let reader = EdgeTileReader(edge: Self.log.edge, complete: Self.log.complete)
    let hashes = try reader.hashes(
      level: coordinate.level, index: coordinate.index, width: coordinate.width)
    return try #require(Tile(coordinate, hashes: Array(hashes.prefix(coordinate.width)))).bytes
  }

  private func bundle(_ path: String) throws -> [UInt8] {
    let coordinate = try #require(TileCoordinate(entriesPath: path))
    let first = Int(coordinate.index) * 256
    let entries = (first..<first + coordinate.width).map(MemoryLog.entry)
    let bytes = try EntryBundle.encode(entries)
    #expect(try EntryBundle.decode(bytes, count: coordinate.width) == entries)
    return bytes
  }
}

func hex(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

func bytes(hex: String) -> [UInt8] {
  stride(from: 0, to: hex.utf8.count, by: 2).compactMap { place in
    UInt8(hex.dropFirst(place).prefix(2), radix: 16)
  }
}
