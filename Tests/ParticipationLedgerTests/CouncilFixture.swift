import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// A council of two elected and three designated seats, and what brings members onto them.
enum Council {
  static let office = person("office:participation")
  static let body: ID<Body> = named("council")
  static let election: ID<Election> = named("e")
  static let elected: [ID<Seat>] = [named("n1"), named("n2")]
  static let designated: [ID<Seat>] = [named("d1"), named("d2"), named("d3")]

  static let established: BodyEstablished = {
    let seats =
      elected.map { BodySeat(id: $0, basis: .elected) } + designated.map { BodySeat(id: $0, basis: .designated) }
    let rules = BodyRules(firstCall: QuorumRule(base: .inOffice, numerator: 1, denominator: 2))
    return BodyEstablished(
      body: body, title: "A council", kind: .areaCouncil, seats: seats, rules: rules, termYears: 5)
  }()

  /// An election of its two seats among `a`, `b`, `c` and `d`, open in the first hour.
  static let called: ElectionCalled = {
    let options = ["a", "b", "c", "d"].map { id in
      BallotOption(id: id, kind: .candidate(Candidate(person: person("p-\(id)"), district: "Nord")))
    }
    var called = CityFixture.election(
      ballot: BallotRule(kind: .approval, choices: 1...4), options: options, districts: ["Nord"])
    called.allocation = .topSeats(2)
    called.seats = [DistrictSeats(district: "Nord", seats: elected, body: body)]
    return called
  }()
}

extension CityFixture {
  /// Elects `a` and `b`, before `c` and `d`.
  ///
  /// - Returns: the certification.
  /// - Parameter offerDays: how long an offer of a seat stays open; 0: until it is answered.
  func certifyCouncil(offerDays: UInt32 = 0) async throws -> Position {
    var established = Council.established
    established.rules.offerDays = offerDays
    try await record(established, by: Council.office)
    try await open(Council.called)
    for (voter, options) in [(UInt8(1), ["a", "b", "c", "d"]), (2, ["a", "b", "c"]), (3, ["a", "b"]), (4, ["a"])] {
      try await record(Self.ballot(voter, options, district: "Nord"))
    }
    try await close()
    return try await record(ResultCertified(election: Council.election), by: Self.commission[0]).position
  }

  /// Seats a delegate of the club on each designated seat, under the mandates `m1`, `m2` and `m3`.
  func designateCouncil() async throws {
    try await record(Council.established, by: Council.office)
    for name in ["rita", "gina", "hugo", "irma"] {
      try await record(
        PersonEnrolled(person: named(name), assurance: 2, attestedBy: Council.office, key: named("k-\(name)")),
        by: Council.office)
    }
    let club = OrganisationRegistered(
      organisation: named("club"), name: "The club", taxCode: "01234567897", legalForm: .association,
      statuteHash: digest(1), representative: person("person:rita"))
    try await record(club, by: Council.office)
    let target = MandateTarget.stream(BodyEstablished.stream(of: Council.body))
    for (index, name) in ["gina", "hugo", "irma"].enumerated() {
      // One effective mandate for the council, and two for everything, of which one ends where the other begins.
      let end = Self.minute(100_000)
      let grant = MandateGranted(
        organisation: named("club"), mandate: named("m\(index + 1)"), delegate: person("person:\(name)"),
        kind: .effective, scopes: [.sit], target: index == 0 ? target : .everything,
        from: index == 2 ? end : clock.now, to: index == 1 ? end : nil)
      try await record(grant, by: person("person:rita"))
      let seat = MemberSeated(
        body: Council.body, seat: Council.designated[index], person: grant.delegate, title: .designated,
        organisation: Actor(organisation: named("club")), mandate: grant.mandate, from: grant.validFrom)
      try await record(seat, by: Council.office)
    }
  }

  /// The events from a position on.
  func events(from position: Position) throws -> [RecordedEvent] {
    try records().enumerated().dropFirst(Int(position.rawValue)).map { index, record in
      try RecordedEvent(position: Position(UInt64(index)), record: record)
    }
  }

  /// Closes the ledger, and opens it again for a while.
  func reopened<Result>(_ body: (CityLedger) async throws -> Result) async throws -> Result {
    await ledger.close()
    let again = try CityLedger.open(
      at: path, mode: .writer, options: .init(clock: clock, program: "tests", maximumLogSize: 1 << 32))
    do {
      let result = try await body(again)
      await again.close()
      return result
    } catch {
      await again.close()
      throw error
    }
  }
}
