import EventModel

extension ElectionCalled {
  /// Whether the parts fit each other; each alone was checked when it was read.
  func checkParts() throws(InvalidAct) {
    try checkOptions()
    try checkCalendar()
    try checkSeats()
    try checkGuarantees()
    try checkBreakers()
    try checkMethod()
    if let turnoutQuorum {
      guard turnoutQuorum.numerator > 0, turnoutQuorum.numerator <= turnoutQuorum.denominator, electors > 0 else {
        throw InvalidAct(field: "turnoutNumerator", reason: "a share of at most 1/1 of known electors is needed")
      }
    }
  }

  private func checkOptions() throws(InvalidAct) {
    guard candidacies == nil else {
      guard options.isEmpty else {
        throw InvalidAct(field: "options", reason: "if candidacies are filed, they are the options")
      }
      return
    }
    guard !options.isEmpty else {
      throw InvalidAct(field: "options", reason: "is missing: expected 1 to \(Self.maximumOptions) options")
    }
    guard Set(options.map(\.id)).count == options.count else {
      throw InvalidAct(field: "options", reason: "an option id stands twice")
    }
  }

  private func checkCalendar() throws(InvalidAct) {
    guard transcription == nil || window == nil else {
      throw InvalidAct(field: "votingFrom", reason: "a transcription has no window of its own")
    }
    guard transcription != nil || window != nil else {
      throw InvalidAct(field: "votingTo", reason: "is missing: voting ends, unless a past vote is transcribed")
    }
    if let candidacies {
      guard let window, candidacies.upperBound <= window.lowerBound else {
        throw InvalidAct(field: "candidacyTo", reason: "candidacies end before voting starts")
      }
      guard commission.count >= 3 else {
        throw InvalidAct(field: "commission", reason: "at least three members decide on candidacies")
      }
    } else if eligibility != nil {
      throw InvalidAct(field: "eligibility", reason: "it is judged only if candidacies are filed")
    }
    guard signatures <= UInt32(commission.count) else {
      throw InvalidAct(field: "signatures", reason: "the commission has \(commission.count) members")
    }
    guard Set(pollingPoints.map(\.id)).count == pollingPoints.count else {
      throw InvalidAct(field: "pollingPoints", reason: "a point stands twice")
    }
    let spans = pollingPoints.flatMap(\.hours)
    guard
      spans.allSatisfy({ span in
        window.map { $0.lowerBound <= span.lowerBound && span.upperBound <= $0.upperBound } ?? false
      })
    else { throw InvalidAct(field: "pollingPoints.hours", reason: "polling points are open within the voting window") }
  }

  private func checkSeats() throws(InvalidAct) {
    guard !seats.isEmpty else { return }
    guard seats.map(\.district) == districts else {
      throw InvalidAct(field: "seats", reason: "the districts, in the order of “districts”, are needed")
    }
    guard let allocation, let count = allocation.seats, Int(count) == seats.reduce(0, { $0 + $1.seats.count }) else {
      throw InvalidAct(field: "allocation.seats", reason: "it is the sum of the districts' seats")
    }
    let kept = guarantees.flatMap(\.seats)
    let all = (seats + kept).flatMap { group in group.seats.map { "\(group.body?.description ?? "")/\($0)" } }
    guard Set(all).count == all.count else {
      throw InvalidAct(field: "seats.seats", reason: "a seat stands twice")
    }
  }

  private func checkGuarantees() throws(InvalidAct) {
    if guarantees.isEmpty { return }
    guard case .topSeats? = allocation else {
      throw InvalidAct(field: "guarantees", reason: "they follow seats that go by votes: TOP_SEATS")
    }
    for guarantee in guarantees where guarantee.kind == .byRight {
      guard !seats.isEmpty, candidacies == nil || eligibility != nil else {
        throw InvalidAct(
          field: "guarantees.predicate", reason: "it needs seats by district, and a day on which it is judged")
      }
      for group in guarantee.seats {
        let isKnown = group.district.isEmpty ? group.body != nil : districts.contains(group.district)
        guard isKnown else {
          throw InvalidAct(field: "guarantees.seats.district", reason: "a district, or a body for all its districts")
        }
      }
    }
  }

  private func checkBreakers() throws(InvalidAct) {
    guard !tieBreak.contains(.draw) || beacon != nil else {
      throw InvalidAct(field: "beacon", reason: "a draw comes from a beacon that is named in advance")
    }
    guard ballot.scope != .body || !seats.isEmpty, ballot.scope != .district || !districts.isEmpty else {
      throw InvalidAct(field: "ballot.scope", reason: "there are no districts, or they have no seats")
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
        field: "ballot.kind", reason: "BALLOT_KIND_RANKED goes with a count by transfers, and only there")
    }
    guard !isTransfer || seats.count <= 1 || ballot.scope == .district else {
      throw InvalidAct(
        field: "ballot.scope", reason: "a ballot that is transferred ranks candidates of its own district")
    }
    if case .equalShares? = allocation, ballot.kind != .approval && ballot.kind != .chooseOne {
      throw InvalidAct(field: "ballot.kind", reason: "equal shares are computed of approvals")
    }
  }
}
