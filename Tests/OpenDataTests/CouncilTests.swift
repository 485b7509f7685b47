import EventModel
import OpenData
import ParticipationModel
import Testing
import TransparencyLog

/// A council of two designated seats, if a substitute sits in for one.
@Suite struct CouncilTests {
  @Test func aSubstitutesVoteIsNobodysByName() async throws {
    try await SmallCity.with { city in
      try await city.holdCouncil()
      let event = try #require(Exported.json(city.export(.popolo))["vote_events"]?.elements?.first)
      let votes = event["votes"]?.elements ?? []
      #expect(votes.map { $0["role"]?.text } == ["d1", "d2"])
      #expect(votes[0]["voter_id"]?.text?.hasPrefix("member-") == true && votes[1]["voter_id"] == nil)
      let rows = try Exported.csv(city.export(.csv), "votes").records
      #expect(rows.map { $0["member"]?.isEmpty } == [false, true])
    }
  }

  @Test func whoDesignatesIsShownAndWhoRepresentsItIsNot() async throws {
    try await SmallCity.with { city in
      try await city.holdCouncil()
      let memberships = try Exported.json(city.export(.popolo))["memberships"]?.elements ?? []
      #expect(memberships.map { $0["on_behalf_of_id"]?.text } == ["organisation/o1", "organisation/o2"])
      for format in OpenDataFormat.allCases {
        for bytes in try Exported.files(city.export(format)).values {
          let text = String(decoding: bytes, as: UTF8.self)
          for name in ["person:", "rita-rossi", "sara-serra", "delegate-1"] {
            #expect(!text.contains(name), "\(format)")
          }
        }
      }
    }
  }

  /// A person has one id, whatever the person does under the ledger's pseudonym elsewhere.
  @Test func aMemberIsCalledAfterTheSeating() async throws {
    try await SmallCity.with { city in
      try await city.holdCouncil()
      let seated = try Exported.lines(city.export(.cloudevents)).filter { $0["type"]?.text == "albo.v1.MemberSeated" }
      #expect(seated.map { $0["data"]?["person"]?.text } == seated.map { "member-\($0["position"]?.text ?? "")" })
      #expect(seated.count == 2)
    }
  }
}

extension SmallCity {
  private static let council: ID<Body> = id("council")

  /// Two delegates are seated; one and the substitute of the other meet and vote.
  fileprivate func holdCouncil() async throws {
    let rules = BodyRules(firstCall: QuorumRule(base: .inOffice, numerator: 1, denominator: 2))
    try await record(
      BodyEstablished(
        body: Self.council, title: "A council", kind: .areaCouncil, area: "F",
        seats: ["d1", "d2"].map { BodySeat(id: Self.id($0), basis: .designated) }, rules: rules))
    for person in ["rita-rossi", "sara-serra", "delegate-1", "delegate-2"] { try await enrol(person) }
    for number in [1, 2] { try await designate(number) }
    try await grant("s", of: 2, to: "sara-serra", .substitute)
    try await meet()
  }

  private func designate(_ number: Int) async throws {
    try await record(
      OrganisationRegistered(
        organisation: Self.id("o\(number)"), name: "Club \(number)",
        taxCode: number == 1 ? "01234567897" : "91000000017",
        legalForm: .association, statuteHash: Self.digest(1),
        representative: try #require(Actor("person:rita-rossi"))))
    try await grant("m", of: number, to: "delegate-\(number)", .effective)
    try await record(
      MemberSeated(
        body: Self.council, seat: Self.id("d\(number)"), person: try #require(Actor("person:delegate-\(number)")),
        title: .designated, organisation: Actor("org:o\(number)"), mandate: Self.id("m"),
        from: clock.now))
  }

  private func grant(_ mandate: String, of number: Int, to delegate: String, _ kind: MandateKind) async throws {
    try await record(
      MandateGranted(
        organisation: Self.id("o\(number)"), mandate: Self.id(mandate),
        delegate: try #require(Actor("person:\(delegate)")), kind: kind, scopes: [.sit],
        target: .stream(BodyEstablished.stream(of: Self.council)), from: clock.now), by: "person:rita-rossi")
  }

  private func meet() async throws {
    let (opened, meeting) = (Self.minute(60), Self.id("first") as ID<Meeting>)
    try await record(MeetingConvened(body: Self.council, meeting: meeting, scheduledFor: opened, agenda: []))
    clock.set(Self.minute(120))
    let substitute = Attendance(
      seat: Self.id("d2"), substitute: try #require(Actor("person:sara-serra")), mandate: Self.id("s"))
    try await record(
      MeetingHeld(
        body: Self.council, meeting: meeting, openedAt: opened, closedAt: clock.now,
        attendance: [Attendance(seat: Self.id("d1")), substitute]))
    try await record(
      ResolutionVoted(
        body: Self.council, resolution: Self.id("lane"), meeting: meeting, kind: .motion, textHash: Self.digest(7),
        votes: ["d1", "d2"].map { RollCallVote(seat: Self.id($0), vote: .yes) }))
  }
}
