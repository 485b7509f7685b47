import EventLedger
import LogAudit
import LogHTTP
import Testing
import TransparencyLog

/// The client of witnesses, against ours and against servers that misbehave.
@Suite struct ClientTests {
  private let log: MemoryLog

  init() throws { log = try MemoryLog(size: 20) }

  private func client(_ url: String, timeout: Duration = .seconds(3_600)) throws -> HTTPWitness {
    try #require(HTTPWitness(url: url, timeout: timeout))
  }

  @Test func speaksWithOurWitness() async throws {
    try await withDirectory { directory in
      try await withWitness(directory, logs: [log.key.verifierKey]) { witness in
        for url in [witness.url, witness.url + "/"] {
          let client = try client(url)
          let origin = log.key.verifierKey.name
          let size = try await client.lastCheckpoint(of: origin).map { try Checkpoint(unchecked: $0).size } ?? .zero
          let (old, new) = size == .zero ? (0, 5) : (5, 9)
          let answer = try await client.cosign(log.request(old, new))
          guard case .cosigned(let lines) = answer else {
            Issue.record("\(answer)")
            return
          }
          var checkpoint = try log.checkpoint(new)
          try checkpoint.add(try #require(lines.first), by: witness.key)
          #expect(try await client.cosign(log.request(0, 20)) == .conflict(LogSize(UInt64(new))))
          let served = try await client.lastCheckpoint(of: origin)
          #expect(served == checkpoint.note)
        }
      }
    }
  }

  @Test func aRefusalIsTold() async throws {
    try await withDirectory { directory in
      try await withWitness(directory, logs: [log.key.verifierKey]) { witness in
        let other = try MemoryLog("other.example/log", size: 3)
        let client = try client(witness.url)
        let answer = try await client.cosign(other.request(0, 3))
        guard case .refused(404, let text) = answer else {
          Issue.record("\(answer)")
          return
        }
        #expect(text.contains("other.example/log"))
      }
    }
  }

  @Test func aDeadPortFails() async throws {
    let client = try client(RawServer.deadURL())
    await #expect(throws: (any Error).self) { try await client.cosign(log.request(0, 3)) }
    await #expect(throws: (any Error).self) { try await client.lastCheckpoint(of: log.key.verifierKey.name) }
  }

  @Test(.timeLimit(.minutes(60))) func aServerThatHangsIsNotWaitedFor() async throws {
    let silent = RawServer(nil)
    let halfway = RawServer("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for server in [silent, halfway] {
      let client = try client(server.url, timeout: .milliseconds(300))
      await #expect(throws: (any Error).self) { try await client.cosign(log.request(0, 3)) }
    }
  }

  @Test func anEndlessAnswerIsCutOff() async throws {
    let server = RawServer(RawServer.response("200 OK", String(repeating: "x", count: 100_000)))
    let client = try client(server.url)
    let error = await #expect(throws: (any Error).self) { try await client.cosign(log.request(0, 3)) }
    #expect("\(error.map { "\($0)" } ?? "")".contains("more than 65536 bytes"))
  }

  @Test func nonsenseIsNoAnswer() async throws {
    for (status, body) in [("200 OK", "nonsense\n"), ("200 OK", ""), ("200 OK", "— a b\n")] {
      let server = RawServer(RawServer.response(status, body))
      let client = try client(server.url)
      await #expect(throws: NoteError.self) { try await client.cosign(log.request(0, 3)) }
    }
    for body in ["5", "five\n", "-5\n", "05\n", ""] {
      let server = RawServer(RawServer.response("409 Conflict", body))
      let answer = try await client(server.url).cosign(log.request(0, 3))
      guard case .refused(status: 409, _) = answer else {
        Issue.record("\(body): \(answer)")
        continue
      }
    }
  }

  @Test func aRefusalCommandsNoTerminal() async throws {
    let body = "no \u{1B}[31m"
    for (body, expected) in [("no\u{9B}31m\u{202E} \u{7F}é\n<p>", "no31m é"), (body, "no ")] {
      let server = RawServer(RawServer.response("403 Forbidden", body))
      let answer = try await client(server.url).cosign(log.request(0, 3))
      #expect(answer == .refused(status: 403, expected))
    }
  }

  @Test func noRedirectIsFollowed() async throws {
    let target = RawServer(RawServer.response("409 Conflict", "5\n"))
    let server = RawServer(RawServer.response("307 Temporary Redirect", "", headers: "Location: \(target.url)/\r\n"))
    let answer = try await client(server.url).cosign(log.request(0, 3))
    #expect(answer == .refused(status: 307, ""))
  }

  @Test(arguments: ["ftp://witness.example/", "witness.example", "", "HTTP//x"] as [String])
  func whatIsNoAddressIsNone(url: String) { #expect(HTTPWitness(url: url) == nil) }
}
