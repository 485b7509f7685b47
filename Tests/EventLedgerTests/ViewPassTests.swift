import EventLedger
import EventModel
import LocalFiles
import Testing
import TransparencyLog

/// A view that an event does not concern is not written, and yet speaks of the whole log.
@Suite struct ViewPassTests {
  private static let types: [any Projection.Type] = [CounterView.self, HundredView.self]

  @Test func aViewIsWrittenOnlyIfItsRowsChange() async throws {
    try await TestLedger.with { ledger async throws in
      try await ledger.set("a", 3)
      try await ledger.withViews { try await $0.catchUp() }
      let data = "\(ledger.path)/views/counters/1/data.mdb"
      let before = try Files.read(data)
      for _ in 0..<3 {
        try await ledger.append(blob("blob/many", [1]))
        try await ledger.withViews { keeper async throws in
          try await keeper.catchUp()
          let size = try ledger.store.size.rawValue
          #expect(try keeper.size("counters") == size && keeper.size("types") == size)
          #expect(try keeper.exported("counters").digest.size.rawValue == size)
        }
      }
      #expect(try Files.read(data) == before)
      // And nothing is looked at again after opening.
      try await ledger.withViews { keeper async throws in
        try keeper.catchUp { size, _ in Issue.record("fed up to \(size)") }
        try await ledger.set("a", 5)
        try await keeper.catchUp()
        #expect(try keeper.counter("a")?.value == 5)
      }
      #expect(try Files.read(data) != before)
    }
  }

  @Test func anExportOfEverySizeIsTheOneTakenThen() async throws {
    try await TestLedger.with { ledger async throws in
      try await ledger.withViews { keeper async throws in
        var taken: [[UInt8]] = [try keeper.exported("counters", at: 0).text, try keeper.exported("counters").text]
        for value in 1...12 as ClosedRange<UInt64> {
          if value.isMultiple(of: 4) { try await ledger.set("a", value) } else { try await ledger.appendMany(1) }
          taken.append(try keeper.exported("counters").text)
        }
        for (size, text) in taken.enumerated() {
          #expect(try keeper.exported("counters", at: UInt64(size)).text == text, "size \(size)")
        }
        #expect(try keeper.rebuild("counters").firstDifference == nil)
        #expect(try keeper.exported("counters").text == taken.last)
      }
    }
  }

  /// A process may die between any two writes, and somebody may delete or bring back any file: whatever is found
  /// together, every view says truly of what it speaks, and goes on there.
  @Test func everyMixtureOfOlderFilesGoesOn() async throws {
    try await TestLedger.with { ledger async throws in
      let (views, kept) = ("\(ledger.path)/views", "\(ledger.path).kept")
      try Files.makeDirectory(kept)
      // How the rows are at each size: what a mixture may show.
      var texts: [String: [UInt64: [UInt8]]] = [:]
      let steps: [[UInt64]] = [[], [1, 2], [], [100]]
      for (step, values) in steps.enumerated() {
        for value in values { try await ledger.set("a", value) }
        try await ledger.append(blob("blob/many", [1]))
        try await ledger.withViews(Self.types) { keeper async throws in
          try await keeper.catchUp()
          for name in keeper.names {
            for size in 0...(try ledger.store.size.rawValue) {
              texts[name, default: [:]][size] = try keeper.exported(name, at: size).text
            }
          }
        }
        for part in ["counters", "hundreds", "pass.txt"] { try copy("\(views)/\(part)", to: "\(kept)/\(part)-\(step)") }
      }
      overwrite("\(kept)/pass.txt-torn", Array(try Files.read("\(kept)/pass.txt-3").dropLast(2)))
      overwrite("\(kept)/pass.txt-other", [0, 255, 10, 32, 32, 32, 10])
      let sizes = ["0", "1", "2", "3"]
      for counters in sizes + ["none"] {
        for hundreds in sizes {
          for pass in sizes + ["none", "torn", "other"] {
            for (part, which) in [("counters", counters), ("hundreds", hundreds), ("pass.txt", pass)] {
              try Files.removeTree("\(views)/\(part)")
              if which != "none" { try copy("\(kept)/\(part)-\(which)", to: "\(views)/\(part)") }
            }
            let comment: Comment = "counters \(counters), hundreds \(hundreds), pass \(pass)"
            try await check(ledger, texts, comment)
          }
        }
      }
      try Files.removeTree(kept)
    }
  }

  private func check(_ ledger: TestLedger, _ texts: [String: [UInt64: [UInt8]]], _ comment: Comment) async throws {
    try await ledger.withViews(Self.types) { keeper async throws in
      let end = try ledger.store.size.rawValue
      for name in keeper.names {
        // Before anything is fed: the rows are those of the size that the view names.
        let size = try keeper.size(name)
        let rows = try keeper.read(name) { try $0.rows(ViewRows.Table<CounterRow>("changes"), limit: 99).rows.count }
        #expect(rows == (texts[name]?[size]?.count(of: "\"table\":\"changes\"") ?? -1), "\(name), \(comment)")
      }
      try await keeper.catchUp()
      for name in keeper.names { #expect(try keeper.exported(name).text == texts[name]?[end], "\(name), \(comment)") }
      let sum = try keeper.read("counters") { try $0.row(CounterView.sums, ViewKey("all"))?.count }
      #expect(sum == 3, comment)
    }
  }

  @Test func aLogThatWasCutOffEndsWhatWasKnownOfIt() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      try await ledger.withViews(Self.types) { try await $0.catchUp() }
      await ledger.store.close()
      let backup = try Files.read("\(ledger.path)/log/data.mdb", limit: 64 << 20)
      try await ledger.reopen()
      for _ in 0..<5 { try await ledger.append(blob("blob/many", [1])) }
      try await ledger.withViews(Self.types) { try await $0.catchUp() }
      await ledger.store.close()
      overwrite("\(ledger.path)/log/data.mdb", backup)
      try await ledger.reopen()
      try await ledger.withViews(Self.types) { keeper async throws in
        #expect(try keeper.size("counters") == 2 && keeper.size("hundreds") == 0)
      }
      for value in 2...9 as ClosedRange<UInt64> { try await ledger.set("a", value) }
      try await ledger.withViews(Self.types) { keeper async throws in
        try await keeper.catchUp()
        #expect(try keeper.counter("a")?.value == 9)
        #expect(try keeper.rebuild("counters").firstDifference == nil)
      }
    }
  }

  @Test func anotherVersionOfAViewIsNotSpokenOf() async throws {
    try await TestLedger.with { ledger async throws in
      try await ledger.append(blob("blob/many", [1]))
      try await ledger.withViews([HundredView.self]) { keeper async throws in
        try await keeper.catchUp()
        #expect(try keeper.size("hundreds") == 2)
      }
      try await ledger.withViews([LaterHundredView.self]) { keeper async throws in
        #expect(try keeper.size("hundreds") == 0)
      }
      // Views that a program does not have are still known to the next one.
      try await ledger.withViews([CounterView.self]) { try await $0.catchUp() }
      try await ledger.withViews([HundredView.self]) { keeper async throws in #expect(try keeper.size("hundreds") == 2)
      }
    }
  }
}

extension [UInt8] {
  fileprivate func count(of text: String) -> Int {
    String(decoding: self, as: UTF8.self).split(separator: "\n").count { $0.contains(text) }
  }
}
