import EventLedger
import EventModel
package import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// What the queries answer for a ledger with the scenario.
extension Consulte2022 {
  /// Asks the queries, and compares the answers with the public figures.
  ///
  /// - Throws: errors of the queries, if the ledger does not have the scenario.
  package static func figures(of city: CityLedger) async throws -> ScenarioFigures {
    var figures = ScenarioFigures(size: try city.store.size)
    try await addCouncils(city, &figures)
    try await addCandidacies(city, &figures)
    try await addCall(city, &figures)
    let turnout = try await city.ask(ElectionTurnout(election: election))
    addTurnout(turnout, &figures)
    let tally = try await city.ask(ElectionTally(election: election))
    addResult(tally, &figures)
    figures.drawn = tally.draws.first?.drawn ?? ""
    try await addMembers(city, &figures)
    try await addReasons(city, tally, &figures)
    return figures
  }

  private static func addCouncils(_ city: CityLedger, _ figures: inout ScenarioFigures) async throws {
    let bodies = try await city.ask(ListBodies()).items.filter { $0.kind == .areaCouncil }
    figures.add("councils", "bodies.list", published: 9, computed: bodies.count)
    var neighbourhoods = 0
    for body in bodies {
      neighbourhoods += try await city.ask(ShowBody(body: body.body)).item.neighbourhoods.count
    }
    figures.add("neighbourhoods", "bodies.show", published: 55, computed: neighbourhoods)
  }

  private static func addCandidacies(_ city: CityLedger, _ figures: inout ScenarioFigures) async throws {
    let all = try await city.ask(ListCandidacies(election: election, limit: 1000)).items
    let admitted = all.filter { $0.status == .admitted }
    figures.add("candidacies filed", "elections.candidates", published: 247, computed: all.count)
    figures.add("candidates on the ballot paper", "elections.candidates", published: 245, computed: admitted.count)
    figures.reasons.append(
      .init(
        statement: "\(all.count) candidacies were filed, and \(admitted.count) are on the ballot paper",
        because: all.filter { $0.status != .admitted }.map {
          "“\($0.candidacy)” (\($0.district)) \($0.status.rawValue)\($0.reason.map { ": \($0)" } ?? "")"
        }, positions: all.compactMap { $0.withdrawnAt ?? ($0.status == .rejected ? $0.decidedAt : nil) }))
    let shown = try await city.ask(ShowElection(election: election))
    let districts = shown.rules["districts"]?.strings ?? []
    let empty = Set(districts).subtracting(admitted.map(\.district)).sorted()
    figures.add(
      "neighbourhoods without candidates", "elections.candidates", published: "Gaida, San Zenone",
      computed: empty.joined(separator: ", "))
  }

  private static func addCall(_ city: CityLedger, _ figures: inout ScenarioFigures) async throws {
    let shown = try await city.ask(ListElections()).items.first { $0.election == election }
    func day(_ instant: Instant?) -> String { instant.map(local) ?? "" }
    figures.add(
      "candidacies end, once extended", "elections.list", published: "2022-11-15 00:00",
      computed: day(shown?.candidaciesTo))
    figures.add(
      "voting", "elections.list", published: "2022-11-25 12:00 to 2022-12-05 12:00",
      computed: "\(day(shown?.votingFrom)) to \(day(shown?.votingTo))")
    let rules = try await city.ask(ShowElection(election: election)).rules
    figures.add("issues of the call", "elections.show", published: 2, computed: rules["version"]?.number ?? 1)
    figures.add("polling points", "elections.show", published: 13, computed: rules["pollingPoints"]?.count ?? 0)
    let ballot = rules["ballot"]
    figures.add(
      "preferences at most", "elections.show", published: "2, of different gender",
      computed:
        "\(ballot?["maxChoices"]?.number ?? 0)\(ballot?["differentGender"] == .bool(true) ? ", of different gender" : "")"
    )
  }

  private static func addTurnout(_ turnout: ElectionTurnout.Answer, _ figures: inout ScenarioFigures) {
    figures.add("electors", "elections.turnout", published: 146_099, computed: Int(turnout.electors))
    figures.add("voters", "elections.turnout", published: 5_251, computed: Int(turnout.voters))
    figures.add(
      "turnout", "elections.turnout", published: "3.594 %",
      computed: ScenarioFigures.percent(turnout.voters, of: turnout.electors, decimals: 3))
    let byDistrict = Dictionary(turnout.byDistrict.map { ($0.name, $0.voters) }) { first, _ in first }
    let shares = Area.all.map { area in
      let voters = area.neighbourhoods.reduce(UInt64(0)) { $0 + (byDistrict[$1.name] ?? 0) }
      return (part: voters, whole: UInt64(area.electors))
    }.sorted { $0.part * $1.whole < $1.part * $0.whole }
    for (name, published, share) in [
      ("lowest turnout of an area", "2.74 %", shares.first), ("highest turnout of an area", "5.04 %", shares.last),
    ] {
      figures.add(
        name, "elections.turnout", published: published,
        computed: share.map { ScenarioFigures.percent($0.part, of: $0.whole, decimals: 2) } ?? "")
    }
    let night = turnout.byHour.filter { hour in
      hour.hour.map { LocalTime.isNight(LocalTime.hourOfDay($0)) } ?? false
    }
    figures.add(
      "votes of 23:00–08:00", "elections.turnout", published: 353, computed: Int(night.reduce(0) { $0 + $1.voters }))
    figures.add(
      "“I did not vote”: annulled, and readmitted", "elections.turnout", published: 1,
      computed: Int(turnout.ballots.annulled))
  }

  private static func addResult(_ tally: ElectionTally.Answer, _ figures: inout ScenarioFigures) {
    func count(_ bases: ElectedSeat.Basis...) -> Int { tally.elected.count { bases.contains($0.basis) } }
    let byVotes = count(.votes, .draw, .missingGender, .nextAfterWithdrawal)
    figures.add("elected by votes", "elections.tally", published: 118, computed: byVotes)
    figures.add("of these for the missing gender", "elections.tally", published: 5, computed: count(.missingGender))
    figures.add("ties broken by lot", "elections.tally", published: 1, computed: tally.draws.count)
    figures.add("under 25, seated by right", "elections.tally", published: 2, computed: count(.byRight))
  }

  /// `YYYY-MM-DD HH:MM`, local.
  private static func local(_ instant: Instant) -> String {
    let text = instant.advanced(byMicroseconds: LocalTime.offset(at: instant)).description
    return text.prefix(16).split(separator: "T").joined(separator: " ")
  }
}

extension JSONValue {
  fileprivate subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  fileprivate var number: Int? {
    if case .integer(let number) = self { Int(number) } else { nil }
  }

  fileprivate var count: Int? {
    if case .array(let elements) = self { elements.count } else { nil }
  }

  fileprivate var strings: [String]? {
    guard case .array(let elements) = self else { return nil }
    return elements.compactMap { element in
      if case .string(let text) = element { text } else { nil }
    }
  }
}
