import Testing
import TransparencyLog

@Suite("Tiles and bundles")
struct TileTests {
  @Test(arguments: [
    "", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000",
    "tile/64/000",
    "tile/-1/000", "tile/+1/000", "tile/0/x000/000", "tile/0/x001", "tile/0/001/000", "tile/0/x001/x000",
    "tile/0/x01/000", "tile/0/0x1", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0", "tile/0/000.p/256",
    "tile/0/000.p/01", "tile/0/000.p/1/", "tile/0/000.p/1/2", "tile/0/000.P/1", "tile/0/000/1", "/tile/0/000",
    "tile//0/000", "tile/0//000", "tile/0/000/", "tile/8/0/000", "tile/entries/000", "tile/data/000",
    "Tile/0/000",
    "tile/0/000\n", "tile/0/000 ", "tile/0/٠٠٠", "tile/0/x018/x446/x744/x073/x709/x551/616",
    "tile/0/x999/x999/x999/x999/x999/x999/x999/999", "tile/0/x1x/000", "tile/0/.p/1", "tile/0/x001/.p/1",
  ])
  func pathsThatAreNone(_ path: String) {
    #expect(TileCoordinate(path: path) == nil)
    #expect(TileCoordinate(entriesPath: path.replacing("tile/0/", with: "tile/entries/") + "/") == nil)
  }

  @Test(arguments: [
    "", "tile/entries", "tile/entries/", "tile/entries/x000/000", "tile/entries/000.p/0", "tile/0/000",
  ])
  func bundlePathsThatAreNone(_ path: String) {
    #expect(TileCoordinate(entriesPath: path) == nil)
  }

  @Test func pathsRoundTrip() throws {
    let indexes: [UInt64] = [0, 1, 999, 1000, 1_000_000, 999_999_999, UInt64(UInt32.max), .max]
    for index in indexes {
      for width in [1, 5, 255, 256] {
        for level in [0, 7, 63] {
          let tile = try #require(TileCoordinate(level: level, index: index, width: width))
          #expect(TileCoordinate(path: tile.path) == tile)
          #expect(TileCoordinate(entriesPath: tile.entriesPath)?.index == index)
        }
      }
    }
  }

  @Test func coordinatesOutsideTheRange() {
    #expect(TileCoordinate(level: -1, index: 0) == nil)
    #expect(TileCoordinate(level: 64, index: 0) == nil)
    #expect(TileCoordinate(level: 0, index: 0, width: 0) == nil)
    #expect(TileCoordinate(level: 0, index: 0, width: 257) == nil)
  }

  @Test func widthAtASize() throws {
    let tile = try #require(TileCoordinate(level: 1, index: 1))
    #expect(tile.at(65_536) == nil)
    #expect(tile.at(65_791) == nil)
    #expect(tile.at(65_792)?.width == 1)
    #expect(tile.at(131_071)?.width == 255)
    #expect(tile.at(131_072) == tile)
    #expect(tile.at(LogSize(.max)) == tile)
  }

  /// The tiles that every size up to the new one serves, by the definition.
  @Test func newTilesBetweenSizes() {
    let sizes: [UInt64] = [0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000, 131_072]
    for new in sizes {
      for old in sizes {
        let before = definition(old)
        let expected = old < new ? definition(new).filter { !before.contains($0) } : []
        let found = Array(TileCoordinate.tiles(from: LogSize(old), to: LogSize(new)))
        #expect(Set(found) == Set(expected), "\(old) to \(new)")
        #expect(found.count == expected.count)
        let bundles = TileCoordinate.bundles(from: LogSize(old), to: LogSize(new))
        #expect(Set(bundles) == Set(expected.filter { $0.level == 0 }))
      }
    }
  }

  @Test func aHugeSizeIsWalkedNotStored() {
    let tiles = TileCoordinate.tiles(for: LogSize(.max))
    #expect(tiles.prefix(2).map(\.path) == ["tile/0/000", "tile/0/001"])
    let last = TileCoordinate.tiles(from: LogSize(.max - 1), to: LogSize(.max))
    #expect(Array(last).map(\.width) == [255])
  }

  @Test func tilesAreTheirBytes() throws {
    let hashes = (0..<256).map { MerkleHash.leaf(MemoryLog.entry($0)) }
    for width in [1, 2, 255, 256] {
      let coordinate = try #require(TileCoordinate(level: 0, index: 0, width: width))
      let tile = try #require(Tile(coordinate, hashes: Array(hashes.prefix(width))))
      #expect(tile.bytes.count == width * 32)
      #expect(tile.bytes == hashes.prefix(width).flatMap(\.bytes))
      #expect(Tile(coordinate, bytes: tile.bytes) == tile)
      #expect(Tile(coordinate, bytes: tile.bytes + [0]) == nil)
      #expect(Tile(coordinate, bytes: tile.bytes.dropLast()) == nil)
      #expect(Tile(coordinate, hashes: tile.hashes + [.emptyRoot]) == nil)
      #expect(tile.root == (width == 256 ? MemoryLog(size: 256).edge.root : nil))
    }
  }

  @Test func bundlesCarryEmptyAndLongestEntries() throws {
    let entries: [[UInt8]] = [
      [], [1], [], Array(repeating: 2, count: 65_535), Array(repeating: 3, count: 256),
    ]
    let bytes = try EntryBundle.encode(entries)
    #expect(try EntryBundle.decode(bytes, count: 5) == entries)
    #expect(throws: EntryBundleError.entryTooLong(index: 1, length: 65_536)) {
      try EntryBundle.encode([[], Array(repeating: 0, count: 65_536)])
    }
  }

  @Test func bundlesHoldExactlyTheirEntries() throws {
    let bytes = try EntryBundle.encode([[1, 2], [], [3]])
    for count in 0..<bytes.count {
      #expect(throws: EntryBundleError.self) { try EntryBundle.decode(Array(bytes.prefix(count)), count: 3) }
    }
    #expect(throws: EntryBundleError.trailingBytes(1)) { try EntryBundle.decode(bytes + [0], count: 3) }
    #expect(throws: EntryBundleError.trailingBytes(3)) { try EntryBundle.decode(bytes, count: 2) }
    #expect(throws: EntryBundleError.truncated(index: 3)) { try EntryBundle.decode(bytes, count: 4) }
    for count in [0, 257, -1] {
      #expect(throws: EntryBundleError.wrongCount(count)) { try EntryBundle.decode(bytes, count: count) }
    }
    #expect(throws: EntryBundleError.wrongCount(0)) { try EntryBundle.encode([]) }
    #expect(throws: EntryBundleError.wrongCount(257)) {
      try EntryBundle.encode(Array(repeating: [], count: 257))
    }
  }

  private func definition(_ size: UInt64) -> Set<TileCoordinate> {
    var tiles: Set<TileCoordinate> = []
    var (level, hashes) = (0, size)
    while hashes > 0 {
      for index in 0..<hashes / 256 {
        tiles.formUnion([TileCoordinate(level: level, index: index)].compactMap(\.self))
      }
      let last = TileCoordinate(level: level, index: hashes / 256, width: Int(hashes % 256))
      if let last { tiles.insert(last) }
      (level, hashes) = (level + 1, hashes / 256)
    }
    return tiles
  }
}
