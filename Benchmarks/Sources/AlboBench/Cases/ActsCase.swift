import Albo

/// What it costs to write an act, to read it, and to read it from JSON: a ballot, and the call of an election.
struct ActsCase {
  let settings: Settings

  func run() throws -> [CaseReport] {
    var polls = try Polls(of: 1)
    let now = Instant(microseconds: 1_700_000_000_000_000)
    return try measure(polls.ballot(), settings.events(200_000, short: 20_000))
      + measure(polls.called(at: now), settings.events(5000, short: 500))
  }

  private func measure(_ act: any Act, _ count: Int) throws -> [CaseReport] {
    let type = type(of: act)
    let (wire, json) = (act.wire, act.json)
    let name = "acts \(type.type.shortName)"
    return [
      try report("\(name) write", "\(wire.count) bytes", count) { act.wire.count },
      try report("\(name) read", "\(wire.count) bytes", count) {
        try type.init(wire: wire).stream.description.utf8.count
      },
      try report("\(name) JSON in", "from a JSON value", count) {
        try type.init(json: json).stream.description.utf8.count
      },
      try report("\(name) JSON out", "to a JSON value", count) { act.json.members?.count ?? 0 },
    ]
  }

  private func report(_ name: String, _ what: String, _ count: Int, _ body: () throws -> Int) throws -> CaseReport {
    let runs = try (0..<settings.pairs).map { _ in
      let start = Run.Start()
      var sum = 0
      for _ in 0..<count { sum &+= try body() }
      guard sum > 0 else { throw BenchmarkError("nothing was measured") }
      return start.elapsed(count)
    }
    return CaseReport(name, ours: what, runs: runs)
  }
}
