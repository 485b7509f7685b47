import EventModel
import TransparencyLog

extension ResolutionVoted {
  /// The meeting that voted; refuses `NotConvened`, `NoQuorum`.
  func quorateMeeting(_ ledger: BodyLookup) throws(Rejection) -> MeetingRow.Held {
    let row = ledger.rows.row(MeetingRow.key(body, meeting), as: MeetingRow.self)
    guard let row, let held = row.held else {
      throw Rejection(
        .notConvened, "no meeting “\(meeting)” of “\(body)” was \(row == nil ? "called" : "held")",
        rule: "only a meeting that was called and held can vote", positions: row.map { [$0.convenedAt] } ?? [])
    }
    guard held.hasQuorum else {
      throw Rejection(
        .noQuorum, "the meeting “\(meeting)” had no quorum", rule: ledger.rules.quorum(call: row.call).sentence,
        positions: [ledger.established.position, row.convenedAt, held.heldAt])
    }
    return held
  }

  func checkAgenda(_ rows: any ConstraintReader) throws(Rejection) {
    guard let agendaItem else { return }
    let row = rows.row(AgendaRow.key(body, agendaItem), as: AgendaRow.self)
    guard let row, row.settledAt == nil, row.kind == nil || row.kind == kind else {
      let state =
        row.map { $0.settledAt != nil ? "is settled" : "asks for \($0.kind?.rawValue ?? "")" } ?? "is on no agenda"
      throw Rejection(
        .unknownAgendaItem, "the agenda item “\(agendaItem)” \(state)",
        positions: row.map { [$0.convenedAt] + ($0.settledAt.map { [$0] } ?? []) } ?? [])
    }
  }

  func checkVotes(_ meeting: MeetingRow.Held, _ ledger: BodyLookup) throws(Rejection) {
    try checkSecrecy(ledger)
    let present = Set(meeting.present)
    var voters: Set<ID<Seat>> = []
    for vote in votes {
      guard voters.insert(vote.seat).inserted else {
        throw Rejection(
          .votedTwice, "the seat “\(vote.seat)” is listed with two votes",
          positions: [meeting.heldAt])
      }
      guard present.contains(vote.seat) else { throw notPresent("the seat “\(vote.seat)” was not present", meeting) }
    }
    if let secretTally {
      guard secretTally.yes + secretTally.no + secretTally.abstain <= UInt32(clamping: meeting.present.count) else {
        throw notPresent("there are more votes than the \(meeting.present.count) members who were present", meeting)
      }
    }
    guard let castingSeat else { return }
    guard ledger.rules.majority.hasCastingVote else {
      throw Rejection(
        .noCastingVote, "the rules of “\(body)” provide for no casting vote: leave out castingSeat",
        positions: [ledger.established.position])
    }
    guard present.contains(castingSeat) else {
      throw notPresent("the casting seat “\(castingSeat)” was not present", meeting)
    }
  }

  private func notPresent(_ who: String, _ meeting: MeetingRow.Held) -> Rejection {
    Rejection(
      .notPresent, "\(who) at the meeting “\(self.meeting)”", positions: [meeting.heldAt])
  }

  private func checkSecrecy(_ ledger: BodyLookup) throws(Rejection) {
    let isSecret = ledger.rules.secret.contains(kind)
    guard isSecret != (secretTally != nil) else { return }
    throw Rejection(
      isSecret ? .secretRequired : .rollCallRequired,
      isSecret
        ? "the vote on \(kind.rawValue) is secret: give only the numbers"
        : "the vote on \(kind.rawValue) is taken by name: give each member's vote",
      rule: "votes on the kinds of resolution that the body's rules list are secret; all others are by name",
      positions: [ledger.established.position])
  }

  /// There are as many officers as the rules say, all in office, and as many women as men if the rules say so.
  func checkOfficers(_ meeting: MeetingRow.Held, _ ledger: BodyLookup) throws(Rejection) {
    var genders: [Gender?] = []
    for seat in officers {
      guard let member = ledger.holder(of: seat, at: meeting.openedAt) else {
        throw Rejection(
          .notMember, "nobody was in office on the seat “\(seat)” at \(meeting.openedAt)",
          rule: "officers must be members in office", positions: [meeting.heldAt])
      }
      genders.append(member.gender)
    }
    let count = officers.count
    guard count == Int(ledger.rules.officers) else {
      throw notBalanced("\(count) officers are named; the rules want \(ledger.rules.officers)", ledger, meeting)
    }
    guard ledger.rules.hasBalancedOfficers else { return }
    let (women, men) = (genders.count { $0 == .female }, genders.count { $0 == .male })
    guard abs(women - men) <= count % 2, !genders.contains(nil) else {
      throw notBalanced("of the \(count) officers, \(women) are women and \(men) are men", ledger, meeting)
    }
  }

  private func notBalanced(_ message: String, _ ledger: BodyLookup, _ meeting: MeetingRow.Held) -> Rejection {
    let balance =
      ledger.rules.hasBalancedOfficers ? ", as many women as men, or one more of either if their number is odd" : ""
    return Rejection(
      .officersNotBalanced, message, rule: "there must be as many officers as the body's rules say\(balance)",
      positions: [ledger.established.position, meeting.heldAt])
  }
}
