import EventLedger
import EventModel
import Foundation
import Imports
import LocalFiles
import ParticipationLedger
import ParticipationModel
import Synchronization
import TransparencyLog

/// Records an importer's proposals in a ledger of this process; breaks off if a test says so.
final class TestRecorder: ProposalRecorder {
  struct BrokenOff: Error {}

  private let ledger: CityLedger
  private let calls: Mutex<Int>
  private let beforeBallots: @Sendable () -> Void

  /// - Parameters:
  ///   - calls: after so many calls nothing is taken any more.
  ///   - beforeBallots: called between the two passes over the file.
  init(_ city: CityFixture, calls: Int = .max, beforeBallots: @escaping @Sendable () -> Void = {}) {
    ledger = city.ledger
    self.calls = Mutex(calls)
    self.beforeBallots = beforeBallots
  }

  func record(_ proposals: [Proposal]) async throws -> [Result<RecordedAnswer, any Error>] {
    let isTaken = calls.withLock { calls in
      calls -= 1
      return calls >= 0
    }
    guard isTaken else { throw BrokenOff() }
    return try await ledger.record(proposals, by: Submitter(recorder: "tests", kind: .importer)).map { answer in
      answer.map { RecordedAnswer(position: $0.position, count: $0.count, size: $0.size) }
    }
  }

  func size() async throws -> LogSize {
    beforeBallots()
    return try ledger.store.size
  }

  func tally(of election: ID<Election>) async throws -> ElectionTally.Answer {
    try await ledger.ask(ElectionTally(election: election))
  }
}

extension CityFixture {
  /// Writes a file beside the ledger.
  func write(_ text: String, as name: String = "votes.pb") throws -> String {
    let file = URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(name).path
    try Files.write(Array(text.utf8), to: file)
    return file
  }
}

extension PabulibFixture {
  /// A well-formed approval vote of so many ballots over three projects.
  static func approval(_ count: Int, replacing changes: [Int: String?] = [:]) -> String {
    let rows = (0..<count).map { index in
      "v\(index);\(["1", "4", "1,BO.D12.54/25", "4,1"][index % 4]);;;\(["internet", "paper", ""][index % 3])"
    }.joined(separator: "\n")
    var lines: [Int: String?] = [
      8: "num_votes;\(count)", 10: "vote_type;approval", 16: nil, 18: "project_id;cost;name;selected",
      19: "1;600;Library;1", 20: "BO.D12.54/25;800.5;\"Park; \"\"Green\"\"\";0", 21: "4;1400;Pool;1",
      23: "voter_id;vote;age;sex;voting_method", 24: rows, 25: nil, 26: nil,
    ]
    for (line, text) in changes { lines[line] = text }
    return text(replacing: lines)
  }
}
