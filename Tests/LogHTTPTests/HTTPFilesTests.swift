import EventLedger
import Glibc
import LogAudit
import LogHTTP
import TestSupport
import Testing

/// What a web server can do to an auditor.
@Suite struct HTTPFilesTests {
  /// Asks three times without a pause.
  private var hurried: HTTPFiles.Patience {
    var patience = HTTPFiles.Patience()
    (patience.attempts, patience.pause) = (3, 1)
    return patience
  }

  /// Waits no longer than a second for an answer that does not come, and as ever for those that do.
  private func patience(with answer: StaticServer.Answer) -> HTTPFiles.Patience {
    var patience = hurried
    if case .silence = answer { patience.answering = 1000 }
    return patience
  }

  @Test func aFileIsReadWhole() throws {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0) }
    let server = try StaticServer { path, _ in path == "log/a" ? .file(bytes) : .status(404) }
    let files = try HTTPFiles(server.url + "/log/")
    #expect(files.name == server.url + "/log")
    #expect(try files.read("a", limit: 100_000) == bytes)
    #expect(server.agents == ["albo"])
  }

  @Test func aMissingFileIsNoneAndAskedForOnce() throws {
    let server = try StaticServer { path, _ in .status(path == "gone" ? 410 : 404) }
    let files = try HTTPFiles(server.url, patience: hurried)
    #expect(try files.read("a", limit: 10) == nil && files.read("gone", limit: 10) == nil)
    #expect(server.visits(to: "a") == 1)
  }

  @Test(arguments: [.status(500), .status(429), .hangUp, .silence] as [StaticServer.Answer])
  func aServerThatFailsTwiceIsAskedAgain(_ failure: StaticServer.Answer) throws {
    let server = try StaticServer { _, visit in visit < 3 ? failure : .file([7]) }
    #expect(try HTTPFiles(server.url, patience: patience(with: failure)).read("a", limit: 10) == [7])
    #expect(server.visits(to: "a") == 3)
  }

  @Test(
    arguments: [
      (.status(502), "the server answered with status 502"), (.silence, "no complete answer within 1.0 s"),
      (.hangUp, "the server closed the connection"),
    ] as [(StaticServer.Answer, String)])
  func aServerThatAlwaysFailsIsGivenUpAndNamed(_ failure: StaticServer.Answer, _ reason: String) throws {
    let server = try StaticServer { _, _ in failure }
    let files = try HTTPFiles(server.url, patience: patience(with: failure))
    let error = #expect(throws: LedgerError.self) { try files.read("tile/0/000", limit: 10) }
    #expect(error?.code == .unreachable && server.visits(to: "tile/0/000") == 3)
    let message = error?.message ?? ""
    #expect(message.hasPrefix("\(server.url)/tile/0/000 could not be read in 3 attempts: "), "\(message)")
    #expect(message.contains(reason), "\(message)")
  }

  @Test func aRefusalIsNotRepeated() throws {
    let server = try StaticServer { _, _ in .status(403) }
    let files = try HTTPFiles(server.url, patience: hurried)
    let error = #expect(throws: LedgerError.self) { try files.read("a", limit: 10) }
    #expect(error?.message == "\(server.url)/a: the server answered with status 403" && server.visits(to: "a") == 1)
  }

  @Test func aBodyIsReadUpToItsLimit() throws {
    let server = try StaticServer { path, _ in path == "endless" ? .endless : .file([1, 2, 3]) }
    let files = try HTTPFiles(server.url)
    #expect(try files.read("a", limit: 3) == [1, 2, 3])
    for (path, limit) in [("a", 2), ("endless", 100_000)] {
      let error = #expect(throws: LedgerError.self) { try files.read(path, limit: limit) }
      #expect(error?.message == "\(server.url)/\(path) is larger than \(limit) bytes")
    }
  }

  @Test func thePageOfAnErrorMayBeLonger() throws {
    let server = try StaticServer { _, _ in .page(404, Array(repeating: 32, count: 100_000)) }
    #expect(try HTTPFiles(server.url, patience: hurried).read("entries", limit: 64) == nil)
  }

  @Test func aCompressedBodyCountsAsWhatItBecomes() throws {
    // 1,000 times the letter a.
    let compressed: [UInt8] = [
      0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0x02, 0x03, 0x4B, 0x4C, 0x1C, 0x05, 0xA3, 0x60, 0x14, 0x0C, 0x77, 0, 0, 0x03,
      0xDA, 0x38, 0x9A, 0xE8, 0x03, 0, 0,
    ]
    let server = try StaticServer { _, _ in .gzip(compressed) }
    let files = try HTTPFiles(server.url)
    #expect(try files.read("a", limit: 1000) == Array(repeating: UInt8(ascii: "a"), count: 1000))
    let error = #expect(throws: LedgerError.self) { try files.read("a", limit: 999) }
    #expect(error?.code == .damaged)
  }

  @Test func nobodyListening() throws {
    let server = try StaticServer { _, _ in .silence }
    try server.stop()
    let files = try HTTPFiles(server.url, patience: hurried)
    let error = #expect(throws: LedgerError.self) { try files.read("checkpoint", limit: 10) }
    #expect(
      error?.message == "\(server.url)/checkpoint could not be read in 3 attempts: nobody answers there")
  }

  @Test(arguments: ["http://", "ftp://example.org", "example.org", ""]) func whatIsNoURLIsNamed(_ text: String) {
    let error = #expect(throws: LedgerError.self) { try HTTPFiles(text) }
    #expect(error?.message == "\(text) is not the URL of a web server")
  }

  @Test func whatIsExpectedIsOnItsWayABoundedNumberOfFiles() throws {
    let server = try StaticServer { path, _ in .file(Array(path.utf8)) }
    var patience = HTTPFiles.Patience()
    patience.ahead = 5
    let files = try HTTPFiles(server.url, patience: patience)
    files.expect((0..<20).map { ("\($0)", 10) })
    // Asked for without anybody reading.
    var tries = 0
    while server.requests < 5, tries < 5000 {
      usleep(1000)
      tries += 1
    }
    #expect(server.requests == 5)
    for name in 0..<20 { #expect(try files.read("\(name)", limit: 10) == Array("\(name)".utf8)) }
    #expect(server.requests == 20)
  }
}
