import EventModel
import TransparencyLog

extension MeetingHeld {
  /// Whether everybody listed is a member, or sits in for one who is absent, and counts once.
  func checkAttendance(_ members: [ID<Seat>: Tenure], _ ledger: BodyLookup) throws(Rejection) {
    for seat in attendance.map(\.seat) + excused {
      _ = try ledger.seat(seat)
      guard members[seat] == nil else { continue }
      throw Rejection(
        .notMember, "nobody was in office on the seat “\(seat)” at \(openedAt)",
        rule: "only members in office when the meeting opens can be present or excused",
        positions: ledger.history(of: seat).tenures.map(\.seatedAt).suffix(1))
    }
    try checkOneOfEach(members)
    var persons: Set<Actor> = []
    for entry in attendance {
      guard let member = members[entry.seat] else { continue }
      if entry.substitute != nil { try checkSubstitute(entry, for: member, ledger.rows) }
      let person = entry.substitute ?? member.person
      guard persons.insert(person).inserted else {
        throw Rejection(
          .alreadySeated, "\(person) would be present twice", rule: "a person counts for only one seat of a body",
          positions: [member.seatedAt])
      }
    }
  }

  private func checkOneOfEach(_ members: [ID<Seat>: Tenure]) throws(Rejection) {
    var seats: Set<ID<Seat>> = []
    for entry in attendance where !seats.insert(entry.seat).inserted {
      throw Rejection(
        .substituteNotNeeded,
        "both the member on the seat “\(entry.seat)” and a substitute are listed as present; list only one",
        positions: members[entry.seat].map { [$0.seatedAt] } ?? [])
    }
  }

  private func checkSubstitute(
    _ entry: Attendance, for member: Tenure, _ rows: any ConstraintReader
  ) throws(Rejection) {
    guard let substitute = entry.substitute, let mandate = entry.mandate, let organisation = member.organisation else {
      throw Rejection(
        .mandateInvalid, "the member on the seat “\(entry.seat)” does not sit for an organisation",
        rule: "only an organisation's delegate can be represented by a substitute", positions: [member.seatedAt])
    }
    let row = try SubjectLookup.validMandate(
      mandate, of: organisation, delegate: substitute, scope: .sit, target: stream, at: openedAt, rows)
    guard row.kind != .effective else {
      throw Rejection(
        .mandateInvalid, "the mandate “\(mandate)” is not a substitute's mandate or a proxy",
        rule: "whoever sits in for a delegate needs a substitute's mandate or a proxy", positions: [row.grantedAt])
    }
  }
}
