import EventLedger
import EventModel
import ParticipationModel
import TransparencyLog

/// The life of councils at random: seats, offers, meetings and resolutions.
extension RandomCouncil {
  mutating func council(_ now: Instant) -> Proposal {
    switch random.number(1...100) {
    case 1...18: return make(designation(now), Self.office)
    case 19...28: return cease(now)
    case 29...45: return answer(now)
    case 46...48: return make(elected(now), Self.office)
    case 49...62: return make(convene(now), Self.office)
    case 63...81: return make(hold(now), Self.office)
    default: return make(resolve(), Self.office)
    }
  }

  private mutating func from(_ now: Instant) -> Instant {
    now.advanced(byMicroseconds: random.number(random.one(of: [0, 0, 0, -9, -400])...3) * 60_000_000)
  }

  private mutating func designation(_ now: Instant) -> MemberSeated {
    let mandate = mandates.randomElement(using: &random)
    let target = mandate?.target.description.split(separator: "/").last.flatMap { ID<Body>(String($0)) }
    let start = from(now)
    let hours: Int64? = random.chance(40) ? random.number(1...20) : nil
    return MemberSeated(
      body: target ?? body(), seat: named(random.one(of: ["d1", "d1", "d2", "d2", "n1"])),
      person: random.chance(90) ? mandate?.delegate ?? someone() : someone(), title: .designated,
      organisation: Actor(organisation: mandate?.organisation ?? named("club")),
      mandate: mandate?.mandate ?? named("m0"),
      from: start, to: hours.map { start.advanced(byMicroseconds: $0 * 3_600_000_000) })
  }

  private mutating func elected(_ now: Instant) -> MemberSeated {
    MemberSeated(
      body: body(), seat: named(random.one(of: ["n1", "n2", "s1", "r1"])), person: someone(),
      title: random.one(of: [.elected, .byRight, .substitute]), election: named("e\(random.number(0...5))"),
      from: from(now))
  }

  private mutating func cease(_ now: Instant) -> Proposal {
    let elected = members.filter { !$0.seat.description.hasPrefix("d") }
    let some = random.chance(75) && !elected.isEmpty ? elected : members
    let member = some.randomElement(using: &random) ?? (body(), named("n1"), someone())
    let reason = random.one(of: [.resigned, .resigned, .resigned] + CessationReason.allCases)
    let act = MemberCeased(
      body: member.body, seat: member.seat, reason: reason, effectiveAt: from(now),
      noticeHash: reason == .absences ? digest(3) : nil, noticeSentAt: reason == .absences ? now : nil)
    return reason == .resigned ? make(act, inPerson: member.person) : make(act, Self.office)
  }

  /// An answer to an offer, or an offer.
  private mutating func answer(_ now: Instant) -> Proposal {
    guard let offer = offers.randomElement(using: &random), let person = offer.person else {
      let member = members.randomElement(using: &random) ?? (body(), named("n1"), someone())
      let act = SeatOffered(body: member.body, seat: member.seat, election: named("e\(random.number(0...3))"))
      return make(act, Self.office)
    }
    if random.chance(60) {
      return make(SeatDeclined(body: offer.body, seat: offer.seat, person: person), inPerson: person)
    }
    let act = MemberSeated(
      body: offer.body, seat: offer.seat, person: person, title: .substitute, election: offer.election, from: from(now))
    return make(act, inPerson: person)
  }

  private mutating func convene(_ now: Instant) -> MeetingConvened {
    let kind = random.one(of: ResolutionKind.allCases)
    let isUrgent = random.chance(40)
    let sitting = members.randomElement(using: &random)?.body ?? body()
    return MeetingConvened(
      body: random.chance(80) ? sitting : body(), meeting: named("t\(random.number(0...60))"),
      kind: random.chance(80) ? .session : .table,
      call: 1, scheduledFor: now.advanced(byMicroseconds: random.number(0...3) * 60_000_000),
      agenda: random.chance(50)
        ? [AgendaItem(id: named("i\(random.number(0...30))"), title: "A matter", kind: kind)] : [],
      urgentReason: isUrgent ? "flood" : "")
  }

  private mutating func hold(_ now: Instant) -> MeetingHeld {
    let due = meetings.filter { $0.held == nil && $0.act.scheduledFor <= now }
    let meeting = due.randomElement(using: &random) ?? meetings.randomElement(using: &random)
    let convened = meeting?.act ?? convene(now)
    let seats = members.filter { $0.body == convened.body }.map(\.seat)
    var attendance = Set(seats).sorted { $0.description < $1.description }.filter { _ in random.chance(75) }
      .map { Attendance(seat: $0) }
    if random.chance(5) { attendance.append(Attendance(seat: named("n1"))) }
    let others = mandates.filter { $0.kind != .effective }
    if random.chance(15), !attendance.isEmpty, let mandate = others.randomElement(using: &random) {
      attendance[0] = Attendance(seat: attendance[0].seat, substitute: mandate.delegate, mandate: mandate.mandate)
    }
    let opened = convened.scheduledFor.advanced(
      byMicroseconds: random.number(random.one(of: [0, 0, 0, -3])...3) * 60_000_000)
    let present = Set(attendance.map(\.seat))
    return MeetingHeld(
      body: convened.body, meeting: convened.meeting, openedAt: opened, closedAt: max(opened, now),
      attendance: attendance,
      excused: random.chance(30) ? seats.filter { !present.contains($0) }.prefix(1).map { $0 } : [])
  }

  private mutating func resolve() -> ResolutionVoted {
    let held = meetings.compactMap(\.held).suffix(12)
    guard let meeting = held.randomElement(using: &random) else {
      return ResolutionVoted(
        body: body(), resolution: named("z0"), meeting: named("t0"), kind: .motion, textHash: digest(1))
    }
    let kind = random.one(of: ResolutionKind.allCases)
    let rules = established.first { $0.body == meeting.body }?.rules
    let isSecret = (rules?.secret.contains(kind) ?? false) != random.chance(5)
    var votes = meeting.attendance.map { RollCallVote(seat: $0.seat, vote: random.one(of: VoteChoice.allCases)) }
    if random.chance(5), let vote = votes.first { votes.append(vote) }
    if random.chance(5) { votes.append(RollCallVote(seat: named("r1"), vote: .yes)) }
    let count = UInt32(meeting.attendance.count)
    let yes = random.number(0...count)
    return ResolutionVoted(
      body: meeting.body, resolution: named("z\(random.number(0...200))"), meeting: meeting.meeting, kind: kind,
      agendaItem: random.chance(20) ? named("i\(random.number(0...30))") : nil, textHash: digest(1),
      votes: isSecret ? [] : votes,
      secretTally: isSecret ? VoteTally(yes: yes, no: random.number(0...count - yes), abstain: 0) : nil,
      officers: kind == .officers ? meeting.attendance.prefix(2).map(\.seat) : [],
      castingSeat: rules?.majority.hasCastingVote == true && !isSecret ? meeting.attendance.first?.seat : nil)
  }
}
