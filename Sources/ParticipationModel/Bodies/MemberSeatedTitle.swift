import EventModel
import TransparencyLog

extension MemberSeated {
  /// Whether the title is proven, and fits a seat of this kind.
  func checkTitle(basis: SeatBasis, _ ledger: BodyLookup, _ decision: Decision) throws(Rejection) {
    switch title {
    case .designated:
      guard basis == .designated else {
        throw Rejection(
          .mandateInvalid, "the seat “\(seat)” is filled by election",
          rule: "a mandate gives only a seat that organisations fill", positions: [ledger.established.position])
      }
      try checkMandate(ledger.rows)
    case .elected, .byRight, .substitute:
      guard basis != .designated, let election else {
        throw notElected("the seat “\(seat)” is filled by organisations", [ledger.established.position])
      }
      if isOfAnotherLedger(election, decision, ledger.rows) { return }
      guard let result = ledger.rows.row(ResultRow.key(election), as: ResultRow.self) else {
        throw notElected("the election “\(election)” has no certified result", [ledger.established.position])
      }
      let declared = title == .substitute ? try substitute(result, ledger, decision) : try winner(result, ledger)
      if let gender, let declared, gender != declared {
        throw Rejection(
          .genderMismatch, "\(person) stood as \(declared.text), not \(gender.text)", positions: [result.certifiedAt])
      }
    }
  }

  /// Whether the seat was won in an election that nobody recorded here: then a transcription names the act that
  /// proclaimed the result.
  private func isOfAnotherLedger(
    _ election: ID<Election>, _ decision: Decision, _ rows: any ConstraintReader
  ) -> Bool {
    decision.under != nil && decision.actReference != nil
      && rows.row(ElectionRules.key(election), as: ElectionRules.self) == nil
  }

  private func checkMandate(_ rows: any ConstraintReader) throws(Rejection) {
    try SubjectLookup.requireEnrolled(person, rows)
    guard let organisation, let mandate else {
      throw Rejection(
        .mandateInvalid, "no mandate is named", rule: "a designated member needs an organisation's mandate")
    }
    let row = try SubjectLookup.validMandate(
      mandate, of: organisation, delegate: person, scope: .sit, target: stream, at: from, rows)
    guard row.kind == .effective else {
      throw Rejection(
        .mandateInvalid, "the mandate “\(mandate)” is not an effective delegate's mandate",
        rule: "only an effective delegate takes the seat; a substitute sits in at meetings", positions: [row.grantedAt])
    }
  }

  /// The gender with which a winner stood.
  private func winner(_ result: ResultRow, _ ledger: BodyLookup) throws(Rejection) -> Gender? {
    let isByRight = title == .byRight
    let winner = result.elected.first {
      $0.body == body && $0.seat == seat.description && $0.person == person && $0.isByRight == isByRight
    }
    guard let winner else {
      throw notElected(
        "the result does not give \(person) the seat “\(seat)”\(isByRight ? " by right" : "")", [result.certifiedAt])
    }
    let earlier = ledger.history(of: seat).tenures.first { $0.person == person && $0.election == election }
    if let earlier {
      throw notElected(
        "\(person) has already had this seat from this election", [result.certifiedAt, earlier.seatedAt])
    }
    return winner.gender
  }

  /// The gender with which the person to whom the seat is offered stood.
  private func substitute(
    _ result: ResultRow, _ ledger: BodyLookup, _ decision: Decision
  ) throws(Rejection) -> Gender? {
    let offer = ledger.rows.row(OfferRow.key(body, seat), as: OfferRow.self)
    if let offer, offer.person == person, offer.election == election {
      // The deadline counts, also if the clock comes late.
      if let end = offer.lapsesAt, end <= decision.at {
        throw notElected(
          "the offer of the seat “\(seat)” to \(person) lapsed at \(end)", [result.certifiedAt, offer.offeredAt])
      }
      let list = result.lists.first { $0.district == offer.district }
      return list?.entries.first { $0.person == person }?.gender
    }
    let district = result.district(of: seat, in: body)
    guard offer != nil || district.flatMap({ result.next(in: $0) }) != nil else {
      throw Rejection(
        .listExhausted, "nobody is left on the list on which the seat “\(seat)” was won",
        positions: [result.certifiedAt])
    }
    throw notElected(
      "the seat “\(seat)” is not offered to \(person)", [result.certifiedAt] + (offer.map { [$0.offeredAt] } ?? []))
  }

  private func notElected(_ message: String, _ positions: [Position]) -> Rejection {
    Rejection(
      .notElected, message,
      rule: "an elective seat goes to whoever the certified result gives it to, and after that to the next person on "
        + "the list, to whom it is offered",
      positions: positions)
  }
}

extension ResultRow {
  /// The district on whose list a seat was won.
  func district(of seat: ID<Seat>, in body: ID<Body>) -> String? {
    elected.first { $0.body == body && $0.seat == seat.description }?.district
  }
}
