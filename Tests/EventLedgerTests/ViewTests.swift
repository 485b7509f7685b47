import EventLedger
import EventModel
import LogAudit
import Testing
import TransparencyLog

@Suite struct ViewTests {
  @Test func aViewCatchesUpWithTheLog() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 3)
      try await ledger.withViews { keeper in
        #expect(try keeper.size("counters") == 0 && keeper.counter("a") == nil)
        try keeper.catchUp { _, _ in }
        #expect(try keeper.counter("a") == CounterRow(counter: "a", value: 3, position: 1))
        try await ledger.setAll([CounterSet("a", 5), CounterSet("b", 7), CounterSet("c", 1), CounterSet("c", 0)])
        #expect(try keeper.counter("a")?.value == 3)
        try await keeper.catchUp()
        #expect(try keeper.counter("a") == CounterRow(counter: "a", value: 5, position: 2))
        #expect(try keeper.counter("b")?.value == 7 && keeper.counter("c") == nil)
        #expect(try keeper.size("counters") == 6 && keeper.size("types") == 6)
      }
    }
  }

  @Test func aViewGoesOnWhereItStoodAfterReopening() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 3)
      try await ledger.withViews { try await $0.catchUp() }
      try await ledger.reopen()
      try await ledger.set("a", 4)
      try await ledger.withViews { keeper in
        #expect(try keeper.size("counters") == 2)
        try await keeper.catchUp()
        let count = try keeper.read("types") { try $0.row(TypeView.types, ViewKey("test.v1.CounterSet"))?.count }
        #expect(count == 2)
      }
    }
  }

  @Test func viewsOfSeveralSizesAdvanceInOnePass() async throws {
    try await TestLedger.with { ledger in
      try await ledger.setAll((1...9).map { CounterSet("a", $0) })
      try await ledger.withViews([CounterView.self]) { try await $0.catchUp() }
      try await ledger.setAll((10...19).map { CounterSet("a", $0) })
      try await ledger.withViews { keeper in
        var reached: [UInt64] = []
        try keeper.catchUp { size, target in
          reached.append(size.rawValue)
          #expect(target.rawValue == 20)
        }
        // The new view alone up to where the other stands, then both together.
        #expect(reached == [10, 20])
        #expect(try keeper.size("counters") == 20 && keeper.size("types") == 20)
        let sum = try keeper.read("counters") { try $0.row(CounterView.sums, ViewKey("all"))?.count }
        #expect(sum == 19)
      }
    }
  }

  @Test func manyEventsAreAppliedInSeveralBatches() async throws {
    try await TestLedger.with { ledger in
      try await ledger.appendMany(20_000)
      try await ledger.appendMany(15_000)
      try await ledger.withViews([TypeView.self]) { keeper in
        var reached: [UInt64] = []
        try keeper.catchUp { size, _ in reached.append(size.rawValue) }
        #expect(reached == [32_768, 35_001])
        #expect(try keeper.read("types") { try $0.row(TypeView.types, ViewKey("test.v1.Blob"))?.count } == 35_000)
      }
    }
  }

  @Test func aProjectionThatThrowsLeavesTheViewAsItWas() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 3)
      try await ledger.withViews([CounterView.self]) { keeper in
        try await keeper.catchUp()
        let before = try keeper.exported("counters", at: 2)
        try await ledger.setAll([CounterSet("a", 4), CounterSet("poison", 1)])
        for _ in 0..<2 {
          #expect(throws: CounterView.Poison.self) { try keeper.catchUp { _, _ in } }
          #expect(try keeper.size("counters") == 2 && keeper.counter("a")?.value == 3)
          #expect(try keeper.counter("poison") == nil)
        }
        #expect(try keeper.read("counters") { try $0.row(CounterView.sums, ViewKey("all"))?.count } == 1)
        #expect(before.digest.rows == 2)
      }
    }
  }

  @Test func rowsAreReadInPagesByPrefix() async throws {
    try await TestLedger.with { ledger in
      try await ledger.setAll(["a", "ab", "b"].flatMap { name in (1...5).map { CounterSet(name, $0) } })
      try await ledger.withViews { keeper in
        try await keeper.catchUp()
        for limit in 1...7 {
          var (positions, cursor, isFirst): ([UInt64], [UInt8]?, Bool) = ([], nil, true)
          while isFirst || cursor != nil {
            let page = try keeper.read("counters") {
              try $0.rows(CounterView.changes, prefix: ViewKey("a"), cursor: cursor, limit: limit)
            }
            #expect(page.rows.count == limit || page.next == nil)
            positions += page.rows.map(\.position)
            (cursor, isFirst) = (page.next, false)
          }
          #expect(positions == [1, 2, 3, 4, 5])
        }
        let all = try keeper.read("counters") { try $0.rows(CounterView.changes, limit: 100) }
        #expect(
          all.rows.map(\.counter) == ["a", "ab", "b"].flatMap { Array(repeating: $0, count: 5) } && all.next == nil)
        let none = try keeper.read("counters") { try $0.rows(CounterView.changes, prefix: ViewKey("z"), limit: 5) }
        #expect(none.rows.isEmpty && none.next == nil)
      }
    }
  }

  @Test func anUnknownViewAndClosedViewsSaySo() async throws {
    try await TestLedger.with { ledger async throws in
      let keeper = try ViewKeeper(ledger.store, [CounterView.self])
      #expect(keeper.names == ["counters"] && keeper.definitions == [CounterView.definition])
      await expect(.noSuchView) { try keeper.size("other") }
      await expect(.noSuchView) { try keeper.exported("other") }
      await expect(.noSuchView) { try keeper.rebuild("other") }
      keeper.close()
      keeper.close()
      await expect(.closed) { try keeper.size("counters") }
      await expect(.closed) { try keeper.catchUp { _, _ in } }
    }
  }

  @Test func viewsFollowTheLogWhileTheyRun() async throws {
    try await TestLedger.with { ledger in
      try await ledger.withViews { keeper in
        let running = Task { try await keeper.run() }
        try await ledger.set("a", 3)
        while try keeper.size("counters") < 2 { await Task.yield() }
        #expect(try keeper.counter("a")?.value == 3)
        running.cancel()
        _ = await running.result
      }
    }
  }
}
