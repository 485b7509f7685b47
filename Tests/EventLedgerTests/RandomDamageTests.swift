import EventLedger
import EventModel
import Glibc
import LocalFiles
import Testing

/// What single changed bytes of the file do, each verified in a process of its own.
@Suite struct RandomDamageTests {
  @Test func aChangedByteIsFoundOrTouchesNoRow() async throws {
    try await TestLedger.with { ledger in
      try await ledger.setAll((1...40).map { CounterSet("c\($0 % 5)", $0) })
      try await ledger.appendMany(40)
      await ledger.store.close()
      // A process with one thread, which may be forked.
      await #expect(processExitsWith: .success) { [path = ledger.path as String] in
        let rows = try rows(at: path)
        let outcomes = try (1...300 as ClosedRange<UInt64>).map { try outcome(seed: $0, path, rows) }
        let counts = Dictionary(grouping: outcomes, by: { $0 }).mapValues(\.count)
        #expect(counts[.unnoticed] == nil)
        #expect(counts[.found, default: 0] > 30 && counts[.harmless, default: 0] > 30, "\(counts)")
      }
    }
  }
}

private enum Outcome: Int32 {
  case found = 10
  case harmless = 11
  /// The log as it was one commit ago: only a checkpoint kept elsewhere shows that.
  case rolledBack = 12
  /// Verification could not be done, and says so.
  case undone = 13
  case unnoticed = 14
}

/// Changes one byte of a copy of the log and has a child verify it.
private func outcome(seed: UInt64, _ path: String, _ expected: [TableRow]) throws -> Outcome {
  var random = SplitMix64(seed: seed)
  let copy = "\(path)/copy"
  try? Files.removeTree(copy)
  try Files.makeDirectory(copy)
  for name in ["log", "scratch"] { try Files.makeDirectory("\(copy)/\(name)") }
  var bytes = try Files.read("\(path)/log/data.mdb", limit: 64 << 20)
  let place = random.int(0...bytes.count - 1)
  bytes[place] ^= UInt8(random.int(1...255))
  overwrite("\(copy)/log/data.mdb", bytes)
  let child = try forked()
  if child == 0 { _exit(judge(copy, expected).rawValue) }
  var status: Int32 = 0
  while waitpid(child, &status, 0) < 0 && errno == EINTR {}
  // A child that died or hung has found structural damage, as its parent reports it.
  let isSignal = status & 0x7F != 0
  let outcome = isSignal ? Outcome.found : try #require(Outcome(rawValue: status >> 8), "seed \(seed), byte \(place)")
  #expect(outcome != .unnoticed, "seed \(seed), byte \(place) of \(bytes.count)")
  return outcome
}

/// In the child: what verification says, and whether that is so.
private func judge(_ path: String, _ expected: [TableRow]) -> Outcome {
  for number in [SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGTRAP] { signal(number, SIG_DFL) }
  alarm(20)
  close(2)
  guard let report = try? LogVerifier.verify(path, registry: .test, scratch: "\(path)/scratch") else { return .undone }
  if report.damage != nil { return .found }
  guard let found = try? rows(at: path) else { return .unnoticed }
  if found == expected { return .harmless }
  let records = found.filter { $0.table == "records" }
  return records.count == 41 && records.allSatisfy { expected.contains($0) } ? .rolledBack : .unnoticed
}

/// `fork`, which Swift hides since a child of many threads has only one: here it calls no more than it must.
private func forked() throws -> pid_t {
  let symbol = try #require(dlsym(nil, "fork"))
  return unsafeBitCast(symbol, to: (@convention(c) () -> pid_t).self)()
}
