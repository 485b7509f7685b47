import Bytes
import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// Two copies of a log, compared by somebody who trusts neither.
@Suite struct CompareTests {
  private func compare(
    _ left: any RecordSource, _ right: any RecordSource, _ city: CityFixture
  ) throws -> LogComparison {
    let there = try LogComparison.compare(left, right, key: city.ledger.store.verifierKey)
    let back = try LogComparison.compare(right, left, key: nil)
    #expect(there.verdict == back.verdict && there.position == back.position && there.isSigned && !back.isSigned)
    #expect(there.fork == back.fork.reversed() && there.sides == back.sides.reversed())
    return there
  }

  @Test func theSameLogIsTheSameInEveryForm() async throws {
    try await CityFixture.with { city in
      try await city.recordHistory(seed: 51, proposals: 500)
      let sources: [any RecordSource] = [
        try LedgerRecords(city.ledger.store), try city.exported(), try PublishedLog(city.publish()),
        SavedCheckpoint(try city.ledger.store.checkpoint().note, name: "saved"),
      ]
      for left in sources {
        for right in sources {
          let comparison = try compare(left, right, city)
          #expect(comparison.verdict == .same && comparison.isConsistent && comparison.fork == [])
        }
      }
    }
  }

  @Test func anOlderCopyIsTheBeginning() async throws {
    try await CityFixture.with { city in
      try await city.recordElection()
      let saved = SavedCheckpoint(try city.ledger.store.checkpoint().note, name: "saved")
      let older: [any RecordSource] = [saved, try city.exported(), try PublishedLog(city.publish())]
      try await city.recordHistory(seed: 52, proposals: 300)
      for old in older {
        let comparison = try compare(old, LedgerRecords(city.ledger.store), city)
        #expect(comparison.verdict == .prefix && comparison.isConsistent, "\(comparison)")
      }
    }
  }

  @Test func theFirstRecordThatDiffersIsNamed() async throws {
    try await CityFixture.with { city in
      try await city.recordElection()
      var records = try city.records()
      for (position, count) in [(9, 10), (4, 10), (0, 10), (4, 7)] {
        records[position][records[position].count - 1] ^= 1
        let forged = try ExportFile(city.forge(Array(records[..<count])), registry: .albo)
        let comparison = try compare(LedgerRecords(city.ledger.store), forged, city)
        #expect(comparison.verdict == .differs && comparison.position == Position(UInt64(position)))
        #expect(comparison.leafHashes.count == 2 && !comparison.isConsistent)
        // The ledger keeps every checkpoint that it has signed: one of the same size too.
        #expect(comparison.fork.count == 2)
        #expect(comparison.sides.allSatisfy { $0.hasSignedRoot == true })
        records = try city.records()
      }
    }
  }

  @Test func twoRootsOfOneSizeAreEvidenceByThemselves() async throws {
    try await CityFixture.with { city in
      try await city.recordElection()
      var records = try city.records()
      records[3][records[3].count - 1] ^= 1
      let forged = SavedCheckpoint(try ExportFile(city.forge(records), registry: .albo).note, name: "forged")
      let own = SavedCheckpoint(try city.ledger.store.checkpoint().note, name: "own")
      let comparison = try compare(own, forged, city)
      #expect(comparison.verdict == .differs && comparison.position == nil)
      let key = city.ledger.store.verifierKey
      let evidence = try comparison.fork.map { try Checkpoint(verifying: $0, key: key) }
      #expect(evidence.count == 2 && evidence[0].size == evidence[1].size && evidence[0].root != evidence[1].root)
    }
  }

  @Test func aSavedCheckpointTellsAForkThatHasGrown() async throws {
    try await CityFixture.with { city in
      try await city.recordElection()
      var records = try city.records()
      records[3][records[3].count - 1] ^= 1
      let saved = SavedCheckpoint(try ExportFile(city.forge(records), registry: .albo).note, name: "saved")
      try await city.record(city.laterElection("f"))
      let comparison = try compare(saved, LedgerRecords(city.ledger.store), city)
      #expect(comparison.verdict == .differs && comparison.fork.count == 2)
      let exported = try compare(saved, city.exported(), city)
      #expect(exported.verdict == .differs && exported.fork == [] && exported.position == nil)
    }
  }

  @Test func aCheckpointBeyondTheRecordsTellsNothing() async throws {
    try await CityFixture.with { city in
      try await city.recordElection()
      let older = try city.exported()
      try await city.record(city.laterElection("f"))
      let saved = SavedCheckpoint(try city.ledger.store.checkpoint().note, name: "saved")
      let comparison = try compare(older, saved, city)
      #expect(comparison.verdict == .undecided && !comparison.isConsistent)
    }
  }

  @Test func recordsThatTheirCheckpointDoesNotSignAreSaidToBeSo() async throws {
    try await CityFixture.with { city in
      try await city.recordElection()
      var lines = try lines(of: city.export())
      var bytes = try city.records()[4]
      bytes[bytes.count - 1] ^= 1
      lines[4] = lines[4].with("record", .string(Base64.text(bytes)))
      let store = try LedgerRecords(city.ledger.store)
      let broken = try compare(ExportFile(city.write(lines), registry: .albo), store, city)
      #expect(broken.sides[0].damage?.contains("record 4 ") == true && !broken.isConsistent)
      lines[4] = lines[4].with("leafHash", .string(MerkleHash.leaf(bytes).base64))
      let changed = try compare(ExportFile(city.write(lines), registry: .albo), store, city)
      #expect(changed.verdict == .differs && changed.position == 4 && changed.sides[0].hasSignedRoot == false)
      // Both checkpoints are one and the same: no fork was signed.
      #expect(changed.fork == [])
    }
  }

  @Test func anUnsignedCheckpointIsRefused() async throws {
    try await CityFixture.with { city in
      let other = try SigningKey.generate(name: city.ledger.store.origin).verifierKey
      let source = try LedgerRecords(city.ledger.store)
      #expect(throws: LedgerError.self) { try LogComparison.compare(source, source, key: other) }
    }
  }
}
