import EventLedger
import EventModel
import LogAudit
public import ParticipationModel
import TransparencyLog

extension MeetingQuorum: AnsweredQuery {
  /// The verdict of a meeting, over the members known when it was recorded.
  ///
  /// - Throws: `Rejection` `UnknownBody`, `UnknownMeeting`, and `NotHeld` for a meeting that was only called.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let found = try ledger.row(of: "bodies", BodyListProjection.bodies, body, at: at, unknown: .unknownBody)
    let row = try ledger.views.read("meetings", at: at) {
      try $0.row(BodyMeetingsProjection.meetings, BodyMeetingsProjection.key(body, meeting))
    }
    guard let row else { throw Rejection(unknown: .unknownMeeting, meeting) }
    guard let held = row.held, let quorum = held.quorum else {
      throw Rejection(
        .notHeld, "the meeting “\(meeting)” was called for \(row.scheduledFor), but is not recorded as held",
        positions: [row.convenedAt])
    }
    let rule = try ledger.bodyRules(at: found.item.establishedAt)?.quorum(call: row.call)
    // What was recorded after the meeting is left out, whatever size is asked.
    let members = try BodyMembers.inOffice(
      body, at: held.openedAt, known: LogSize(held.position.rawValue), ledger)
    let counted = members.values.sorted { $0.seatedAt < $1.seatedAt }.filter { member in
      quorum.base == .inOffice || held.attendance.contains { $0.seat == member.seat }
    }
    var answer = Answer(
      size: found.size, body: row.body, meeting: row.meeting, kind: row.kind, call: row.call,
      openedAt: held.openedAt, quorum: quorum, rule: rule?.sentence ?? "",
      members: found.item.seats.compactMap { members[$0.seat] }.map { Member($0, held) },
      positions: [found.item.establishedAt, row.convenedAt, held.position] + counted.map(\.seatedAt)
        + (row.rectified ?? []).map(\.position))
    (answer.affectedBy, answer.transcribed, answer.rectified) = (row.affectedBy, row.transcribed, row.rectified)
    return answer
  }
}

extension MeetingQuorum.Member {
  fileprivate init(_ member: MemberItem, _ held: BodyMeetingsProjection.Held) {
    let entry = held.attendance.first { $0.seat == member.seat }
    let presence: MeetingQuorum.Presence =
      if let entry {
        entry.substitute == nil ? .present : .substituted
      } else {
        held.excused.contains(member.seat) ? .excused : .missed
      }
    self.init(
      seat: member.seat, person: member.person, presence: presence, substitute: entry?.substitute,
      seatedAt: member.seatedAt)
  }
}

extension CityLedger {
  /// The rules in the act that established a body.
  fileprivate func bodyRules(at position: Position) throws -> BodyRules? {
    (try store.event(at: position).act(store.registry) as? BodyEstablished)?.rules
  }
}

extension WhyMember: AnsweredQuery {
  /// From the view “members”: the seating, and what it rests on.
  ///
  /// - Throws: `Rejection` `UnknownBody`, `UnknownSeat`.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let found = try ledger.row(of: "bodies", BodyListProjection.bodies, body, at: at, unknown: .unknownBody)
    guard let seat = found.item.seats.first(where: { $0.seat == seat }) else {
      throw Rejection(unknown: .unknownSeat, seat)
    }
    let asOf = BodyMembers.instant(on, ledger)
    let established = Ground(
      "the body was established with this seat, filled by \(seat.basis.means)", found.item.establishedAt)
    guard let member = try BodyMembers.inOffice(body, at: asOf, of: at, ledger)[seat.seat] else {
      return Answer(size: found.size, member: nil, rule: "the seat is vacant at \(asOf)", grounds: [established])
    }
    var grounds = [established] + (try source(of: member, ledger))
    grounds.append(Ground("\(member.person) took the seat from \(member.from)", member.seatedAt))
    if let cessation = member.cessation {
      grounds.append(
        Ground("leaves it at \(cessation.effectiveAt) (\(cessation.reason.rawValue))", cessation.position))
    }
    return Answer(size: found.size, member: member, rule: member.title.rule, grounds: grounds)
  }

  /// The result or the mandate by which a member sits.
  ///
  /// It was recorded before the seating, and neither what certifies a result nor what grants a mandate ever changes: so
  /// whatever the log has learned since, the answer is the same.
  private func source(of member: MemberItem, _ ledger: CityLedger) throws -> [Ground] {
    var grounds: [Ground] = []
    if let election = member.election {
      let result = try ledger.store.constraint(ResultRow.key(election), as: ResultRow.self)
      let certifications = Certifications(ledger.store, last: result?.certifiedAt)
      if let certifiedAt = try certifications.last(where: { $0.position < member.seatedAt }) {
        grounds.append(Ground("the result of “\(election)” was certified", certifiedAt))
      }
    }
    if let offeredAt = member.offeredAt {
      grounds.append(Ground("the seat was offered to \(member.person), the next person on the list", offeredAt))
    }
    if let organisation = member.organisation.flatMap({ Actor($0)?.organisation }),
      let mandate = member.mandate,
      let row = try ledger.store.constraint(MandateRow.key(organisation, mandate), as: MandateRow.self)
    {
      grounds.append(Ground("org:\(organisation) gave \(member.person) the mandate “\(mandate)”", row.grantedAt))
    }
    return grounds
  }
}

extension SeatBasis {
  fileprivate var means: String {
    switch self {
    case .elected: "election"
    case .byRight: "a guarantee of the election"
    case .designated: "an organisation's mandate"
    }
  }
}

extension SeatTitle {
  fileprivate var rule: String {
    switch self {
    case .elected: "whoever the certified result elects to a seat takes it"
    case .byRight: "whoever the certified result gives a seat by right of a guarantee takes it"
    case .designated: "an organisation's effective delegate takes the seat that the organisation fills"
    case .substitute: "the next person on the list who accepts takes the seat of an elected member who ceased"
    }
  }
}
