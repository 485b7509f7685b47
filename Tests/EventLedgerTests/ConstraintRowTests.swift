import EventLedger
import EventModel
import LogAudit
import Testing
import TransparencyLog

@Suite struct ConstraintRowTests {
  @Test func rowsAreThereForLaterBatchesAndAfterReopening() async throws {
    try await TestLedger.with { ledger in
      let key = CounterSet.row(StreamName("counter/a")!)
      #expect(try ledger.store.constraint(key, as: Number.self) == nil)
      try await ledger.set("a", 7)
      #expect(try ledger.store.constraint(key, as: Number.self) == Number(number: 7))
      try await ledger.reopen()
      #expect(try ledger.store.constraint(key, as: Number.self) == Number(number: 7))
      await expectRejection(.counterDecreases) { try await ledger.set("a", 6) }
      try await ledger.set("a", 0)
      #expect(try ledger.store.constraint(key, as: Number.self) == nil)
      #expect(try await ledger.set("a", 1).position == 3)
    }
  }

  @Test func aRowThatIsSetAndRemovedInOneBatchIsGone() async throws {
    try await TestLedger.with { ledger in
      try await ledger.setAll([CounterSet("a", 5), CounterSet("a", 0), CounterSet("b", 0), CounterSet("b", 2)])
      let keys = ["a", "b"].map { CounterSet.row(StreamName("counter/\($0)")!) }
      #expect(try keys.map { try ledger.store.constraint($0, as: Number.self)?.number } == [nil, 2])
      #expect(try await ledger.verify().damage == nil)
    }
  }

  /// Verification derives every row from the records, one event after the other, and compares.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func rowsOfRandomHistoriesAreThoseDerivedFromTheLog(seed: UInt64) async throws {
    try await TestLedger.with { ledger in
      var random = SplitMix64(seed: seed)
      var recorded = 0
      for _ in 0..<20 {
        var proposals: [Proposal] = []
        for _ in 0..<random.int(1...12) {
          let value = UInt64([0, random.int(1...30), random.int(60...150)][random.int(0...2)])
          var command = proposal(ledger.newID(), CounterSet("c\(random.int(0...3))", value))
          if random.int(0...2) == 0 {
            command.commitments = [Commitment(field: "f", digest: [UInt8](repeating: 1, count: 32))]
          }
          if random.int(0...9) == 0 { command.id = id(UInt64(random.int(2...40))) }
          proposals.append(command)
        }
        let answers = try await ledger.store.record(proposals, by: .tester)
        recorded += answers.filter { (try? $0.get())?.isRepeated == false }.count
        if random.int(0...4) == 0 { try await ledger.append(blob("counter/c1", [1]), blob("blob/x", [])) }
        if random.int(0...6) == 0 { try await ledger.reopen() }
      }
      #expect(recorded > 20, "seed \(seed)")
      let report = try await ledger.verify()
      #expect(report.damage == nil, "seed \(seed)")
      #expect(report.uncheckedTypes.isEmpty || report.uncheckedTypes == ["test.v1.Blob"], "seed \(seed)")
    }
  }

  @Test func aRowOfAStreamWithoutEventsIsAFaultOfTheActAndNothingIsRecorded() async throws {
    try await TestLedger.with(.test.adding(StrayRow.self)) { ledger in
      let size = try ledger.store.size
      let command = proposal(ledger.newID(), StrayRow(Blank()))
      let error = await #expect(throws: LedgerError.self) { try await ledger.store.record(command, by: .tester) }
      #expect(error?.name == "RowWithoutStream" && error?.description.contains("counter/nowhere") == true)
      #expect(try ledger.store.size == size)
    }
  }
}

/// An act with a mistake: it sets a row of a stream that has no event.
private struct StrayRow: Act {
  static let type = ActType(static: "test.v1.StrayRow")
  static let refusals: [RejectionCode] = []
  init(_ blank: Blank) {}
  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {}
  var stream: StreamName { StreamName("counter/stray")! }
  func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] { [self] }
  func evolve(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.set(ConstraintKey(StreamName("counter/nowhere")!, kind: 1), to: Number(number: 1))
  }
}
