import Bytes
import Crypto
import EventLedger
import EventModel
import LogAudit
import Testing
import TransparencyLog

@Suite struct ViewExportTests {
  @Test func anExportIsItsHeaderAndARowALine() async throws {
    try await TestLedger.with { ledger in
      try await ledger.setAll([CounterSet("b", 7), CounterSet("a", 5)])
      try await ledger.withViews { keeper in
        let (text, digest) = try keeper.exported("counters")
        #expect(
          String(decoding: text, as: UTF8.self) == """
            {"size":3,"tables":["counters","changes"],"version":1,"view":"counters"}
            {"row":{"counter":"a","position":2,"value":5},"table":"counters"}
            {"row":{"counter":"b","position":1,"value":7},"table":"counters"}
            {"row":{"counter":"a","position":2,"value":5},"table":"changes"}
            {"row":{"counter":"b","position":1,"value":7},"table":"changes"}

            """)
        #expect(digest.view == "counters" && digest.version == 1 && digest.size.rawValue == 3 && digest.rows == 4)
      }
    }
  }

  @Test func theDigestIsWhatSha256sumPrintsOfTheExport() async throws {
    try await TestLedger.with { ledger in
      try await ledger.setAll((1...50).map { CounterSet("c\($0 % 7)", $0) })
      try await ledger.withViews { keeper in
        for name in keeper.names {
          let (text, digest) = try keeper.exported(name)
          #expect(digest.digest == Hex.text(SHA256.hash(data: text)))
          #expect(try keeper.export(name) == digest)
        }
      }
    }
  }

  @Test func anExportAtAnOlderSizeIsTheOneTakenThen() async throws {
    try await TestLedger.with { ledger in
      try await ledger.withViews { keeper in
        var taken: [(size: UInt64, text: [UInt8], digest: ViewDigest)] = []
        for value in 1...6 as ClosedRange<UInt64> {
          try await ledger.setAll([CounterSet("a", value), CounterSet("b\(value)", 1), CounterSet("b\(value - 1)", 0)])
          let (text, digest) = try keeper.exported("counters")
          taken.append((try ledger.store.size.rawValue, text, digest))
        }
        for (size, text, digest) in taken {
          let again = try keeper.exported("counters", at: size)
          #expect(again.text == text && again.digest == digest && digest.size.rawValue == size)
        }
        #expect(try keeper.exported("counters", at: 0).digest.rows == 0)
        await expect(.noSuchPosition(20)) { try keeper.exported("counters", at: 20) }
      }
    }
  }

  @Test func twoLedgersOfTheSameActsHaveTheSameRows() async throws {
    var exports: Set<[UInt8]> = []
    for _ in 0..<2 {
      try await TestLedger.with { ledger in
        try await ledger.setAll((1...30).map { CounterSet("c\($0 % 3)", $0) })
        exports.insert(try await ledger.withViews { try $0.exported("counters").text })
      }
    }
    #expect(exports.count == 1)
  }
}
