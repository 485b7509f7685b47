import LMDB
import Testing

@Suite("No damage crashes the check of the structure")
struct StructureRobustnessTests {
  /// Changes one byte of the header, the pointers or the nodes of a page, and changes it back.
  @Test func twoThousandChangedBytes() throws {
    var generator = FixedGenerator(state: 3)
    try withDirectory { directory in
      try Damage.makeFile(in: directory)
      let file = DataFile(in: directory)
      let sound = try FileStructure(checking: file.path)
      let pages =
        [0, 4096, file.rootOfA, file.rootOfB, file.root(of: file.tableList), file.freeLeaf, file.overflow]
        + (0..<file.nodes(on: file.rootOfA)).map { file.child($0, on: file.rootOfA) }
      var found = 0
      for _ in 0..<2000 {
        let page = pages.randomElement(using: &generator) ?? 0
        let area = [16, 152, 4096].randomElement(using: &generator) ?? 16
        let place = page + Int.random(in: 0..<area, using: &generator)
        let before = file.integer(1, at: place)
        file.write(before ^ Int.random(in: 1...255, using: &generator), 1, at: place)
        if case .failure = isSound(file.path) { found += 1 }
        file.write(before, 1, at: place)
      }
      #expect(found > 500, "\(found)")
      #expect(try FileStructure(checking: file.path) == sound)
    }
  }

  /// Damage upon damage, at most a hundred bytes a file, and files cut anywhere.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func filesFullOfDamage(seed: UInt64) throws {
    var generator = FixedGenerator(state: seed)
    try withDirectory { directory in
      try Damage.makeFile(in: directory)
      let file = DataFile(in: directory)
      for _ in 0..<100 {
        // Behind the meta pages' first fields, past which the check would not come.
        let place = Int.random(in: 8192..<file.size, using: &generator) & ~4095
        let offset = Int.random(in: 8..<200, using: &generator)
        file.write(Int.random(in: 0...255, using: &generator), 1, at: place + offset)
        _ = isSound(file.path)
      }
      while file.size > 0 {
        file.truncate(to: max(0, file.size - Int.random(in: 1...20_000, using: &generator)))
        _ = isSound(file.path)
      }
    }
  }

  private func isSound(_ path: String) -> Result<FileStructure, any Error> {
    let result = Result { try FileStructure(checking: path) }
    if case .failure(let error) = result { #expect(error is StructuralDamage, "\(error)") }
    return result
  }
}
