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

  /// Orders the candidates of a constituency by votes, and equals by the breakers.
  mutating func list(of constituency: Constituency) -> CandidateList {
    let groups = Dictionary(grouping: constituency.members) { count.votes[$0] }.sorted { $0.key > $1.key }
    var list = CandidateList(constituency: constituency, order: [], ties: [])
    for group in groups.map(\.value) {
      if group.count > 1 {
        let settled = settler.order(group, label: constituency.district, firstPlace: list.order.count + 1)
        list.ties += settled
        list.order += settled.merged
      } else {
        list.order += group
      }
    }
    for (offset, option) in list.order.enumerated() { places[option] = offset + 1 }
    return list
  }

  /// Gives the seats to the first on the list who have not withdrawn.
  mutating func seat(_ list: inout CandidateList) {
    let standing = list.order.filter { !withdrawn.contains($0) }
    let winners = Array(standing.prefix(list.constituency.seats.count))
    for (seat, option) in zip(list.constituency.seats, winners) {
      let isNext = places[option] > list.constituency.seats.count
      list.seated.append((seat, option, isNext ? .nextAfterWithdrawal : .votes))
    }
    guard let last = winners.last, standing.count > winners.count else { return finish(list) }
    let next = standing[winners.count]
    for tie in list.ties where tie.separates(last, next) {
      // Of the breakers that refined each other, the last that puts these two in order decided.
      if list.ties.last(where: { $0.separates(last, next) }) != tie { continue }
      note(tie, upTo: places[last])
      guard tie.breaker == .draw else { continue }
      for index in list.seated.indices where tie.order.contains(list.seated[index].option) {
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

  private func seat(
    _ option: Int, _ district: String, _ body: Identifier?, _ seat: String, _ basis: ElectedSeat.Basis
  ) -> ElectedSeat {
    ElectedSeat(option: paper[option].id, district: district, body: body, seat: seat, basis: basis)
  }

  mutating func apply(_ guarantee: Guarantee, _ lists: inout [CandidateList]) {
    switch guarantee {
    case .missingGender: for index in lists.indices { completeGenders(&lists[index]) }
    case .byRight(let predicate, let groups):
      for group in groups { seatByRight(predicate, group, lists) }
    }
  }

  /// Where a district with several seats elected one gender only, the best of another takes its last seat.
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
      if let tie = list.ties.last(where: { $0.separates(best, other) }) { note(tie, upTo: places[best]) }
    }
    // Who has the last seat is decided among those seated, too.
    for entry in list.seated.dropLast() {
      if let tie = list.ties.last(where: { $0.separates(last.option, entry.option) }) {
        note(tie, upTo: places[last.option])
      }
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
    var seats = group.seats[...]
    let groups = Dictionary(grouping: entitled) { count.votes[$0] }.sorted { $0.key > $1.key }.map(\.value)
    var place = 1
    for equals in groups {
      guard !seats.isEmpty else { return }
      let settled = equals.count > 1 ? settler.order(equals, label: label, firstPlace: place) : []
      let order = equals.count > 1 ? settled.merged : equals
      if equals.count > seats.count,
        let tie = settled.last(where: { $0.separates(order[seats.count - 1], order[seats.count]) })
      {
        note(tie, upTo: place + seats.count - 1)
      }
      for option in order.prefix(seats.count) {
        let district = paper[option].candidate?.district ?? ""
        elected.append(seat(option, district, group.body, seats.removeFirst().description, .byRight))
        selected.insert(option)
      }
      place += equals.count
    }
  }

  private func isSeatable(_ option: Int) -> Bool {
    !selected.contains(option) && !withdrawn.contains(option) && count.votes[option] > 0
  }
}
