import EventModel
import Foundation
import LedgerServer
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(60))) struct TransportSocketTests {
  private func expectAnswer(at path: String) async throws {
    let result = try await withRawConnection(to: path) { connection in
      try await connection.send(request(1, "echo", "[7]"))
      return try await connection.reply()?.result
    }
    #expect(result == .array([.integer(7)]))
  }

  private func mode(_ path: String) throws -> mode_t {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw POSIXError(.ENOENT) }
    return status.st_mode
  }

  /// A socket file that nobody listens at any more.
  private func leaveStaleSocket(at path: String) throws {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    let address = try SocketAddress(unixDomainSocketPath: path)
    let bound = address.withSockAddr { bind(descriptor, $0, socklen_t($1)) }
    guard bound == 0 else { throw POSIXError(.EIO) }
  }

  private func refusal(at path: String) async -> SocketError? {
    await #expect(throws: SocketError.self) { try await withServer(at: path) { _ in } }
  }

  @Test(arguments: [0o660, 0o600, 0o666, 0o640] as [UInt32])
  func hasItsPermissionsAndIsRemovedAtTheEnd(permissions: UInt32) async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/socket"
      try await withServer(at: path, configure: { $0.permissions = permissions }) { server in
        let found = try mode(path)
        #expect(found == S_IFSOCK | mode_t(permissions))
        try await expectAnswer(at: server.path)
      }
      #expect(throws: POSIXError.self) { try mode(path) }
    }
  }

  @Test func replacesTheSocketOfAServerThatIsGone() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/socket"
      try leaveStaleSocket(at: path)
      try await withServer(at: path) { try await expectAnswer(at: $0.path) }
    }
  }

  @Test func doesNotDisturbAServerThatAnswers() async throws {
    try await withServer { first in
      let error = await refusal(at: first.path)
      #expect(error?.code == .inUse)
      #expect(error?.description == "another server answers at \(first.path); stop it or choose another path")
      try await expectAnswer(at: first.path)
    }
  }

  @Test func leavesAloneWhatIsNotASocket() async throws {
    try await withTemporaryDirectory { directory in
      let file = directory + "/file"
      try Data("precious".utf8).write(to: URL(filePath: file))
      #expect(await refusal(at: file)?.code == .notASocket)
      #expect(try Data(contentsOf: URL(filePath: file)) == Data("precious".utf8))

      try FileManager.default.createSymbolicLink(atPath: directory + "/link", withDestinationPath: file)
      #expect(await refusal(at: directory + "/link")?.code == .notASocket)
      #expect(try mode(directory + "/link") & S_IFMT == S_IFLNK)

      try FileManager.default.createDirectory(
        atPath: directory + "/folder", withIntermediateDirectories: false)
      #expect(await refusal(at: directory + "/folder")?.code == .notASocket)
    }
  }

  @Test func doesNotRemoveTheFileOfASuccessor() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/socket"
      try await withServer(at: path) { _ in
        unlink(path)
        try leaveStaleSocket(at: path)
      }
      #expect(try mode(path) & S_IFMT == S_IFSOCK)
    }
  }

  @Test func refusesPathsThatAreNoAddress() async throws {
    try await withTemporaryDirectory { directory in
      let fill = { (length: Int) in
        directory + "/" + String(repeating: "s", count: length - directory.utf8.count - 1)
      }
      try await withServer(at: fill(103)) { try await expectAnswer(at: $0.path) }
      #expect(await refusal(at: fill(104))?.code == .invalidPath)
      #expect(await refusal(at: "")?.code == .invalidPath)
      let missing = await refusal(at: directory + "/missing/socket")
      #expect(missing?.code == .system)
      #expect(missing?.errorNumber == ENOENT)
    }
  }

  @Test func aServerBeingStartedBesideItIsNotTakenForAStaleOne() async throws {
    try await withTemporaryDirectory { directory in
      let lock = open(directory, O_RDONLY | O_DIRECTORY)
      defer { close(lock) }
      #expect(flock(lock, LOCK_EX | LOCK_NB) == 0)
      #expect(await refusal(at: directory + "/socket")?.code == .contended)
    }
  }
}
