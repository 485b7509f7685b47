import Crypto
import Foundation
import Imports
import ParticipationLedger
import Testing

@Suite struct PabulibReaderTests {
  /// A file of several reads, with its number of votes.
  private func longText() -> (text: String, votes: Int) {
    let count = 10_000
    let rows = (1...count).map { "v\($0);1,BO.D12.54/25;1,2;34;F;internet" }.joined(separator: "\n")
    let changes = [8: "num_votes;\(count)", 24: rows, 25: nil, 26: nil]
    return (PabulibFixture.text(replacing: changes), count)
  }

  @Test func readsTheSameTwice() throws {
    let (text, count) = longText()
    try PabulibFixture.withFile(text) { path in
      let reader = try PabulibReader(path: path)
      let inspected = try reader.inspect()
      var voters: [String] = []
      let read = try reader.read { voters.append($0.voterID) }
      #expect(read == inspected)
      #expect(voters == (1...count).map { "v\($0)" })
      #expect(read.voteCount == count && read.projects.count == 3)
      #expect(read.digest == Array(SHA256.hash(data: Data(text.utf8))))
      #expect(read.byteCount == UInt64(text.utf8.count))
    }
  }

  @Test func deliversAVoteWithoutALineFeed() throws {
    try PabulibFixture.withFile(String(PabulibFixture.text().dropLast())) { path in
      var voters: [String] = []
      _ = try PabulibReader(path: path).read { voters.append($0.voterID) }
      #expect(voters == ["v1", "v2", "v3"])
    }
  }

  @Test func showsItsProgress() throws {
    let (text, _) = longText()
    try PabulibFixture.withFile(text) { path in
      var steps: [UInt64] = []
      let reader = try PabulibReader(path: path)
      let total = reader.byteCount
      _ = try reader.inspect { read, size in
        steps.append(read)
        #expect(size == total)
      }
      #expect(total == UInt64(text.utf8.count))
      #expect(steps == steps.sorted() && steps.last == total && steps.count > 1)
    }
  }

  @Test func stopsWhenAVoteIsRefused() throws {
    struct Enough: Error {}
    try PabulibFixture.withFile(PabulibFixture.text()) { path in
      var seen = 0
      #expect(throws: Enough.self) {
        _ = try PabulibReader(path: path).read { _ in
          seen += 1
          if seen == 2 { throw Enough() }
        }
      }
      #expect(seen == 2)
    }
  }

  @Test func namesTheMalformedFile() throws {
    try PabulibFixture.withFile(PabulibFixture.text(replacing: [25: "v2"])) { path in
      let reason = PabulibError.Reason.wrongFieldCount(expected: 6, found: 1)
      #expect(throws: PabulibError(file: path, line: 25, reason: reason)) {
        _ = try PabulibReader(path: path).inspect()
      }
    }
  }

  @Test func namesTheFileThatIsNotThere() {
    let path = "/nonexistent/votes.pb"
    let reason = PabulibError.Reason.unreadable(operation: "open the file", code: ENOENT)
    #expect(throws: PabulibError(file: path, line: nil, reason: reason)) { _ = try PabulibReader(path: path) }
  }

  @Test func refusesAFolder() {
    let path = FileManager.default.temporaryDirectory.path
    #expect(throws: PabulibError(file: path, line: nil, reason: .notARegularFile)) {
      _ = try PabulibReader(path: path)
    }
  }

  @Test func refusesAPipeWithoutWaiting() throws {
    try PabulibFixture.withFile("") { path in
      let pipe = path + ".pipe"
      try #require(mkfifo(pipe, 0o600) == 0)
      #expect(throws: PabulibError(file: pipe, line: nil, reason: .notARegularFile)) {
        _ = try PabulibReader(path: pipe)
      }
    }
  }
}
