import EventLedger
package import EventModel
import ParticipationLedger
package import ParticipationModel
package import TransparencyLog

/// `consulte-2022`: the first election and the first months of nine neighbourhood councils, generated so that the
/// public figures follow from the acts.
///
/// Persons, organisations, votes and dates that are not public are made up with a fixed seed. Everything is proposed
/// to a new ledger with the scenario's own clock; what a rule refuses is part of the scenario.
package struct Consulte2022 {
  /// The election's id.
  package static let election = ID<Election>.of("consulte-2022")
  static let seed: UInt64 = 20_221_125

  /// The two candidacies that are not on the ballot paper.
  static let rejected = Extra(candidacy: "c246", person: .of("p-5d0c1e77a902"), district: "Canali")
  static let withdrawn = Extra(candidacy: "c247", person: .of("p-e41b93f0c6d8"), district: "Porta Castello")

  struct Extra {
    let candidacy: String
    let person: ID<Person>
    let district: String
  }

  /// The outcome of a run.
  package struct Report: Codable, Sendable {
    /// The ledger's directory.
    package let directory: String
    /// The key that verifies it.
    package let verifierKey: String
    /// How many events were recorded.
    package let events: LogSize
    /// Refused proposals and questions, by code.
    package let refusals: [String: Int]
    /// The live ballot of a voter who changed their mind.
    package let ballot: Position
    /// The ballot that was annulled.
    package let annulled: Position
  }

  let areas = Area.all
  let candidacies: [PlannedCandidacy]
  let votes: VotePlan
  let desk: ScenarioDesk

  /// Makes a ledger in a directory that does not exist or is empty, and records the scenario.
  ///
  /// - Throws: `LedgerError`; `ScenarioError` if the scenario does not go as planned.
  package static func run(at path: String, progress: (String) -> Void) async throws -> Report {
    let clock = ScenarioClock(LocalTime.instant(.of("2022-09-12"), 18))
    progress("a new ledger, whose clock says 12 September 2022")
    let city = try await CityLedger.create(
      at: path, origin: try KeyName("albo.example.org/consulte-2022"),
      options: OpeningOptions(clock: clock, program: "albo simulate", maximumLogSize: 1 << 34))
    do {
      let report = try await Consulte2022(city, clock).play(progress)
      await city.close()
      return report
    } catch {
      await city.close()
      throw error
    }
  }

  private init(_ city: CityLedger, _ clock: ScenarioClock) throws {
    candidacies = try CandidacyPlanner.plan(areas, seed: Self.seed)
    votes = VotePlan(areas, candidacies, seed: Self.seed &+ 1)
    desk = ScenarioDesk(city, clock, seed: Self.seed &+ 2)
  }

  private func play(_ progress: (String) -> Void) async throws -> Report {
    progress("nine councils are established, and an election is called")
    try await empower()
    try await establish()
    try await call()
    progress("247 persons stand")
    try await enrolCandidates()
    try await fileCandidacies()
    try await decideCandidacies()
    progress("a roll of \(areas.reduce(0) { $0 + $1.electors }) electors is made, and the polls open")
    let roll = try await open()
    progress("\(votes.ballots.count) ballots are cast")
    let (ballot, annulled) = try await vote(roll)
    progress("the clock closes the polls, and the commission certifies")
    try await certify()
    progress("organisations designate members, and the councils meet")
    try await designate()
    try await meet()
    progress("members leave, others follow")
    try await change()
    return Report(
      directory: desk.city.store.path, verifierKey: desk.city.store.verifierKey.text, events: try desk.city.store.size,
      refusals: desk.refusals, ballot: ballot, annulled: annulled)
  }
}
