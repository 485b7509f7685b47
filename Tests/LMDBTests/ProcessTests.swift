import Glibc
import LMDB
import Testing

#if arch(x86_64)
  private let trap = SIGILL
#else
  private let trap = SIGTRAP
#endif

/// What other processes do to an environment, and what permissions do.
@Suite("Processes")
struct ProcessTests {
  @Test func slotsOfADeadReaderAreCleared() async throws {
    let directory = makeDirectory()
    defer { remove(directory) }
    let environment = try Environment(directory: directory, tables: ["a"], options: .init(access: .create))
    #expect(try environment.checkReaders() == 0)
    await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String] in
      let other = try Environment(directory: directory, tables: ["a"], options: .init(access: .readOnly))
      try other.read { _ in try other.read { _ in _ = raise(SIGKILL) } }
    }
    #expect(try environment.checkReaders() == 2)
    #expect(try environment.checkReaders() == 0)
    environment.close()
  }

  @Test func aWriterThatDiesLeavesTheLockAndNothingElse() async throws {
    let directory = makeDirectory()
    defer { remove(directory) }
    let environment = try Environment(directory: directory, tables: ["a"], options: .init(access: .create))
    await #expect(processExitsWith: .signal(SIGKILL)) { [directory = directory as String] in
      let other = try Environment(directory: directory, tables: ["a"], options: .init(access: .readWrite))
      try other.write { transaction in
        try transaction.put([1].span, for: 1, in: other.table("a"))
        _ = raise(SIGKILL)
      }
    }
    try environment.write { transaction in
      #expect(try transaction.count(of: environment.table("a")) == 0)
      try transaction.put([2].span, for: 2, in: environment.table("a"))
    }
    environment.close()
  }

  @Test func aReaderSeesWhatAnotherProcessCommitted() async throws {
    let directory = makeDirectory()
    defer { remove(directory) }
    let environment = try Environment(directory: directory, tables: ["a"], options: .init(access: .create))
    let before = try environment.lastTransactionID
    await #expect(processExitsWith: .success) { [directory = directory as String] in
      let other = try Environment(directory: directory, tables: ["a"], options: .init(access: .readWrite))
      try other.write { try $0.put([1].span, for: 1, in: other.table("a")) }
    }
    #expect(try environment.lastTransactionID == before + 1)
    #expect(try environment.read { try $0.contains(1, in: environment.table("a")) })
    environment.close()
  }

  @Test func aDirectoryWithoutPermissionToWriteIsRefused() async throws {
    let directory = makeDirectory()
    defer { remove(directory) }
    _ = try Environment(directory: directory, tables: ["a"], options: .init(access: .create))
    chmod("\(directory)/data.mdb", 0o444)
    chmod("\(directory)/lock.mdb", 0o444)
    chmod(directory, 0o555)
    await #expect(processExitsWith: .success) { [directory = directory as String] in
      // Root may do anything: be somebody else.
      if geteuid() == 0 { try #require(seteuid(65534) == 0) }
      for access in [Environment.Options.Access.readOnly, .readWrite, .create] {
        expect(.accessDenied, .open) {
          try Environment(directory: directory, tables: ["a"], options: .init(access: access))
        }
      }
    }
    chmod(directory, 0o700)
  }

  @Test func swappingLentTransactionsEndsTheProcess() async {
    let directories = [makeDirectory(), makeDirectory()]
    defer { directories.forEach(remove) }
    await #expect(processExitsWith: .signal(trap)) { [directories = directories as [String]] in
      let one = try Environment(directory: directories[0], tables: [], options: .init(access: .create))
      let other = try Environment(directory: directories[1], tables: [], options: .init(access: .create))
      try one.write { first in try other.write { second in swap(&first, &second) } }
    }
  }

  @Test func swappingLentCursorsEndsTheProcess() async {
    let directory = makeDirectory()
    defer { remove(directory) }
    await #expect(processExitsWith: .signal(trap)) { [directory = directory as String] in
      let environment = try Environment(
        directory: directory, tables: ["a", "b"], options: .init(access: .create))
      try environment.read { transaction in
        try transaction.withCursor(over: environment.table("a")) { first in
          try transaction.withCursor(over: environment.table("b")) { second in swap(&first, &second) }
        }
      }
    }
  }
}
