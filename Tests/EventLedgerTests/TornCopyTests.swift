import EventLedger
import EventModel
import LocalFiles
import Testing
import TransparencyLog

/// A copy of a running ledger's file, made with other means than LMDB's, is of no single moment.
@Suite struct TornCopyTests {
  @Test func aTornCopyIsRefused() async throws {
    try await TestLedger.with { ledger in
      let file = "\(ledger.path)/log/data.mdb"
      for round in 0..<30 as Range<UInt64> { try await ledger.set("c\(round)", round) }
      let before = try Files.read(file, limit: 64 << 20)
      for round in 0..<9 as Range<UInt64> { try await ledger.set("c\(round)", 100 + round) }
      await ledger.store.close()
      let after = try Files.read(file, limit: 64 << 20)
      var pages = 0
      // The beginning, with the pages that say what is current, is new, and the rest is old.
      for cut in stride(from: 3 * 4096, to: before.count, by: 2 * 4096) {
        try Files.write(Array(after[..<cut]) + before[cut...], to: file)
        let damage = try LogVerifier.verify(ledger.path, registry: .test).damage
        if damage?.hasPrefix("the log's file is damaged: in snapshot") == true { pages += 1 }
        guard damage == nil else { continue }
        // Then only pages are old that nothing uses: whoever writes finds a whole ledger.
        let store = try ledger.open()
        _ = try await store.record(proposal(id(9000), CounterSet("c1", 200)), by: .tester)
        await store.close()
        #expect(
          try LogVerifier.verify(ledger.path, registry: .test).damage == nil, "the first \(cut / 4096) pages are new")
      }
      #expect(pages > 0)
      try Files.write(after, to: file)
      #expect(try LogVerifier.verify(ledger.path, registry: .test).damage == nil)
    }
  }
}
