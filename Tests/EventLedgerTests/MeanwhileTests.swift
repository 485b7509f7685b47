import Dispatch
import EventLedger
import Synchronization
import Testing

@Suite struct MeanwhileTests {
  @Test func theWorkIsDoneOnceWhoeverBeginsIt() throws {
    for _ in 0..<200 {
      let counts = Counts()
      let work = Meanwhile { counts.add() }
      #expect(try work.value() == 1)
      #expect(counts.count == 1)
    }
  }

  @Test func nothingWaitsForAPoolWithoutThreads() throws {
    // Every thread that the pool will ever have asks for work of its own, as verification does.
    DispatchQueue.concurrentPerform(iterations: 64) { index in
      let work = Meanwhile { Meanwhile { index } }
      #expect((try? work.value().value()) == index)
    }
  }

  @Test func aFailureIsThrownWhereTheValueIsAskedFor() {
    let work = Meanwhile<Int> { throw CancellationError() }
    #expect(throws: CancellationError.self) { try work.value() }
  }
}

private final class Counts: Sendable {
  private let runs = Mutex(0)

  func add() -> Int {
    runs.withLock { runs in
      runs += 1
      return runs
    }
  }

  var count: Int { runs.withLock { $0 } }
}
