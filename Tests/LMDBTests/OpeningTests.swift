import Glibc
import LMDB
import Testing

@Suite("Opening")
struct OpeningTests {
  let create = Environment.Options(access: .create, isSynced: false)

  @Test func aCreatedEnvironmentIsThereWhenOpenedAgain() throws {
    try withDirectory { directory in
      var environment: Environment? = try Environment(directory: directory, tables: ["a"], options: create)
      try environment?.write { try $0.put([1].span, for: 7, in: Table.first(of: environment)) }
      environment = nil
      for access in [Environment.Options.Access.readOnly, .readWrite, .create] {
        let again = try Environment(directory: directory, tables: ["a"], options: .init(access: access))
        #expect(try again.read { try $0.contains(7, in: again.table("a")) })
      }
    }
  }

  @Test func filesArePrivateToTheirOwner() throws {
    try withEnvironment { environment in
      for name in ["data.mdb", "lock.mdb"] {
        var status = stat()
        #expect(stat("\(environment.directory)/\(name)", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
      }
    }
  }

  @Test func aMissingDirectoryIsNamed() throws {
    expect(.noSuchFile, .open) { try Environment(directory: "/nowhere/at/all", tables: [], options: create) }
  }

  @Test(arguments: [Environment.Options.Access.readOnly, .readWrite])
  func nothingIsCreatedUnlessAsked(access: Environment.Options.Access) throws {
    try withDirectory { directory in
      expect(.noSuchFile, .open) {
        try Environment(directory: directory, tables: [], options: .init(access: access))
      }
      #expect(Glibc.access("\(directory)/data.mdb", F_OK) != 0)
    }
  }

  @Test(arguments: [Environment.Options.Access.readOnly, .readWrite])
  func aMissingTableIsNamed(access: Environment.Options.Access) throws {
    try withDirectory { directory in
      _ = try Environment(directory: directory, tables: ["a"], options: create)
      expect(.missingTable("b"), .open) {
        try Environment(directory: directory, tables: ["a", "b"], options: .init(access: access))
      }
      // The failure left nothing open.
      _ = try Environment(directory: directory, tables: ["a"], options: .init(access: access))
    }
  }

  @Test func creatingAddsMissingTables() throws {
    try withDirectory { directory in
      _ = try Environment(directory: directory, tables: ["a"], options: create)
      _ = try Environment(directory: directory, tables: ["a", "b"], options: create)
      _ = try Environment(directory: directory, tables: ["b"], options: .init(access: .readOnly))
    }
  }

  @Test func anEmptyTableNameIsRefused() throws {
    try withDirectory { directory in
      expect(.badValueSize, .open) { try Environment(directory: directory, tables: [""], options: create) }
      _ = try Environment(directory: directory, tables: ["a"], options: create)
    }
  }

  @Test func garbageIsNotADatabase() throws {
    try withDirectory { directory in
      writeFile("\(directory)/data.mdb", Array(repeating: 0x5a, count: 16384))
      expect(.invalid, .open) { try Environment(directory: directory, tables: ["a"], options: create) }
    }
  }

  @Test func aTruncatedFileIsNotADatabase() throws {
    try withDirectory { directory in
      _ = try Environment(directory: directory, tables: ["a"], options: create)
      truncate("\(directory)/data.mdb", 100)
      expect(.invalid, .open) { try Environment(directory: directory, tables: ["a"], options: create) }
    }
  }

  @Test func anEmptyFileIsADatabaseToBeMade() throws {
    try withDirectory { directory in
      writeFile("\(directory)/data.mdb", [])
      expect(.invalid, .open) {
        try Environment(directory: directory, tables: [], options: .init(access: .readOnly))
      }
      _ = try Environment(directory: directory, tables: ["a"], options: create)
    }
  }

  @Test func anotherFormatIsRefused() throws {
    try withDirectory { directory in
      _ = try Environment(directory: directory, tables: ["a"], options: create)
      // Both meta pages: 16 bytes of page header, 4 of magic, then the version.
      for page in 0..<2 { writeFile("\(directory)/data.mdb", [2, 0, 0, 0], at: page * 4096 + 20) }
      expect(.versionMismatch, .open) {
        try Environment(directory: directory, tables: ["a"], options: create)
      }
    }
  }

  @Test func aSecondOpenIsRefused() throws {
    try withEnvironment { environment in
      expect(.alreadyOpen, .open) {
        try Environment(directory: environment.directory, tables: [], options: create)
      }
      let count = try environment.read { try $0.count(of: environment.table("a")) }
      #expect(count == 0)
    }
  }

  @Test func aSecondOpenThroughALinkIsRefused() throws {
    try withEnvironment { environment in
      let link = "\(environment.directory)-link"
      #expect(symlink(environment.directory, link) == 0)
      defer { unlink(link) }
      expect(.alreadyOpen, .open) { try Environment(directory: link, tables: [], options: create) }
    }
  }

  @Test func aClosedEnvironmentCanBeOpenedByAnotherObject() throws {
    try withEnvironment { environment in
      environment.close()
      let other = try Environment(directory: environment.directory, tables: ["a"], options: create)
      // Closing the first again must not touch the second.
      environment.close()
      expect(.alreadyOpen, .open) {
        try Environment(directory: environment.directory, tables: ["a"], options: create)
      }
      #expect(try other.read { try $0.count(of: other.table("a")) } == 0)
    }
  }

  @Test func theMapSizeIsSetAtCreationAndThenCounts() throws {
    try withDirectory { directory in
      let small = Environment.Options(access: .create, mapSize: 1 << 20, isSynced: false)
      let first = try Environment(directory: directory, tables: ["a"], options: small)
      #expect(try first.mapSize == 1 << 20)
      first.close()
      let again = try Environment(directory: directory, tables: ["a"], options: create)
      #expect(try again.mapSize == 1 << 20)
    }
  }
}

extension Table {
  static func first(of environment: Environment?) throws -> Table {
    try #require(environment).table("a")
  }
}
