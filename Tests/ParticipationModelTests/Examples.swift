import EventModel
import ParticipationModel
import TransparencyLog

/// The administrative act that tests refer to.
let reference = ActReference(number: "417/2023", date: day("2023-11-30"))

/// The commission of the elections that tests call.
let commissioners = [person("ada"), person("bruno"), person("carla")]

extension ElectionCalled {
  /// An election of the options `a` to `d`, which cost 10, 20, 30 and 40 cents, open in the first hour.
  static func example(
    _ ballot: BallotRule = BallotRule(kind: .approval, choices: 1...2), _ election: String = "e",
    allocation: AllocationRule? = nil, districts: [String] = []
  ) -> ElectionCalled {
    ElectionCalled(
      election: named(election), title: "An example", window: MemoryCity.minute(0)..<MemoryCity.minute(60),
      options: zip(["a", "b", "c", "d"], [10, 20, 30, 40]).map { option, cost in
        BallotOption(id: option, kind: .project(label: "Project \(option)", cost: cost))
      }, ballot: ballot, allocation: allocation, districts: districts, commission: commissioners)
  }

  /// The example as the transcription of a past vote.
  static func transcription(_ ballot: BallotRule = BallotRule(kind: .chooseOne, choices: 1...1)) -> ElectionCalled {
    var called = example(ballot)
    called.window = nil
    called.commission = []
    called.transcription = .init(
      sourceHash: digest(7), votedFrom: day("2022-11-25"), votedTo: day("2022-12-05"), source: "An example")
    return called
  }
}

extension BallotCast {
  /// A ballot of a voter in the example.
  static func of(
    _ voter: UInt8, _ options: [String], points: [UInt32] = [], district: String = "", over live: Position? = nil
  ) -> BallotCast {
    BallotCast(
      election: named("e"), voterTag: digest(voter), district: district, options: options, points: points,
      supersedes: live)
  }
}

extension MemoryCity {
  /// A city whose example election has open polls.
  static func voting(_ called: ElectionCalled = .example()) throws -> MemoryCity {
    let city = MemoryCity()
    try city.record(called)
    try city.record(VotingOpened(election: called.election, keyCommitment: digest(1)))
    return city
  }

  /// Closes the polls of the example at the end of its window.
  func close() throws {
    now = Self.minute(60)
    try record(VotingClosed(election: named("e")), by: .clock)
  }
}

extension HoursNote {
  /// A stretch of time between two minutes from the start.
  static func of(_ entry: String, _ start: Int64, _ end: Int64, pause: UInt32 = 0) -> HoursNote {
    HoursNote(
      id: entry, project: named("garden"), start: MemoryCity.minute(start), end: MemoryCity.minute(end),
      breakMinutes: pause)
  }
}
