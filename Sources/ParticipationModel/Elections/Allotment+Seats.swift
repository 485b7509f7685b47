import EventModel

/// Seats that go by votes, and those that guarantees give.
extension Allotment {
  /// A constituency with its candidates in order.
  struct CandidateList {
    var constituency: Constituency
    /// Indexes of options, the best first.
    var order: [Int]
    var ties: [TieSettler.Settled]
    /// Who has which of the constituency's seats, in the order of the seats.
    var seated: [(seat: String, option: Int, basis: ElectedSeat.Basis)] = []
  }

  /// Orders candidates by votes, and equals by the breakers.
  private func ranked(_ options: [Int], label: String) -> (order: [Int], ties: [TieSettler.Settled]) {
    var (order, ties): ([Int], [TieSettler.Settled]) = ([], [])
    for group in Dictionary(grouping: options, by: { count.votes[$0] }).sorted(by: { $0.key > $1.key }).map(\.value) {
      guard group.count > 1 else {
        order += group
        continue
      }
      let settled = settler.order(group, label: label, firstPlace: order.count + 1)
      ties += settled
      order += settled.merged
    }
    return (order, ties)
  }

  /// The candidates of a constituency in order.
  mutating func list(of constituency: Constituency) -> CandidateList {
    let (order, ties) = ranked(constituency.members, label: constituency.district)
    for (offset, option) in order.enumerated() { places[option] = offset + 1 }
    return CandidateList(constituency: constituency, order: order, ties: ties)
  }

  /// Gives the seats to the first on the list who have not withdrawn.
  mutating func seat(_ list: inout CandidateList) {
    let standing = list.order.filter { !withdrawn.contains($0) }
    let winners = Array(standing.prefix(list.constituency.seats.count))
    for (seat, option) in zip(list.constituency.seats, winners) {
      let isNext = places[option] > list.constituency.seats.count
      list.seated.append((seat, option, isNext ? .nextAfterWithdrawal : .votes))
    }
    if let last = winners.last, standing.count > winners.count,
      let tie = list.ties.deciding(last, standing[winners.count])
    {
      note(tie, upTo: places[last])
      for index in list.seated.indices where tie.breaker == .draw && tie.order.contains(list.seated[index].option) {
        list.seated[index].basis = .draw
      }
    }
    finish(list)
  }

  private mutating func finish(_ list: CandidateList) {
    for entry in list.seated {
      selected.insert(entry.option)
      elected.append(seat(entry.option, list.constituency.district, list.constituency.body, entry.seat, entry.basis))
    }
  }

  func seat(
    _ option: Int, _ district: String, _ body: ID<Body>?, _ seat: String, _ basis: ElectedSeat.Basis
  ) -> ElectedSeat {
    ElectedSeat(option: paper[option].id, district: district, body: body, seat: seat, basis: basis)
  }

  mutating func apply(_ guarantee: Guarantee, _ lists: inout [CandidateList]) {
    switch guarantee.kind {
    case .missingGender: for index in lists.indices { completeGenders(&lists[index]) }
    case .byRight: for group in guarantee.seats { seatByRight(guarantee.predicate, group, lists) }
    }
  }

  /// If a district with several seats elected one gender only, the best of another takes its last seat.
  private mutating func completeGenders(_ list: inout CandidateList) {
    let genders = Set(list.seated.compactMap { paper[$0.option].candidate?.gender })
    guard list.constituency.seats.count > 1, list.seated.count > 1, genders.count == 1, let last = list.seated.last,
      list.seated.allSatisfy({ paper[$0.option].candidate?.gender != nil })
    else { return }
    let others = list.order.filter { option in
      guard let gender = paper[option].candidate?.gender else { return false }
      return !genders.contains(gender) && isSeatable(option)
    }
    guard let best = others.first else { return }
    for other in others.dropFirst() {
      if let tie = list.ties.deciding(best, other) { note(tie, upTo: places[best]) }
    }
    // Who has the last seat is decided among those seated, too.
    for entry in list.seated.dropLast() {
      if let tie = list.ties.deciding(last.option, entry.option) { note(tie, upTo: places[last.option]) }
    }
    selected.remove(last.option)
    selected.insert(best)
    list.seated[list.seated.count - 1] = (last.seat, best, .missingGender)
    elected.removeAll { $0.option == paper[last.option].id }
    elected.append(seat(best, list.constituency.district, list.constituency.body, last.seat, .missingGender))
  }

  /// Candidates with votes and the quality, not elected, take the seats that are kept for them.
  private mutating func seatByRight(_ predicate: String, _ group: DistrictSeats, _ lists: [CandidateList]) {
    let own = lists.filter { list in
      group.district.isEmpty
        ? list.constituency.body == group.body : list.constituency.district == group.district
    }
    let entitled = own.flatMap(\.order).filter { option in
      isSeatable(option) && paper[option].candidate?.qualities.contains(predicate) == true
    }
    let label = "\(group.body.map { "\($0)" } ?? group.district)/\(predicate)"
    let (order, ties) = ranked(entitled, label: label)
    if order.count > group.seats.count,
      let tie = ties.deciding(order[group.seats.count - 1], order[group.seats.count])
    {
      note(tie, upTo: group.seats.count)
    }
    for (seat, option) in zip(group.seats, order) {
      let district = paper[option].candidate?.district ?? ""
      elected.append(self.seat(option, district, group.body, seat.description, .byRight))
      selected.insert(option)
    }
  }

  private func isSeatable(_ option: Int) -> Bool {
    !selected.contains(option) && !withdrawn.contains(option) && count.votes[option] > 0
  }
}
