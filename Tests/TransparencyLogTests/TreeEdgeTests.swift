import Testing
import TransparencyLog

@Suite("The growing edge")
struct TreeEdgeTests {
  @Test func rebuiltEqualsIncremental() throws {
    var log = MemoryLog()
    for _ in 0...600 {
      #expect(try TreeEdge(size: log.edge.size, reading: log.complete) == log.edge)
      log.append()
    }
  }

  @Test func rebuiltEqualsIncrementalAroundTheThirdLevel() throws {
    var log = MemoryLog(size: 65_533)
    for size in 65_533...65_539 as ClosedRange<UInt64> {
      #expect(log.edge.size == LogSize(size))
      #expect(try TreeEdge(size: log.edge.size, reading: log.complete) == log.edge)
      log.append()
    }
  }

  @Test func rebuiltEqualsIncrementalBeyondTheFirstTileOfEveryLevel() throws {
    let log = TreeVectorTests.log  // 273 tiles of level 0, 1 of level 1
    #expect(try TreeEdge(size: log.edge.size, reading: log.complete) == log.edge)
  }

  @Test func anOlderEdgeIsRebuiltFromANewerStorage() throws {
    let log = MemoryLog(size: 600)
    for size in [0, 1, 255, 256, 257, 511, 512] {
      #expect(try TreeEdge(size: LogSize(UInt64(size)), reading: log.complete) == MemoryLog(size: size).edge)
    }
  }

  @Test func tilesAreCompletedLowestLevelFirst() {
    var edge = TreeEdge()
    var completed: [String] = []
    for index in 0..<65_536 {
      edge.append(.emptyRoot) { tile in
        #expect(tile.hashes.count == 256)
        if index == 65_535 || tile.coordinate.level > 0 { completed.append(tile.coordinate.path) }
      }
    }
    #expect(completed == ["tile/0/255", "tile/1/000"])
    #expect(edge.incompleteTiles.map(\.coordinate.path) == ["tile/2/000.p/1"])
  }

  @Test func aRefusedTileLeavesTheEdgeAsItWas() throws {
    struct Full: Error {}
    var edge = MemoryLog(size: 255).edge
    let before = edge
    #expect(throws: Full.self) { try edge.append(.emptyRoot) { _ throws(Full) in throw Full() } }
    #expect(edge == before)
    edge.append(.emptyRoot)
    #expect(edge.size == 256)
  }

  @Test func itIsAValue() {
    let edge = MemoryLog(size: 300).edge
    var copy = edge
    copy.append(.emptyRoot)
    #expect(edge == MemoryLog(size: 300).edge)
    #expect(copy != edge)
  }

  @Test func incompleteTilesAreWhatThatSizeServes() {
    for size in [0, 1, 255, 256, 257, 512, 600, 70_000] {
      let edge = size == 70_000 ? TreeVectorTests.log.edge : MemoryLog(size: size).edge
      let served = TileCoordinate.tiles(for: edge.size).filter { !$0.isComplete }
      #expect(edge.incompleteTiles.map(\.coordinate) == served)
    }
  }
}
