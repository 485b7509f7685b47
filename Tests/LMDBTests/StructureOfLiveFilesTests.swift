import Bytes
import LMDB
import Testing

@Suite("The structure of files in use")
struct StructureOfLiveFilesTests {
  /// What `cp` makes of a file while others commit: the first pages before, the others after.
  private func tornCopy(
    of source: DataFile, to target: DataFile, from page: Int, between commits: () throws -> Void
  ) rethrows {
    let start = source.read(page * 4096, at: 0)
    try commits()
    writeFile(target.path, start)
    writeFile(target.path, source.read(source.size - page * 4096, at: page * 4096), at: page * 4096)
  }

  /// A copy is torn only if pages of its snapshot were overwritten behind the cut: if not, it holds that snapshot.
  @Test func aCopyThatIsNotFoundToBeTornIsWhole() throws {
    try withEnvironment { environment in
      let names = ["a", "b"]
      var workload = Workload(seed: 1, tables: names.map(environment.table))
      let file = DataFile(in: environment.directory)
      for _ in 0..<20 { try workload.transaction(in: environment, changes: 200) }
      var found = 0
      for _ in 0..<60 {
        let rows = try environment.read { transaction in
          try names.map { try transaction.rows(in: environment.table($0)) }
        }
        try withDirectory { directory in
          let copy = DataFile(in: directory)
          let page = Int.random(in: 2..<30, using: &workload.generator)
          try tornCopy(of: file, to: copy, from: page) {
            for _ in 0..<4 { try workload.transaction(in: environment, changes: 50) }
          }
          do {
            _ = try FileStructure(checking: copy.path)
            let reader = try Environment(directory: directory, tables: names, options: .init(access: .readOnly))
            #expect(
              try reader.read { transaction in
                try names.map { try transaction.rows(in: reader.table($0)) }
              } == rows)
          } catch is StructuralDamage {
            found += 1
          }
        }
      }
      #expect(found > 5)
    }
  }

  /// Events are appended and their heads replaced, as in a ledger.
  @Test func aTornCopyOfALedgerIsFound() throws {
    try withEnvironment { environment in
      let (records, heads) = (environment.table("a"), environment.table("b"))
      let value = [UInt8](repeating: 1, count: 300)
      var next: UInt64 = 0
      func append(_ commits: Int) throws {
        for _ in 0..<commits {
          try environment.write { transaction in
            for _ in 0..<5 {
              try transaction.put(value.span, for: next, in: records, mode: .append)
              try transaction.put(BigEndian.bytes(next).span, for: next &* 0x9E37_79B9_7F4A_7C15 % 5000, in: heads)
              next += 1
            }
          }
        }
      }
      try append(100)
      let file = DataFile(in: environment.directory)
      for round in 0..<40 {
        try withDirectory { directory in
          let copy = DataFile(in: directory)
          let page = 2 + round * (file.size / 4096 - 2) / 40
          try tornCopy(of: file, to: copy, from: page) { try append(5) }
          #expect(throws: StructuralDamage.self) { try FileStructure(checking: copy.path) }
        }
      }
    }
  }

  @Test func aSnapshotIsCheckedWhileOthersCommit() throws {
    try withEnvironment { environment in
      var workload = Workload(seed: 2, tables: [environment.table("a"), environment.table("b")])
      for _ in 0..<5 { try workload.transaction(in: environment, changes: 1000) }
      let before = try environment.statistics()
      try environment.readWithPages { transaction, pages in
        // Both meta pages are overwritten, and all free pages are used.
        for _ in 0..<20 { try workload.transaction(in: environment, changes: 1000) }
        let structure = try pages.check()
        #expect(structure.snapshot == transaction.id)
        #expect(structure.snapshot == before.lastTransactionID)
        #expect(structure.pages == before.pages)
      }
    }
  }

  @Test func aDamagedPageIsFoundInASnapshot() throws {
    try withEnvironment { environment in
      try environment.put([Row(key: [1], value: [2])], in: environment.table("a"))
      let file = DataFile(in: environment.directory)
      file.write(9, 8, at: file.root(of: file.table(0)))
      let damage = #expect(throws: StructuralDamage.self) { try environment.readWithPages { try $1.check() } }
      #expect(damage?.kind == .page)
      #expect(damage?.snapshot == (try environment.lastTransactionID))
    }
  }

  @Test func aSnapshotWithoutItsMetaPageIsDamaged() throws {
    try withEnvironment { environment in
      let file = DataFile(in: environment.directory)
      try environment.put([Row(key: [1], value: [2])], in: environment.table("a"))
      file.write(1000, 8, at: file.meta + 144)
      let damage = #expect(throws: StructuralDamage.self) { try environment.readWithPages { try $1.check() } }
      #expect(damage?.message == "no meta page is that of the snapshot which LMDB reads")
    }
  }

  @Test func aSnapshotWhoseMetaPageIsOverwrittenIsLeftForANewerOne() throws {
    try withEnvironment { environment in
      var (begun, commits) = (0, 6)
      func commit() throws {
        begun += 1
        for _ in 0..<min(commits, 2) {
          try environment.put([Row(key: [1], value: [UInt8(commits)])], in: environment.table("a"))
          commits -= 1
        }
      }
      let snapshot = try environment.readWithPages(afterBeginning: commit) { try $1.check().snapshot }
      #expect(begun == 4)
      #expect(snapshot == (try environment.lastTransactionID))
    }
  }

  /// One commit leaves the snapshot's meta page alone.
  @Test func aSnapshotIsFoundBehindANewerOne() throws {
    try withEnvironment { environment in
      let last = try environment.lastTransactionID
      let commit = { try environment.put([Row(key: [1], value: [2])], in: environment.table("a")) }
      try environment.readWithPages(afterBeginning: commit) { transaction, pages in
        let structure = try pages.check()
        #expect(transaction.id == last)
        #expect(structure.snapshot == last)
      }
    }
  }

  @Test func snapshotsAreFoundBesideABusyWriter() async throws {
    let directory = makeDirectory()
    defer { remove(directory) }
    let environment = try Environment(
      directory: directory, tables: ["a"], options: .init(access: .create, isSynced: false))
    defer { environment.close() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for number in 0..<5000 as Range<UInt64> {
          try environment.write { transaction in
            try transaction.put(BigEndian.bytes(number).span, for: number % 500, in: environment.table("a"))
          }
        }
      }
      for _ in 0..<4 {
        group.addTask {
          for round in 0..<1000 {
            try environment.readWithPages { if round % 100 == 0 { _ = try $1.check() } }
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test(.enabled(if: SmallFileSystem.canMount, "needs the right to mount a tmpfs: run as root to see a full disk"))
  func aFullDiskLeavesASoundStructure() throws {
    try SmallFileSystem.with(bytes: 1 << 20) { directory in
      let environment = try Environment(directory: directory, tables: ["a"], options: .init(access: .create))
      defer { environment.close() }
      let value = [UInt8](repeating: 7, count: 9000)
      expect(.noSpace, .commit) {
        for key in 0..<10_000 as Range<UInt64> {
          try environment.write { try $0.put(value.span, for: key % 90, in: environment.table("a")) }
        }
      }
      #expect(try FileStructure(checking: "\(directory)/data.mdb").leakedPages == 0)
    }
  }
}
