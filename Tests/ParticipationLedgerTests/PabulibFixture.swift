import Foundation
import Imports
import ParticipationLedger

/// A small well-formed file, line by line, and ways to read it.
enum PabulibFixture {
  /// Line 1 is `META`; `PROJECTS` is line 17 and `VOTES` line 22.
  static let lines = [
    "META", "key;value", "description;Municipal PB in Wieliczka", "country;Poland", "unit;Wieliczka",
    "instance;2020", "num_projects;3", "num_votes;3", "budget;2500.50", "vote_type;cumulative",
    "rule;greedy", "date_begin;16.09.2023", "date_end;04.10.2023", "min_length;1", "max_length;2",
    "max_sum_points;3",
    "PROJECTS", "project_id;cost;votes;score;name;selected",
    "1;600;2;4;Library;1", "BO.D12.54/25;800.5;2;5;\"Park; \"\"Green\"\"\";0", "4;1400;0;0;Pool;2",
    "VOTES", "voter_id;vote;points;age;sex;voting_method",
    "v1;1,BO.D12.54/25;1,2;34;F;internet", "v2;1;3;51;M;paper", "v3;BO.D12.54/25;3;;;",
  ]

  /// The file with LF, replacing lines by their number (from 1); `nil` takes a line out.
  static func text(replacing changes: [Int: String?] = [:]) -> String {
    lines.enumerated().compactMap { index, line in
      if let change = changes[index + 1] { change } else { line }
    }.map { $0 + "\n" }.joined()
  }

  /// Reads bytes as they would come from a disk, `size` at a time.
  static func parse(
    _ bytes: [UInt8], by size: Int = 65_536
  ) throws(PabulibError) -> (contents: PabulibContents, votes: [PabulibVote]) {
    var parser = PabulibParser(file: "test.pb")
    var votes: [PabulibVote] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      let piece = bytes[start..<min(start + size, bytes.count)]
      try parser.feed(piece.span)
      votes += parser.takeVotes()
    }
    let contents = try parser.finish()
    return (contents, votes + parser.takeVotes())
  }

  /// Reads a text.
  static func parse(
    _ text: String
  ) throws(PabulibError) -> (contents: PabulibContents, votes: [PabulibVote]) {
    try parse(Array(text.utf8))
  }

  /// Runs `body` with the path of a file in a folder of its own.
  static func withFile<Result>(_ text: String, _ body: (String) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("test.pb")
    try Data(text.utf8).write(to: file)
    return try body(file.path)
  }
}
