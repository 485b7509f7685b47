import Glibc
import LMDB
import Testing

/// A file system in memory, mounted for one test.
struct SmallFileSystem {
  static let canMount: Bool = {
    guard geteuid() == 0 else { return false }
    let directory = makeDirectory()
    defer { rmdir(directory) }
    return mount("-t", "tmpfs", "tmpfs", directory) && unmount(directory)
  }()

  static func with<R>(bytes: Int, _ body: (String) throws -> R) throws -> R {
    let directory = makeDirectory()
    try #require(mount("-t", "tmpfs", "-o", "size=\(bytes)", "tmpfs", directory))
    defer {
      _ = unmount(directory)
      rmdir(directory)
    }
    return try body(directory)
  }

  static func mount(_ arguments: String...) -> Bool { run("mount", arguments) }

  static func unmount(_ directory: String) -> Bool { run("umount", ["-l", directory]) }

  private static func run(_ name: String, _ arguments: [String]) -> Bool {
    var process: pid_t = 0
    var words = ([name] + arguments).map { strdup($0) }
    defer { words.forEach { free($0) } }
    words.append(nil)
    guard posix_spawnp(&process, name, nil, nil, words, environ) == 0 else { return false }
    var status: CInt = 0
    return waitpid(process, &status, 0) == process && status == 0
  }
}

@Suite(
  "File systems",
  .enabled(if: SmallFileSystem.canMount, "needs the right to mount a tmpfs: run as root to see a full disk"))
struct FileSystemTests {
  let value: [UInt8] = Array(repeating: 7, count: 3000)

  /// Commits rows one by one until the disk is full, and returns how many there are.
  private func fill(_ environment: Environment, from start: UInt64 = 0) -> UInt64 {
    let table = environment.table("a")
    var count = start
    expect(.noSpace, .commit) {
      while count < 10_000 {
        try environment.write { try $0.put(value.span, for: count, in: table) }
        count += 1
      }
    }
    return count
  }

  private func expectRows(_ count: UInt64, in environment: Environment) throws {
    let rows = try environment.read { try $0.rows(in: environment.table("a")) }
    #expect(rows.map { number($0.key) } == (0..<count).map { $0 })
    #expect(rows.allSatisfy { $0.value == value })
  }

  @Test(arguments: [true, false])
  func aFullDiskFailsTheCommitAndLosesNothing(isSynced: Bool) throws {
    try SmallFileSystem.with(bytes: 1 << 20) { directory in
      let environment = try Environment(
        directory: directory, tables: ["a"], options: .init(access: .create, isSynced: isSynced))
      defer { environment.close() }
      let filler = "\(directory)/filler"
      writeFile(filler, Array(repeating: 0, count: 1 << 18))
      var count = fill(environment)
      #expect(count > 10)
      try expectRows(count, in: environment)
      // Again and again: a second free of anything would end the process.
      for _ in 0..<20 { #expect(fill(environment, from: count) == count) }
      try environment.reopen()
      try expectRows(count, in: environment)
      #expect(fill(environment, from: count) == count)
      unlink(filler)
      try environment.write { try $0.put(value.span, for: count, in: environment.table("a")) }
      count += 1
      try environment.reopen()
      try expectRows(count, in: environment)
    }
  }

  @Test func aLargeTransactionOnAFullDiskFailsAsAWhole() throws {
    try SmallFileSystem.with(bytes: 1 << 20) { directory in
      let environment = try Environment(
        directory: directory, tables: ["a"], options: .init(access: .create))
      defer { environment.close() }
      let table = environment.table("a")
      try environment.write { try $0.put(value.span, for: 0, in: table) }
      expect(.noSpace, .commit) {
        try environment.write { transaction in
          for key in 1..<1000 as Range<UInt64> { try transaction.put(value.span, for: key, in: table) }
        }
      }
      try expectRows(1, in: environment)
      try environment.reopen()
      try expectRows(1, in: environment)
      try environment.write { try $0.put(value.span, for: 1, in: table) }
    }
  }

  @Test func readersFindTheirSlotsOnAFullDisk() throws {
    try SmallFileSystem.with(bytes: 1 << 20) { directory in
      let environment = try Environment(
        directory: directory, tables: ["a"], options: .init(access: .create))
      defer { environment.close() }
      writeFile("\(directory)/small", [1])
      var free = statvfs()
      #expect(statvfs(directory, &free) == 0)
      writeFile("\(directory)/filler", Array(repeating: 0, count: Int(free.f_bavail * free.f_frsize)))
      func nest(_ depth: Int) throws {
        if depth > 0 { try environment.read { _ in try nest(depth - 1) } }
      }
      try nest(1000)
      #expect(try environment.statistics().usedReaders == 1000)
    }
  }

  @Test func aDiskTooSmallForAnEnvironmentIsFull() throws {
    for bytes in [4096, 16384, 65536, 77824] {
      try SmallFileSystem.with(bytes: bytes) { directory in
        expect(.noSpace, .open) {
          try Environment(directory: directory, tables: ["a"], options: .init(access: .create))
        }
      }
    }
  }

  @Test func aCopyToAFullDiskLeavesNothing() throws {
    try withEnvironment { environment in
      try environment.write { transaction in
        for key in 0..<1000 as Range<UInt64> {
          try transaction.put(value.span, for: key, in: environment.table("a"))
        }
      }
      for compacting in [true, false] {
        try SmallFileSystem.with(bytes: 1 << 20) { directory in
          expect(.noSpace, .copy) { try environment.copy(to: directory, compacting: compacting) }
          #expect(access("\(directory)/data.mdb", F_OK) != 0)
        }
      }
    }
  }

  @Test func readOnlyMediaCanBeRead() throws {
    try SmallFileSystem.with(bytes: 1 << 20) { directory in
      let environment = try Environment(
        directory: directory, tables: ["a"], options: .init(access: .create))
      try environment.write { try $0.put(value.span, for: 0, in: environment.table("a")) }
      environment.close()
      unlink("\(directory)/lock.mdb")
      // A child that another test has just started may have inherited the file, until it executes its program.
      let isRemounted = (0..<100).contains { _ in
        if SmallFileSystem.mount("-o", "remount,ro", directory) { return true }
        usleep(20_000)
        return false
      }
      try #require(isRemounted)
      let reader = try Environment(directory: directory, tables: ["a"], options: .init(access: .readOnly))
      try expectRows(1, in: reader)
      #expect(try reader.checkReaders() == 0)
      #expect(try reader.statistics().usedReaders == 0)
      reader.close()
      expect(.readOnlyFileSystem, .open) {
        try Environment(directory: directory, tables: ["a"], options: .init(access: .readWrite))
      }
    }
  }
}
