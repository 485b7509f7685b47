import EventLedger
import EventModel
import LogAudit
import ParticipationModel
import Testing
import TransparencyLog

/// Seats, meetings and resolutions, told the long way.
extension NaiveCouncil {
  /// - Returns: whether it is an act of a body.
  mutating func council(_ act: any Act, _ event: RecordedEvent) -> Bool {
    switch act {
    case let act as BodyEstablished:
      expect(bodies.updateValue(act, forKey: act.body) == nil, "established twice", event)
    case let act as MemberSeated: seat(act, event)
    case let act as MemberCeased: cease(act, event)
    case let act as SeatOffered: offer(act, event)
    case let act as SeatDeclined:
      let offer = offers.removeValue(forKey: "\(act.body)/\(act.seat)")
      expect(offer?.person == act.person, "declined without an offer", event)
      if let offer { votes[offer.election]?.passed.insert(act.person) }
    case let act as MeetingConvened: convene(act, event)
    case let act as MeetingHeld: hold(act, event)
    case let act as ResolutionVoted: resolve(act, event)
    default: return false
    }
    return true
  }

  func holder(_ body: ID<Body>, _ seat: ID<Seat>, at instant: Instant) -> Tenure? {
    guard let tenure = tenures[body]?[seat]?.first(where: { $0.contains(instant) }) else { return nil }
    guard let organisation = tenure.seating.organisation?.organisation, let mandate = tenure.seating.mandate else {
      return tenure
    }
    // A delegate sits while the mandate holds, whether or not the end is recorded.
    let ends = [mandates["\(organisation)/\(mandate)"]?.end, organisations[organisation]?.struckOff]
    return ends.contains { isOver($0, instant) } ? nil : tenure
  }

  // MARK: Seats

  private mutating func seat(_ act: MemberSeated, _ event: RecordedEvent) {
    let basis = bodies[act.body]?.seats.first { $0.id == act.seat }?.basis
    expect(basis != nil && isOnTime(act.from.day, event), "no such seat, or in the past", event)
    expect((basis == .designated) == (act.title == .designated), "a title for another seat", event)
    for (seat, others) in tenures[act.body] ?? [:] {
      for other in others where other.overlaps(act) {
        expect(seat != act.seat, "two holders of a seat", event)
        expect(other.seating.person != act.person, "two seats of a body", event)
      }
    }
    switch act.title {
    case .designated:
      let mandate = isValid(act.mandate, of: act.organisation, delegate: act.person, in: act.body, at: act.from)
      expect(mandate?.act.kind == .effective && people[act.person] != nil, "no valid mandate", event)
    case .elected, .byRight:
      let vote = act.election.flatMap { votes[$0] }
      let isWinner = vote?.certified?.act.result?.elected.contains { winner in
        winner.body == act.body && winner.seat == act.seat.description && vote?.person(winner.option) == act.person
          && (winner.basis == .byRight) == (act.title == .byRight)
      }
      expect(isWinner == true, "no winner of a certified result", event)
    case .substitute:
      let offer = offers.removeValue(forKey: "\(act.body)/\(act.seat)")
      expect(offer?.person == act.person && offer?.election == act.election, "no offer", event)
      if let offer { votes[offer.election]?.passed.insert(act.person) }
    }
    tenures[act.body, default: [:]][act.seat, default: []].append(
      Tenure(
        seating: act, position: event.position,
        mandateTo: act.mandate.flatMap {
          mandates["\(act.organisation?.organisation.map(\.description) ?? "")/\($0)"]?.act.validTo
        }))
  }

  private mutating func cease(_ act: MemberCeased, _ event: RecordedEvent) {
    let own = (tenures[act.body]?[act.seat] ?? []).enumerated().filter { _, tenure in
      // Who leaves later may leave earlier.
      let isOpen = tenure.ceased.map { act.effectiveAt < $0.at } ?? true
      guard isOpen, tenure.seating.person == act.person else { return false }
      if act.reason == .termEnded { return tenure.seating.to.map { $0 <= act.effectiveAt } ?? false }
      return tenure.contains(act.effectiveAt) || act.effectiveAt < tenure.seating.from
    }
    // The clock may come late to what time brings about.
    let isDue = event.envelope.actor.isReserved && (act.reason == .termEnded || act.reason == .mandateEnded)
    expect(isDue || isOnTime(act.effectiveAt.day, event), "ceased in the past", event)
    guard let (index, tenure) = act.reason == .termEnded ? own.last : own.first else {
      return expect(false, "nobody is seated", event)
    }
    let seating = tenure.seating
    switch act.reason {
    case .resigned: expect(author(event) == seating.person, "resigned by another", event)
    case .mandateEnded:
      let mandate = isValid(
        seating.mandate, of: seating.organisation, delegate: seating.person, in: act.body, at: act.effectiveAt)
      expect(seating.mandate != nil && mandate == nil, "the mandate holds", event)
    case .absences: checkAbsences(act, tenure, event)
    default: break
    }
    tenures[act.body]?[act.seat]?[index].ceased = (act.effectiveAt, act.reason)
  }

  private func checkAbsences(_ act: MemberCeased, _ tenure: Tenure, _ event: RecordedEvent) {
    let rule = Int(bodies[act.body]?.rules.absences ?? 0)
    let held = meetings.values.filter { $0.act.body == act.body && $0.act.kind == .session }.compactMap(\.held)
    let missed = held.filter { act.missed.contains($0.position) }.map(\.act)
    expect(rule > 0 && missed.count == act.missed.count && missed.count >= rule, "not so many missed", event)
    expect(missed.allSatisfy { !isThere(act.seat, $0) && tenure.seating.from <= $0.openedAt }, "was there", event)
    guard let first = missed.map(\.openedAt).min() else { return }
    let attended = held.map(\.act).filter { $0.openedAt > first && $0.attendance.map(\.seat).contains(act.seat) }
    expect(attended.isEmpty, "not in a row", event)
  }

  private func isThere(_ seat: ID<Seat>, _ meeting: MeetingHeld) -> Bool {
    meeting.attendance.map(\.seat).contains(seat) || meeting.excused.contains(seat)
  }

  private mutating func offer(_ act: SeatOffered, _ event: RecordedEvent) {
    let last = tenures[act.body]?[act.seat]?.max {
      ($0.seating.from, $0.position) < ($1.seating.from, $1.position)
    }
    expect(last?.ceased != nil && last?.ceased?.reason != .termEnded, "nobody left the seat", event)
    expect(last?.seating.election == act.election, "won in another election", event)
    let next = votes[act.election]?.next(act.body, act.seat)
    expect(next?.person == act.person && next?.place == act.place, "not to the next of the list", event)
    expect(offers.updateValue(act, forKey: "\(act.body)/\(act.seat)") == nil, "two offers", event)
  }

  // MARK: Meetings

  private mutating func convene(_ act: MeetingConvened, _ event: RecordedEvent) {
    let rules = bodies[act.body]?.rules
    let hours = Int64(act.urgentReason.isEmpty ? (rules?.noticeDays ?? 0) * 24 : rules?.urgentNoticeHours ?? 0)
    let sent = event.envelope.occurredAt ?? event.envelope.recordedAt
    let first = sent.advanced(byMicroseconds: hours * 3_600_000_000)
    expect(rules != nil && first <= act.scheduledFor, "the notice is short", event)
    let earlier = meetings.updateValue(MeetingState(act: act), forKey: "\(act.body)/\(act.meeting)")
    expect(earlier == nil, "convened twice", event)
  }

  private mutating func hold(_ act: MeetingHeld, _ event: RecordedEvent) {
    let key = "\(act.body)/\(act.meeting)"
    guard let meeting = meetings[key], meeting.held == nil, let body = bodies[act.body] else {
      return expect(false, "not convened, or held twice", event)
    }
    expect(meeting.act.scheduledFor <= act.openedAt && act.closedAt <= event.envelope.recordedAt, "times", event)
    expect(Set(act.attendance.map(\.seat)).count == act.attendance.count, "a seat twice", event)
    var persons: [Actor] = []
    for entry in act.attendance {
      guard let member = holder(act.body, entry.seat, at: act.openedAt)?.seating else {
        return expect(false, "no member on \(entry.seat)", event)
      }
      persons.append(entry.substitute ?? member.person)
      guard let substitute = entry.substitute else { continue }
      let mandate = isValid(
        entry.mandate, of: member.organisation, delegate: substitute, in: act.body, at: act.openedAt)
      expect(mandate.map { $0.act.kind != .effective } == true, "no mandate of a substitute", event)
    }
    expect(Set(persons).count == persons.count, "a person twice", event)
    checkQuorum(act, body.rules.quorum(call: meeting.act.call), body, event)
    meetings[key]?.held = (act, event.position)
  }

  private func checkQuorum(_ act: MeetingHeld, _ rule: QuorumRule, _ body: BodyEstablished, _ event: RecordedEvent) {
    let inOffice = body.seats.count { holder(act.body, $0.id, at: act.openedAt) != nil }
    let base =
      [QuorumBase.assigned: body.seats.count, .inOffice: inOffice, .present: act.attendance.count][rule.base] ?? 0
    let (share, divisor) = (base * Int(rule.numerator), Int(rule.denominator))
    var required = Int(rule.minimum)
    if rule.base != .present, divisor > 0 {
      required = max(required, rule.isExceeding ? share / divisor + 1 : (share + divisor - 1) / divisor)
    }
    expect(act.quorum?.baseCount == UInt32(base) && act.quorum?.required == UInt32(required), "the quorum", event)
    expect(act.quorum?.isMet == (act.attendance.count >= required), "the verdict", event)
  }

  // MARK: Resolutions

  private mutating func resolve(_ act: ResolutionVoted, _ event: RecordedEvent) {
    guard let held = meetings["\(act.body)/\(act.meeting)"]?.held?.act, let rules = bodies[act.body]?.rules else {
      return expect(false, "a meeting that was not held", event)
    }
    expect(held.quorum?.isMet == true, "no quorum", event)
    expect(resolutions.insert("\(act.body)/\(act.resolution)").inserted, "voted twice", event)
    if let item = act.agendaItem { expect(settled.insert("\(act.body)/\(item)").inserted, "settled twice", event) }
    let present = Set(held.attendance.map(\.seat))
    expect(Set(act.votes.map(\.seat)).count == act.votes.count, "two votes of a seat", event)
    expect(act.votes.allSatisfy { present.contains($0.seat) }, "a vote of somebody absent", event)
    expect(rules.secret.contains(act.kind) == (act.secretTally != nil), "not as secret as the rules say", event)
    checkOutcome(act, rules.majority, present.count, event)
    guard act.kind == .officers else { return }
    let holders = act.officers.compactMap { holder(act.body, $0, at: held.openedAt) }
    let genders = holders.map(\.seating.gender)
    expect(act.officers.count == Int(rules.officers) && holders.count == act.officers.count, "officers", event)
    expect(
      !rules.hasBalancedOfficers || genders.count { $0 == .female } == genders.count { $0 == .male }, "balance", event)
  }

  private func checkOutcome(_ act: ResolutionVoted, _ rule: MajorityRule, _ present: Int, _ event: RecordedEvent) {
    func count(_ choice: VoteChoice, _ secret: UInt32?) -> Int {
      secret.map(Int.init) ?? act.votes.count { $0.vote == choice }
    }
    let (yes, no) = (count(.yes, act.secretTally?.yes), count(.no, act.secretTally?.no))
    let abstain = count(.abstain, act.secretTally?.abstain)
    expect(yes + no + abstain <= present, "more votes than members", event)
    let counted = yes + no + (rule.countsAbstentions ? abstain : 0)
    let isTie = yes == no && yes * Int(rule.denominator) == counted * Int(rule.numerator)
    let casting = act.votes.first { $0.seat == act.castingSeat }?.vote
    let isAdopted =
      yes * Int(rule.denominator) > counted * Int(rule.numerator) || rule.hasCastingVote && isTie && casting == .yes
    expect(act.outcome == (isAdopted ? .adopted : .rejected) && act.counted == UInt32(counted), "the outcome", event)
  }
}
