import Dispatch
import Glibc
import LMDB
import Synchronization
import Testing

@Suite("Concurrency")
struct ConcurrencyTests {
  @Test func readersSeeWholeTransactionsWhileAWriterWorks() async throws {
    let directory = makeDirectory()
    defer { remove(directory) }
    let environment = try Environment(
      directory: directory, tables: ["a", "b"], options: .init(access: .create, isSynced: false))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try write(500, in: environment) }
      for _ in 0..<4 { group.addTask { try watch(500, in: environment) } }
      try await group.waitForAll()
    }
    environment.close()
  }

  /// Each transaction adds the same key to both tables.
  private func write(_ count: UInt64, in environment: Environment) throws {
    for key in 0..<count {
      try environment.write { transaction in
        try transaction.put([1].span, for: key, in: environment.table("a"), mode: .append)
        try transaction.put([1].span, for: key, in: environment.table("b"), mode: .append)
      }
    }
  }

  private func watch(_ count: Int, in environment: Environment) throws {
    var seen = 0
    var id: UInt64 = 0
    while seen < count {
      try environment.read { transaction in
        let one = try transaction.count(of: environment.table("a"))
        try #require(try transaction.count(of: environment.table("b")) == one)
        try #require(one >= seen && transaction.id >= id)
        (seen, id) = (one, transaction.id)
      }
    }
  }

  @Test func writersQueueUp() async throws {
    let directory = makeDirectory()
    defer { remove(directory) }
    let environment = try Environment(
      directory: directory, tables: ["a"], options: .init(access: .create, isSynced: false))
    let table = environment.table("a")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 {
        group.addTask {
          for _ in 0..<100 {
            try environment.write { transaction in
              let count = try transaction.get(0, in: table) { BigEndian.read(from: $0) } ?? 0
              var next: [UInt8] = []
              BigEndian.append((count ?? 0) + 1, to: &next)
              try transaction.put(next.span, for: 0, in: table)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try environment.read { try $0.get(0, in: table) { BigEndian.read(from: $0) } } == 400)
    environment.close()
  }

  private final class Progress: Sendable {
    let hasStarted = Atomic(false)
    let hasEnded = Atomic(false)
  }

  @Test(arguments: [true, false])
  func reopeningAndClosingWaitForAReader(reopens: Bool) throws {
    try withEnvironment { environment in
      let progress = Progress()
      try environment.read { transaction in
        DispatchQueue.global().async {
          progress.hasStarted.store(true, ordering: .sequentiallyConsistent)
          if reopens { try? environment.reopen() } else { environment.close() }
          progress.hasEnded.store(true, ordering: .sequentiallyConsistent)
        }
        while !progress.hasStarted.load(ordering: .sequentiallyConsistent) { sched_yield() }
        for _ in 0..<20_000 where !progress.hasEnded.load(ordering: .sequentiallyConsistent) { sched_yield() }
        let hasEnded = progress.hasEnded.load(ordering: .sequentiallyConsistent)
        #expect(!hasEnded)
        #expect(transaction.id > 0)
      }
      while !progress.hasEnded.load(ordering: .sequentiallyConsistent) { sched_yield() }
      let works = (try? environment.read { _ in true }) ?? false
      #expect(works == reopens)
    }
  }

  @Test func reopeningWaitsForTransactionsAndLetsThemGoOn() async throws {
    let directory = makeDirectory()
    defer { remove(directory) }
    let environment = try Environment(
      directory: directory, tables: ["a"], options: .init(access: .create, isSynced: false))
    let table = environment.table("a")
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { for _ in 0..<50 { try environment.reopen() } }
      group.addTask {
        for key in 0..<300 as Range<UInt64> {
          try environment.write { try $0.put([1].span, for: key, in: table) }
        }
      }
      for _ in 0..<2 {
        group.addTask { for _ in 0..<300 { _ = try environment.read { try $0.rows(in: table) } } }
      }
      try await group.waitForAll()
    }
    #expect(try environment.read { try $0.count(of: table) } == 300)
    environment.close()
  }
}
