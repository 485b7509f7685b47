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
        rule: "members in office when a meeting opens are present or excused",
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
          .alreadySeated, "\(person) would be present twice", rule: "a person counts for one seat of a body",
          positions: [member.seatedAt])
      }
    }
  }

  private func checkOneOfEach(_ members: [ID<Seat>: Tenure]) throws(Rejection) {
    var seats: Set<ID<Seat>> = []
    for entry in attendance where !seats.insert(entry.seat).inserted {
      throw Rejection(
        .substituteNotNeeded, "the member on the seat “\(entry.seat)” is present, and so is a substitute",
        positions: members[entry.seat].map { [$0.seatedAt] } ?? [])
    }
  }

  private func checkSubstitute(
    _ entry: Attendance, for member: Tenure, _ rows: any ConstraintReader
  ) throws(Rejection) {
    guard let substitute = entry.substitute, let mandate = entry.mandate, let organisation = member.organisation else {
      throw Rejection(
        .mandateInvalid, "the member on the seat “\(entry.seat)” does not sit for an organisation",
        rule: "an organisation's substitute sits in for its delegate", positions: [member.seatedAt])
    }
    let row = try SubjectLookup.validMandate(
      mandate, of: organisation, delegate: substitute, scope: .sit, target: stream, at: openedAt, rows)
    guard row.kind != .effective else {
      throw Rejection(
        .mandateInvalid, "the mandate “\(mandate)” is not one of a substitute",
        rule: "who sits in for a delegate has a substitute's mandate, or a proxy", positions: [row.grantedAt])
    }
  }
}
