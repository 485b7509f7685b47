import EventModel

extension ElectionCalled {
  /// Whether the parts fit each other; each part on its own was checked when it was read.
  func checkParts() throws(InvalidAct) {
    try checkOptions()
    try checkCalendar()
    try checkSeats()
    try checkGuarantees()
    try checkBreakers()
    try checkMethod()
    if let turnoutQuorum {
      guard turnoutQuorum.numerator > 0, turnoutQuorum.numerator <= turnoutQuorum.denominator, electors > 0 else {
        throw InvalidAct(
          field: "turnoutNumerator", reason: "expected a share above 0 and at most 1/1, and the number of electors")
      }
    }
  }

  private func checkOptions() throws(InvalidAct) {
    guard candidacies == nil else {
      guard options.isEmpty else {
        throw InvalidAct(field: "options", reason: "expected none: the candidacies that are filed become the options")
      }
      return
    }
    guard !options.isEmpty else {
      throw InvalidAct(field: "options", reason: "is missing: expected 1 to \(Self.maximumOptions) options")
    }
    guard Set(options.map(\.id)).count == options.count else {
      throw InvalidAct(field: "options", reason: "an option id appears twice")
    }
  }

  private func checkCalendar() throws(InvalidAct) {
    guard transcription == nil || window == nil else {
      throw InvalidAct(field: "votingFrom", reason: "expected none: a transcription has no voting window of its own")
    }
    guard transcription != nil || window != nil else {
      throw InvalidAct(
        field: "votingTo", reason: "is missing: voting must have an end, unless a past vote is transcribed")
    }
    if let candidacies {
      guard let window, candidacies.upperBound <= window.lowerBound else {
        throw InvalidAct(field: "candidacyTo", reason: "the filing of candidacies must end before voting starts")
      }
      guard commission.count >= 3 else {
        throw InvalidAct(field: "commission", reason: "expected at least three members, who decide on candidacies")
      }
    } else if eligibility != nil {
      throw InvalidAct(
        field: "eligibility", reason: "expected none: eligibility is checked only if candidacies are filed")
    }
    guard signatures <= UInt32(commission.count) else {
      throw InvalidAct(
        field: "signatures", reason: "expected at most \(commission.count), the members of the commission")
    }
    guard Set(pollingPoints.map(\.id)).count == pollingPoints.count else {
      throw InvalidAct(field: "pollingPoints", reason: "a polling point appears twice")
    }
    let spans = pollingPoints.flatMap(\.hours)
    guard
      spans.allSatisfy({ span in
        window.map { $0.lowerBound <= span.lowerBound && span.upperBound <= $0.upperBound } ?? false
      })
    else { throw InvalidAct(field: "pollingPoints.hours", reason: "expected hours within the voting window") }
  }

  private func checkSeats() throws(InvalidAct) {
    guard !seats.isEmpty else { return }
    guard seats.map(\.district) == districts else {
      throw InvalidAct(field: "seats", reason: "expected seats for each of “districts”, in the same order")
    }
    guard let allocation, let count = allocation.seats, Int(count) == seats.reduce(0, { $0 + $1.seats.count }) else {
      throw InvalidAct(field: "allocation.seats", reason: "expected the sum of the districts' seats")
    }
    let kept = guarantees.flatMap(\.seats)
    let all = (seats + kept).flatMap { group in group.seats.map { "\(group.body?.description ?? "")/\($0)" } }
    guard Set(all).count == all.count else {
      throw InvalidAct(field: "seats.seats", reason: "a seat appears twice")
    }
  }

  private func checkGuarantees() throws(InvalidAct) {
    if guarantees.isEmpty { return }
    guard case .topSeats? = allocation else {
      throw InvalidAct(field: "guarantees", reason: "expected none, unless seats are filled by votes (TOP_SEATS)")
    }
    for guarantee in guarantees where guarantee.kind == .byRight {
      guard !seats.isEmpty, candidacies == nil || eligibility != nil else {
        throw InvalidAct(
          field: "guarantees.predicate", reason: "expected seats by district, and eligibility if candidacies are filed")
      }
      for group in guarantee.seats {
        let isKnown = group.district.isEmpty ? group.body != nil : districts.contains(group.district)
        guard isKnown else {
          throw InvalidAct(
            field: "guarantees.seats.district",
            reason: "expected a district of the election, or a body without a district")
        }
      }
    }
  }

  private func checkBreakers() throws(InvalidAct) {
    guard !tieBreak.contains(.draw) || beacon != nil else {
      throw InvalidAct(field: "beacon", reason: "is missing: a draw needs a beacon that is named in advance")
    }
    guard ballot.scope != .body || !seats.isEmpty, ballot.scope != .district || !districts.isEmpty else {
      throw InvalidAct(
        field: "ballot.scope", reason: "expected an election with districts, and for BODY also with seats by district")
    }
  }

  /// A count by transfers needs ranks, and one district for each ballot; equal shares need options that are equal.
  private func checkMethod() throws(InvalidAct) {
    let isTransfer =
      switch allocation {
      case .scottishSTV, .instantRunoff: true
      default: false
      }
    guard isTransfer == (ballot.kind == .ranked) || (ballot.kind == .ranked && allocation == nil) else {
      throw InvalidAct(
        field: "ballot.kind", reason: "a count by transfers needs RANKED ballots; otherwise only COUNT_ONLY takes them")
    }
    guard !isTransfer || seats.count <= 1 || ballot.scope == .district else {
      throw InvalidAct(
        field: "ballot.scope",
        reason: "expected DISTRICT: in a count by transfers, ballots rank candidates of their own district")
    }
    if case .equalShares? = allocation, ballot.kind != .approval && ballot.kind != .chooseOne {
      throw InvalidAct(field: "ballot.kind", reason: "expected APPROVAL or CHOOSE_ONE for equal shares")
    }
  }
}
