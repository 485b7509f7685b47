import EventLedger
import EventModel
import Glibc
import LocalFiles
import Testing
import TransparencyLog

@Suite struct ViewGenerationTests {
  @Test func aRebuildGivesTheSameRowsInANewGeneration() async throws {
    try await TestLedger.with { ledger async throws in
      try await ledger.setAll((1...40).map { CounterSet("c\($0 % 7)", $0) })
      try await ledger.withViews { keeper async throws in
        let before = try keeper.exported("counters")
        #expect(try ledger.generations("counters") == ["1", "current"])
        let rebuild = try keeper.rebuild("counters")
        #expect(rebuild.digest == before.digest && rebuild.firstDifference == nil)
        #expect(try keeper.exported("counters") == before)
        #expect(try ledger.generations("counters") == ["2", "current"])
        try await ledger.set("c1", 90)
        try await keeper.catchUp()
        #expect(try keeper.counter("c1")?.value == 90)
      }
      try await ledger.withViews { keeper async throws in #expect(try keeper.counter("c1")?.value == 90) }
    }
  }

  @Test func aRebuildNamesTheFirstRowThatWasDifferent() async throws {
    try await TestLedger.with { ledger async throws in
      try await ledger.setAll([CounterSet("a", 1), CounterSet("b", 2)])
      try await ledger.withViews { try await $0.catchUp() }
      try changeView("\(ledger.path)/views/counters/1", table: "counters", key: ViewKey("b"))
      try await ledger.withViews { keeper async throws in
        #expect(try keeper.counter("b")?.value == 3)
        #expect(try keeper.rebuild("counters").firstDifference == "counters at “b”")
        #expect(try keeper.counter("b")?.value == 2)
        #expect(try keeper.rebuild("counters").firstDifference == nil)
      }
    }
  }

  @Test func aRaisedVersionMakesTheViewAnew() async throws {
    try await TestLedger.with { ledger async throws in
      try await ledger.setAll([CounterSet("a", 1), CounterSet("b", 2)])
      try await ledger.withViews([CounterView.self]) { try await $0.catchUp() }
      try await ledger.withViews([DoubledCounterView.self]) { keeper async throws in
        #expect(try keeper.size("counters") == 0)
        try await keeper.catchUp()
        let rows = try keeper.read("counters") { try $0.rows(ViewRows.Table<CounterRow>("doubled"), limit: 9).rows }
        #expect(rows.map(\.value) == [2, 4])
        #expect(try keeper.exported("counters").digest.version == 2)
      }
      try await ledger.withViews([DoubledCounterView.self]) { keeper async throws in
        #expect(try keeper.size("counters") == 3)
      }
      // And an older program makes its own again.
      try await ledger.withViews([CounterView.self]) { keeper in
        try await keeper.catchUp()
        #expect(try keeper.counter("b")?.value == 2)
      }
      #expect(try ledger.generations("counters") == ["3", "current"])
    }
  }

  @Test func anUnfinishedGenerationIsDeletedAtOpening() async throws {
    try await TestLedger.with { ledger async throws in
      try await ledger.set("a", 1)
      try await ledger.withViews { try await $0.catchUp() }
      let views = "\(ledger.path)/views/counters"
      try Files.makeDirectory("\(views)/7")
      try Files.write([1, 2, 3], to: "\(views)/7/data.mdb")
      symlink("7", "\(views)/current.new")
      try await ledger.withViews { keeper async throws in #expect(try keeper.counter("a")?.value == 1) }
      #expect(try !ledger.generations("counters").contains("7"))
    }
  }

  @Test(arguments: ["rm -r", "truncate -s 5000", "cp /dev/null"])
  func aGenerationThatCannotBeReadIsMadeAgain(harm: String) async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      try await ledger.withViews { try await $0.catchUp() }
      let place = "\(ledger.path)/views/counters/1"
      switch harm {
      case "rm -r": try Files.removeTree(place)
      case "cp /dev/null": overwrite("\(place)/data.mdb", [])
      default: overwrite("\(place)/data.mdb", [UInt8](repeating: 7, count: 5000))
      }
      try await ledger.withViews { keeper in
        try await keeper.catchUp()
        #expect(try keeper.counter("a")?.value == 1)
      }
    }
  }

  @Test func aViewAheadOfItsLogIsMadeAnew() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      await ledger.store.close()
      let backup = try Files.read("\(ledger.path)/log/data.mdb", limit: 64 << 20)
      try await ledger.reopen()
      try await ledger.set("a", 2)
      try await ledger.withViews { try await $0.catchUp() }
      await ledger.store.close()
      overwrite("\(ledger.path)/log/data.mdb", backup)
      try await ledger.reopen()
      try await ledger.withViews { keeper in
        try await keeper.catchUp()
        #expect(try keeper.counter("a")?.value == 1)
        #expect(try keeper.size("counters") == 2)
      }
    }
  }

  @Test func aViewIsReadWhileItIsRebuilt() async throws {
    try await TestLedger.with { ledger async throws in
      try await ledger.setAll((1...20).map { CounterSet("a", $0) })
      try await ledger.withViews([CounterView.self]) { keeper async throws in
        try await keeper.catchUp()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
          tasks.addTask {
            for _ in 0..<20 {
              let rebuild = try keeper.rebuild("counters")
              #expect(rebuild.firstDifference == nil)
            }
          }
          tasks.addTask {
            for _ in 0..<2000 {
              let row = try keeper.counter("a")
              #expect(row?.value == 20)
            }
          }
          try await tasks.waitForAll()
        }
      }
    }
  }
}
