import Foundation

/// A made-up vote, as a file in the Pabulib format.
enum SyntheticVote {
  /// Writes a vote with that many ballots; voters and choices are random.
  static func write(to path: String, ballots: Int, instance: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
    else { throw BenchmarkError("\(path) cannot be created") }
    defer { try? file.close() }
    var text = head(ballots, instance)
    var draws = Draws()
    for voter in 0..<ballots {
      let (options, points) = Polls.choice(&draws)
      text += "\(1_000_000 + voter);\(options.joined(separator: ","));"
      text += points.map(String.init).joined(separator: ",") + "\n"
      guard text.utf8.count > 1 << 20 else { continue }
      try file.write(contentsOf: Data(text.utf8))
      text = ""
    }
    try file.write(contentsOf: Data(text.utf8))
  }

  private static func head(_ ballots: Int, _ instance: String) -> String {
    let rows = [
      "META", "key;value", "description;Participatory budget", "country;Nowhere", "unit;Bench",
      "instance;\(instance)", "num_projects;\(Polls.options.count)", "num_votes;\(ballots)", "budget;3000000",
      "vote_type;cumulative", "rule;greedy", "date_begin;11.09.2023", "date_end;24.09.2023", "min_sum_points;1",
      "max_sum_points;3", "PROJECTS", "project_id;cost;name",
    ]
    let projects = Polls.options.map { "\($0);100000;Project \($0)" }
    return (rows + projects + ["VOTES", "voter_id;vote;points"]).joined(separator: "\n") + "\n"
  }
}
