import EventModel
import ParticipationModel

/// The councils and the call of their election.
extension Consulte2022 {
  static let office = "office:participation"
  static let registry = "office:registry"
  static let commission = (1...5).map { Actor.of("commission:\($0)") }
  static let regulation = ActReference(number: "council 2022-09-12", date: .of("2022-09-12"))
  static let voting =
    LocalTime.instant(
      .of("2022-11-25"), VotePlan.openingHour)..<LocalTime.instant(.of("2022-12-05"), VotePlan.openingHour)
  static let underAge = ID<Person>.of("p-0f3a6622d19b")

  /// Categories of organisations that designate members; each has one seat in every council.
  static let categories = [
    "citizenship-agreements", "social-centres", "neighbourhood-watch", "third-sector", "trade-and-crafts", "unions",
    "childhood-councils", "school-councils",
  ]

  /// Which office is competent for what, and how the city's clocks stand to UTC until the scenario ends.
  func empower() async throws {
    desk.set("2022-09-12", 19)
    let competences: [Competence] = [.oversight, .elections, .bodies, .procedures, .agreements, .hours]
    let now = desk.clock.now
    try await desk.record(
      OfficeEmpowered(office: .of("participation"), competences: competences, from: now), by: Self.office,
      under: Self.regulation)
    try await desk.record(
      OfficeEmpowered(office: .of("registry"), competences: [.registry, .register], from: now), by: Self.office,
      under: Self.regulation)
    try await desk.record(
      OfficeEmpowered(office: .of("mobility"), competences: [.procedures], from: now), by: Self.office,
      under: Self.regulation)
    try await desk.record(
      LedgerRulesSet(zone: "Europe/Rome", offsets: LocalTime.offsets), by: Self.office, under: Self.regulation)
  }

  func establish() async throws {
    desk.set("2022-09-13", 9)
    try await desk.expect(.officeNotCompetent, of: body(areas[0]), by: Self.registry)
    try await desk.expect(.notEntitled, of: body(areas[0]), by: "person:somebody")
    try await desk.record(areas.map { desk.propose(body($0), by: Self.office, under: Self.regulation) })
  }

  private func body(_ area: Area) -> BodyEstablished {
    var seats = area.neighbourhoods.flatMap { neighbourhood in
      neighbourhood.seatIDs.map { BodySeat(id: $0, basis: .elected, constituency: neighbourhood.name) }
    }
    seats.append(BodySeat(id: Self.youthSeat, basis: .byRight, constituency: "under 25"))
    seats += Self.categories.map { BodySeat(id: .of($0), basis: .designated, constituency: $0) }
    let rules = BodyRules(
      firstCall: QuorumRule(base: .inOffice, numerator: 1, denominator: 2),
      secondCall: QuorumRule(base: .inOffice, numerator: 1, denominator: 3), absences: 3, noticeDays: 5,
      urgentNoticeHours: 24, officers: 2, hasBalancedOfficers: true, secret: [.officers])
    return BodyEstablished(
      body: area.body, title: area.title, kind: .areaCouncil, area: area.letter,
      neighbourhoods: area.neighbourhoods.map(\.name), seats: seats, rules: rules, termYears: 5)
  }

  static let youthSeat = ID<Seat>.of("under-25")

  func call() async throws {
    desk.set("2022-09-20", 10)
    try await desk.record(called(), by: Self.office, under: Self.regulation)
  }

  /// The call; a later version extends the time for candidacies by a week.
  func called(version: UInt32 = 1) -> ElectionCalled {
    let all = areas.flatMap { area in area.neighbourhoods.map { (area, $0) } }
    let seats = all.map { DistrictSeats(district: $1.name, seats: $1.seatIDs, body: $0.body) }
    var act = ElectionCalled(
      election: Self.election, title: "Neighbourhood councils 2022 (generated)", window: Self.voting, options: [],
      ballot: BallotRule(
        kind: .preferences, choices: 1...2, isRevisable: true, allowsBlank: true, channelRule: .inPersonWins,
        isGenderBalanced: true, scope: .body),
      allocation: .topSeats(UInt32(seats.reduce(0) { $0 + $1.seats.count })), districts: all.map(\.1.name),
      commission: Self.commission, electors: UInt64(areas.reduce(0) { $0 + $1.electors }))
    act.version = version
    let end = version == 1 ? LocalTime.instant(.of("2022-11-08")) : LocalTime.instant(.of("2022-11-15"))
    act.candidacies = LocalTime.instant(.of("2022-10-17"))..<end
    act.seats = seats
    act.eligibility = Eligibility(
      referenceDate: Self.referenceDate, minimumAge: 16, residence: ["residentIn", "domiciledIn"], isInDistrict: true)
    act.guarantees = [
      .missingGender,
      .byRight(
        predicate: "under25On",
        seats: areas.map { DistrictSeats(district: "", seats: [Self.youthSeat], body: $0.body) }),
    ]
    act.tieBreak = [.draw]
    act.beacon = Beacon(source: "generated beacon", output: "2022-12-06")
    act.signatures = 3
    act.pollingPoints = (0..<VotePlan.points).map { PollingPoint(id: Self.point($0), hours: Self.pointHours) }
    return act
  }

  static let referenceDate = CivilDate.of("2022-09-21")
  static func point(_ index: Int) -> ID<PollingPoint> { .of("point-\(index + 1)") }

  private static var pointHours: [Range<Instant>] {
    ["2022-11-26", "2022-11-27", "2022-12-03", "2022-12-04"].flatMap { (day: StaticString) in
      [(9, 13), (15, 19)].map { LocalTime.instant(.of(day), $0)..<LocalTime.instant(.of(day), $1) }
    }
  }
}
