import Bytes
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

  /// Closes or reopens an environment on a thread of its own: a pool might have none to spare.
  private final class Closer: Sendable {
    let environment: Environment
    let reopens: Bool
    let hasStarted = Atomic(false)
    let hasEnded = Atomic(false)

    init(_ environment: Environment, reopens: Bool) {
      self.environment = environment
      self.reopens = reopens
    }

    func run() {
      hasStarted.store(true, ordering: .sequentiallyConsistent)
      if reopens { try? environment.reopen() } else { environment.close() }
      hasEnded.store(true, ordering: .sequentiallyConsistent)
    }

    func start() -> pthread_t {
      var thread = pthread_t()
      let closer = Unmanaged.passRetained(self).toOpaque()
      pthread_create(
        &thread, nil,
        { closer in
          if let closer { Unmanaged<Closer>.fromOpaque(closer).takeRetainedValue().run() }
          return nil
        }, closer)
      while !hasStarted.load(ordering: .sequentiallyConsistent) { sched_yield() }
      return thread
    }
  }

  @Test(arguments: [true, false])
  func reopeningAndClosingWaitForAReader(reopens: Bool) throws {
    try withEnvironment { environment in
      let closer = Closer(environment, reopens: reopens)
      let thread = try environment.read { transaction in
        let thread = closer.start()
        for _ in 0..<20_000 where !closer.hasEnded.load(ordering: .sequentiallyConsistent) { sched_yield() }
        let hasEnded = closer.hasEnded.load(ordering: .sequentiallyConsistent)
        #expect(!hasEnded)
        return thread
      }
      pthread_join(thread, nil)
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
