import EventLedger
import EventModel
import LogAudit
import Synchronization
import Testing
import TransparencyLog

/// The seam past one machine, with a log of record in memory that refuses, delays and dies at every step.
@Suite struct LogOfRecordTests {
  /// A log of record that does as it is told.
  private final class FakeRecord: LogOfRecord {
    enum Fate { case takes, movedOn, diesBefore, diesAfter }
    struct Died: Error {}

    private struct State {
      var records: [[UInt8]] = []
      var taken: [LogSize: TakenRecords] = [:]
      var fates: [Fate] = []
      var term: UInt64 = 0
      var appended = 0
    }

    private let state = Mutex(State())
    /// The first record of a log is made with its directory.
    private let base: UInt64

    init(base: UInt64, fates: [Fate] = []) {
      self.base = base
      state.withLock { $0.fates = fates }
    }

    var size: LogSize { state.withLock { LogSize(base + UInt64($0.records.count)) } }
    var appended: Int { state.withLock { $0.appended } }

    /// Another node begins a term.
    func begin(term: UInt64) { state.withLock { $0.term = term } }

    func append(_ records: [[UInt8]], after size: LogSize, checkpoint: SignedNote, term: UInt64) throws {
      try state.withLock { state in
        let fate = state.fates.isEmpty ? .takes : state.fates.removeFirst()
        let present = LogSize(base + UInt64(state.records.count))
        guard size == present, term >= state.term, fate != .movedOn else { throw SizeMoved(size: present) }
        if fate == .diesBefore { throw Died() }
        state.records += records
        state.taken[size] = TakenRecords(records: records, checkpoint: checkpoint)
        state.appended += 1
        if fate == .diesAfter { throw Died() }
      }
    }

    /// All records, in order.
    var records: [[UInt8]] { state.withLock { $0.records } }

    func taken(after size: LogSize) throws -> TakenRecords? { state.withLock { $0.taken[size] } }

    /// Somebody changes what was taken after a size.
    func change(after size: LogSize, _ body: (inout TakenRecords) -> Void) {
      state.withLock { state in
        guard var taken = state.taken[size] else { return }
        body(&taken)
        state.taken[size] = taken
      }
    }
  }

  private func withLedger(
    _ fates: [FakeRecord.Fate] = [], atStep: @escaping CommitStep.Hook = { _ in },
    _ body: (TestLedger, FakeRecord) async throws -> Void
  ) async throws {
    try await TestLedger.with { ledger in
      await ledger.store.close()
      let record = FakeRecord(base: 1, fates: fates)
      ledger.store = try open(ledger, record, atStep: atStep)
      try await body(ledger, record)
      await ledger.store.close()
      #expect(try LogVerifier.verify(ledger.path, registry: .test).damage == nil)
    }
  }

  private func open(
    _ ledger: TestLedger, _ record: FakeRecord, at path: String? = nil, term: UInt64 = 0,
    atStep: @escaping CommitStep.Hook = { _ in }
  ) throws -> EventStore {
    var options = OpeningOptions(clock: ledger.clock, program: "tests")
    (options.logOfRecord, options.term, options.atCommitStep) = (record, term, atStep)
    return try EventStore.open(at: path ?? ledger.path, mode: .writer, registry: .test, options: options)
  }

  private func set(_ store: EventStore, _ number: UInt64, _ value: UInt64) async throws -> Recorded {
    try await store.record(proposal(id(number), CounterSet("a", value)), by: .tester)
  }

  @Test func whatIsRecordedIsInBoth() async throws {
    try await withLedger { ledger, record in
      #expect(try await set(ledger.store, 10, 100).count == 2)
      #expect(record.size == LogSize(3) && record.appended == 1)
      let held = try (1...2).map { try ledger.store.event(at: Position(UInt64($0))).record }
      #expect(record.records == held)
    }
  }

  /// Whether it was taken is open: a retry finds out, and nothing is recorded twice.
  @Test(arguments: [false, true])
  func aLogOfRecordThatDiesLeavesTheOutcomeOpen(isTaken: Bool) async throws {
    try await withLedger([isTaken ? .diesAfter : .diesBefore]) { ledger, record in
      let store = ledger.store
      await expect(.outcomeUnknown) { try await set(store, 10, 100) }
      let again = try await set(store, 10, 100)
      #expect(again.isRepeated == isTaken && again.position == 1 && again.count == 2)
      #expect(record.size == LogSize(3))
      #expect(try await set(store, 11, 101).position == 3)
    }
  }

  @Test func whoIsNoLongerTheWriterStops() async throws {
    try await withLedger([.takes, .movedOn]) { ledger, record in
      let store = ledger.store
      _ = try await set(store, 10, 1)
      for number in 11...13 as ClosedRange<UInt64> {
        await expect(.ledgerChanged) { try await set(store, number, 2) }
      }
      // It is read as before, and nothing more was offered to the log of record.
      let size = try store.size
      #expect(size == LogSize(2) && record.appended == 1)
    }
  }

  @Test func aSmallerTermIsRefused() async throws {
    try await withLedger { ledger, record in
      record.begin(term: 4)
      let store = ledger.store
      await expect(.ledgerChanged) { try await set(store, 10, 1) }
      await store.close()
      let next = try open(ledger, record, term: 4)
      #expect(try await set(next, 10, 1).position == 1)
      await next.close()
    }
  }

  /// What the log of record took is never decided again: it is taken from there, in this process or in the next.
  @Test(arguments: [CommitStep.taken, .written, .committed], [false, true])
  func whatWasTakenIsKept(step: CommitStep, reopens: Bool) async throws {
    struct Died: Error {}
    let isDue = Mutex(true)
    let hook: CommitStep.Hook = { reached in
      if reached == step,
        isDue.withLock({ isDue in
          defer { isDue = false }; return isDue
        })
      {
        throw Died()
      }
    }
    try await withLedger(atStep: hook) { ledger, record in
      var store = ledger.store
      let first = store
      await expect(.outcomeUnknown) { try await set(first, 10, 100) }
      if reopens {
        await store.close()
        store = try open(ledger, record)
        #expect(try store.size == LogSize(3))
      }
      let again = try await set(store, 10, 100)
      #expect(again.isRepeated && again.position == 1 && again.count == 2)
      #expect(record.size == LogSize(3) && record.appended == 1)
      if reopens { await store.close() }
    }
  }

  /// A node whose tables are far behind reads append after append, and signs the sizes that were signed.
  @Test func anEmptyNodeTakesEverything() async throws {
    try await withLedger { ledger, record in
      let copy = ledger.path + "-behind"
      await ledger.store.close()
      try copyTree(ledger.path, to: copy)
      let store = try open(ledger, record)
      for number in 10...30 as ClosedRange<UInt64> { _ = try await set(store, number, 80 + number) }
      let size = try store.size
      let (root, sizes) = (try store.root(of: size), try store.signedSizes())
      let note = try store.checkpoint().note
      await store.close()
      let behind = try open(ledger, record, at: copy)
      #expect(try behind.size == size)
      #expect(try behind.root(of: size) == root)
      #expect(try behind.signedSizes() == sizes)
      #expect(try behind.checkpoint().note == note)
      #expect(try await behind.record(proposal(id(15), CounterSet("a", 95)), by: .tester).isRepeated)
      await behind.close()
      #expect(try LogVerifier.verify(copy, registry: .test).damage == nil)
    }
  }

  /// What was changed in the log of record is not taken over.
  @Test func recordsThatWereNotSignedAreRefused() async throws {
    try await withLedger { ledger, record in
      let copy = ledger.path + "-behind"
      await ledger.store.close()
      try copyTree(ledger.path, to: copy)
      let store = try open(ledger, record)
      _ = try await set(store, 10, 1)
      _ = try await set(store, 11, 2)
      await store.close()
      let first = record.records[0]
      let other = try #require(try record.taken(after: LogSize(2)))
      record.change(after: LogSize(1)) { $0.records = other.records }
      #expect(throws: LedgerError.self) { try open(ledger, record, at: copy) }
      record.change(after: LogSize(1)) { $0 = TakenRecords(records: [first], checkpoint: other.checkpoint) }
      #expect(throws: LedgerError.self) { try open(ledger, record, at: copy) }
      #expect(try LogVerifier.verify(copy, registry: .test).size == LogSize(1))
    }
  }
}
