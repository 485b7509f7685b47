import EventLedger
import LogAudit
import LogHTTP
import Synchronization
import TestSupport
import Testing
import TransparencyLog

/// A published log is verified over HTTP as it is in its folder.
@Suite struct PublishedURLTests {
  private func publication(_ count: Int) throws -> Publication {
    try Publication((0..<count).map { Array("entry-\($0)".utf8) }, key: Publication.signer.get())
  }

  private func server(_ log: Publication) throws -> StaticServer {
    let files = log.files
    return try StaticServer { path, _ in files[path].map { .file($0) } ?? .status(404) }
  }

  @Test func aServedLogIsVerified() throws {
    let log = try publication(20_100)
    let server = try server(log)
    let report = try PublishedLogVerifier.verify(PublishedLog(HTTPFiles(server.url)), key: log.key)
    #expect(report.isVerified && report.entries == 20_100 && report.source == server.url, "\(report.findings)")
    // 78 complete tiles with their bundles, the incomplete ones, one of level 1, checkpoint, entries, and the proof of a
    // change of key, which is not there: each once.
    #expect(server.requests == 2 * 79 + 1 + 3)
  }

  @Test func aChangedFileIsNamedByItsURL() throws {
    let log = try publication(600)
    let changed = log.changed { $0["tile/entries/001"]?[5] ^= 1 }
    let server = try server(changed)
    let report = try PublishedLogVerifier.verify(PublishedLog(HTTPFiles(server.url)), key: log.key)
    #expect(
      report.findings.first?.message.hasPrefix("entry 256 in \(server.url)/tile/entries/001 (bytes 2 to ") == true)
  }

  @Test func aLogThatGrowsMeanwhileIsVerifiedAtItsCheckpoint() throws {
    let (before, after) = (try publication(600), try publication(1100))
    let site = Site(before.files)
    let server = try StaticServer { path, _ in site.answer(path) }
    let source = try PublishedLog(HTTPFiles(server.url))
    // The incomplete tile of 88 is gone: the complete one takes its place. Those of level 1 stay as they were published.
    site.files.withLock {
      $0 = after.files
      $0["tile/1/000.p/2"] = before.files["tile/1/000.p/2"]
    }
    let report = try PublishedLogVerifier.verify(source, key: before.key)
    #expect(report.isVerified && report.size == 600 && report.entries == 600, "\(report.findings)")
  }

  @Test func aServerWithoutALogIsNamed() throws {
    let server = try StaticServer { _, _ in .status(404) }
    let error = #expect(throws: LedgerError.self) { try PublishedLog(HTTPFiles(server.url)) }
    #expect(error?.message == "\(server.url)/checkpoint is missing: no log is published there")
  }
}

/// What a server shows, and somebody changes.
private final class Site: Sendable {
  let files: Mutex<[String: [UInt8]]>

  init(_ files: [String: [UInt8]]) { self.files = Mutex(files) }

  func answer(_ path: String) -> StaticServer.Answer {
    files.withLock { $0[path] }.map { .file($0) } ?? .status(404)
  }
}
