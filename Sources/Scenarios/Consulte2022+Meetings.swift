import EventModel
import ParticipationLedger
import ParticipationModel

/// The councils meet, elect their coordinators, and give an opinion.
extension Consulte2022 {
  /// The council whose first meeting has no quorum on the first call.
  static let absentCouncil = ID<Body>.of("area-h")
  static let opinion = ID<AgendaItem>.of("urban-plan-opinion")

  func meet() async throws {
    desk.set("2023-03-06", 9)
    try await desk.record(areas.map { desk.propose(convening($0.body, "first", .of("2023-03-20")), by: Self.office) })
    let tooSoon = convening(areas[0].body, "tomorrow", .of("2023-03-07"))
    try await desk.expect(.noticeTooShort, of: tooSoon, by: Self.office)
    desk.set("2023-03-20", 21)
    for area in areas {
      let members = try await members(of: area.body)
      let isThin = area.body == Self.absentCouncil
      let present =
        isThin ? Array(members.prefix(5)) : members.enumerated().filter { $0.offset % 4 != 3 }.map(\.element)
      try await desk.record(held(area.body, "first", present.map(\.seat)), by: Self.office)
      guard !isThin else { continue }
      try await elect(area.body, at: "first", members, present: present.count)
    }
    try await meetAgain()
    try await giveOpinions()
  }

  /// The second call, whose quorum is a third.
  private func meetAgain() async throws {
    let body = Self.absentCouncil
    let members = try await members(of: body)
    try await desk.expect(.noQuorum, of: coordinators(body, at: "first", members, present: 5), by: Self.office)
    try await desk.record(convening(body, "second", .of("2023-03-27"), call: 2), by: Self.office)
    desk.set("2023-03-27", 21)
    try await desk.record(held(body, "second", members.prefix(5).map(\.seat)), by: Self.office)
    try await elect(body, at: "second", members, present: 5)
  }

  /// Two coordinators, one woman and one man, in a secret vote.
  private func elect(_ body: ID<Body>, at meeting: String, _ members: [Member], present: Int) async throws {
    let act = coordinators(body, at: meeting, members, present: present)
    if body == areas[0].body {
      var unbalanced = act
      unbalanced.officers = members.filter { $0.gender == "M" }.prefix(2).map(\.seat)
      try await desk.expect(.officersNotBalanced, of: unbalanced, by: Self.office)
      var named = act
      named.secretTally = nil
      named.votes = members.prefix(1).map { RollCallVote(seat: $0.seat, vote: .yes) }
      try await desk.expect(.secretRequired, of: named, by: Self.office)
    }
    try await desk.record(act, by: Self.office)
  }

  private func coordinators(
    _ body: ID<Body>, at meeting: String, _ members: [Member], present: Int
  ) -> ResolutionVoted {
    ResolutionVoted(
      body: body, resolution: .of("coordinators-2023"), meeting: .of(meeting), kind: .officers,
      textHash: desk.digest(),
      secretTally: VoteTally(yes: UInt32(present) - 1, no: 0, abstain: 1),
      officers: ["F", "M"].compactMap { gender in members.first { $0.gender == gender }?.seat })
  }

  /// Two councils are asked for an opinion by 31 May; one gives it.
  private func giveOpinions() async throws {
    desk.set("2023-04-28", 9)
    let item = AgendaItem(
      id: Self.opinion, title: "Opinion on the general urban plan", kind: .opinion, dueBy: .of("2023-05-31"))
    let asked = areas.prefix(2).map(\.body)
    for body in asked {
      let coordinator = try await members(of: body).first { $0.gender == "F" }?.person.description
      let act = convening(body, "may", .of("2023-05-08"), agenda: [item])
      try await desk.record(act, by: coordinator ?? Self.office)
    }
    desk.set("2023-05-08", 21)
    for body in asked {
      let present = try await members(of: body)
      try await desk.record(held(body, "may", present.map(\.seat)), by: Self.office)
      guard body == asked[0] else { continue }
      let choices: [VoteChoice] = [.yes, .yes, .no, .yes, .abstain]
      let votes = present.enumerated().map { RollCallVote(seat: $1.seat, vote: choices[$0 % choices.count]) }
      try await desk.record(
        ResolutionVoted(
          body: body, resolution: .of("urban-plan"), meeting: .of("may"), kind: .opinion, agendaItem: Self.opinion,
          textHash: desk.digest(), votes: votes), by: Self.office)
    }
  }
}

/// Parts of meetings.
extension Consulte2022 {
  struct Member {
    let seat: ID<Seat>
    let person: Actor
    let gender: String
  }

  /// The members in office, in the order of the seats.
  func members(of body: ID<Body>) async throws -> [Member] {
    try await desk.city.ask(BodyComposition(body: body)).seats.compactMap { seat in
      seat.member.map { Member(seat: seat.seat, person: .of($0.person), gender: $0.gender) }
    }
  }

  /// When the term of those who were elected ends.
  func termEnd(of body: ID<Body>) async throws -> Instant? {
    try await desk.city.ask(BodyComposition(body: body)).seats.compactMap(\.member).first { $0.title == .elected }?.to
  }

  private func convening(
    _ body: ID<Body>, _ meeting: String, _ day: CivilDate, call: UInt32 = 1, agenda: [AgendaItem] = []
  ) -> MeetingConvened {
    MeetingConvened(
      body: body, meeting: .of(meeting), call: call, scheduledFor: LocalTime.instant(day, 18), agenda: agenda)
  }

  /// A meeting of the evening that ends now.
  private func held(_ body: ID<Body>, _ meeting: String, _ present: [ID<Seat>]) -> MeetingHeld {
    let now = desk.clock.now
    return MeetingHeld(
      body: body, meeting: .of(meeting), openedAt: now.advanced(byMicroseconds: -9_000_000_000), closedAt: now,
      attendance: present.map { Attendance(seat: $0) }, others: 14, minutesHash: desk.digest())
  }
}
