package import EventModel
import ParticipationLedger
import ParticipationModel

/// Who has a seat, and why.
extension Consulte2022 {
  /// The evening of the first meetings, the day after the certification, and the last day of the scenario.
  private static let (afterElection, afterMeetings) = (CivilDate.of("2022-12-07"), CivilDate.of("2023-03-27"))
  package static let lastDay = CivilDate.of("2023-06-30")

  static func addMembers(_ city: CityLedger, _ figures: inout ScenarioFigures) async throws {
    var (seated, byRight, women, men) = (0, 0, 0, 0)
    for area in Area.all {
      let members = try await city.ask(BodyComposition(body: area.body, on: afterElection)).seats.compactMap(\.member)
      seated += members.count
      byRight += members.count { $0.title == .byRight }
      let later = try await city.ask(BodyComposition(body: area.body, on: afterMeetings)).seats
      let officers = try await city.ask(ShowBody(body: area.body)).item.officers
      let genders = officers.map { officer in later.first { $0.seat == officer }?.member?.gender ?? "" }
      women += genders.count { $0 == "F" }
      men += genders.count { $0 == "M" }
    }
    figures.add("members after the election", "bodies.composition", published: 120, computed: seated)
    figures.add("of these by right", "bodies.composition", published: 2, computed: byRight)
    figures.add(
      "coordinators", "bodies.show", published: "9 women, 9 men", computed: "\(women) women, \(men) men")
  }

  static func addReasons(
    _ city: CityLedger, _ tally: ElectionTally.Answer, _ figures: inout ScenarioFigures
  ) async throws {
    for basis in [ElectedSeat.Basis.draw, .missingGender, .byRight] {
      guard let seat = tally.elected.first(where: { $0.basis == basis }) else { continue }
      let why = try await city.ask(ExplainElection(election: election, option: seat.option, limit: 1))
      figures.reasons.append(
        .init(
          statement: "\(seat.district): \(why.statement)", because: [why.rule] + why.steps, positions: why.positions))
    }
    for meeting in ["first", "second"] {
      figures.reasons.append(try await quorum(city, meeting))
    }
    for place in [followed, declined] {
      let why = try await city.ask(WhyMember(body: place.body, seat: place.seat, on: lastDay))
      figures.reasons.append(
        .init(
          statement: "\(place.body): \(why.member?.person ?? "nobody") sits on “\(place.seat)”",
          because: [why.rule] + why.grounds.map(\.what), positions: why.grounds.map(\.position)))
    }
    try await addOpinions(city, &figures)
  }

  private static func quorum(_ city: CityLedger, _ meeting: String) async throws -> ScenarioFigures.Reason {
    let answer = try await city.ask(MeetingQuorum(body: absentCouncil, meeting: .of(meeting)))
    let verdict = answer.quorum
    return .init(
      statement: "\(answer.body): the \(meeting) call \(verdict.isMet ? "had" : "did not have") its quorum",
      because: [
        answer.rule,
        "\(verdict.present) present, \(verdict.required) required of \(verdict.baseCount) (\(verdict.base.rawValue))",
      ], positions: Array(answer.positions.prefix(3)))
  }

  private static func addOpinions(_ city: CityLedger, _ figures: inout ScenarioFigures) async throws {
    for item in try await city.ask(ListOpinions(on: lastDay)).items {
      let given = item.given.map { ["“\($0.resolution)” \($0.outcome.rawValue)"] } ?? []
      figures.reasons.append(
        .init(
          statement: "\(item.body): the opinion due by \(item.dueBy) is \(item.status.rawValue)", because: given,
          positions: item.agendas.map(\.position) + (item.given.map { [$0.position] } ?? [])))
    }
  }
}
