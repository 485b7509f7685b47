import EventLedger
import EventModel
import LocalFiles
import Synchronization
import Testing
import TransparencyLog

/// A publisher that dies at any step leaves a folder that holds what its checkpoint says.
@Suite struct PublishCrashTests {
  private struct Died: Error {}

  /// Publishes a size over a smaller one as often as there are steps, and dies after each of them in turn.
  private func dieAtEachStep(_ sizes: [Int], withheld: [Position?]) async throws {
    try await TestLedger.with { ledger in
      for (size, first) in zip(sizes.dropLast(), withheld.dropLast()) {
        let count = size - Int(try ledger.store.size.rawValue)
        if count > 0 { try await ledger.appendMany(count) }
        try ledger.publish(to: ledger.folder, before: first)
      }
      try await ledger.appendMany((sizes.last ?? 0) - Int(try ledger.store.size.rawValue))
      let last = withheld.last ?? nil
      try Files.makeDirectory(ledger.folder)
      let (whole, torn) = ("\(ledger.path).whole", "\(ledger.path).torn")
      try copy(ledger.folder, to: whole)
      try ledger.publish(to: whole, before: last)
      let expected = try files(in: whole)
      var steps = 0
      var isDone = false
      while !isDone {
        try copy(ledger.folder, to: torn)
        let left = Mutex(steps)
        let publisher = LogPublisher(ledger.store, folder: torn, firstWithheld: { last }) {
          try left.withLock {
            if $0 == 0 { throw Died() }
            $0 -= 1
          }
        }
        do {
          try publisher.publish()
          isDone = true
        } catch is Died {}
        try ledger.reader(torn).audit()
        try ledger.publish(to: torn, before: last)
        let repaired = try files(in: torn)
        #expect(repaired == expected, "after step \(steps)")
        try Files.removeTree(torn)
        steps += 1
      }
      #expect(steps > 10)
    }
  }

  @Test func theFirstTime() async throws {
    try await dieAtEachStep([300], withheld: [nil])
  }

  @Test func whereTilesBecomeComplete() async throws {
    try await dieAtEachStep([250, 255, 300], withheld: [nil, nil, nil])
  }

  @Test func whereEntriesAreWithheldAndGivenFree() async throws {
    try await dieAtEachStep([240, 250, 253, 270], withheld: [nil, 245, 245, nil])
    try await dieAtEachStep([140, 150, 153, 170], withheld: [nil, 145, 145, nil])
  }
}
