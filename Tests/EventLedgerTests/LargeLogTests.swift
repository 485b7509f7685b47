import EventLedger
import EventModel
import LogAudit
import Testing
import TransparencyLog

/// Logs so large that tiles stand on tiles.
@Suite struct LargeLogTests {
  @Test func aLogOf65636EventsProvesItsEventsAndNamesWhatIsChanged() async throws {
    try await TestLedger.with { ledger in
      try await ledger.set("a", 1)
      try await ledger.appendMany(65_534)
      try await ledger.appendMany(100)
      try await ledger.reopen()
      let store = ledger.store
      #expect(try store.size.rawValue == 65_636)
      for position in [0, 1, 300, 65_535, 65_536, 65_635] as [Position] {
        let record = try store.event(at: position).record
        #expect(throws: Never.self) { try store.receipt(of: position).verify(entry: record, key: store.verifierKey) }
      }
      await ledger.store.close()
      let log = try LogUnderAttack(ledger)
      let tiles = log.rows("tiles")
      // 256 of level 0, one of level 1, and of level 2 the one that begins.
      #expect(tiles.count == 258)
      #expect(try log.damage(tiles[256]) { $0[100] ^= 1 } == "tile tile/1/000 is not the hash of the tiles below it")
      #expect(try log.damage(tiles[257]) { $0[10] ^= 1 } == "tile tile/2/000.p/1 is not the hash of the tiles below it")
      #expect(
        try log.damage(tiles[200]) { $0[66] ^= 1 } == "tile tile/0/200 does not hold the hash of record 51202")
      let records = log.rows("records")
      var damage = try log.damage(records[300]) { $0[$0.count - 1] ^= 1 }
      #expect(damage == "record 300 does not have the hash that tile tile/0/001 holds for it")
      damage = try log.damage(records[65_600]) { $0[$0.count - 1] ^= 1 }
      #expect(damage?.contains("a record from 65536 to 65635") == true)
    }
  }
}
