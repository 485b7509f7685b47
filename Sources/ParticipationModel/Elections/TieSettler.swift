import EventModel

/// Puts equals in order by the breakers of an election, and remembers how.
struct TieSettler {
  let paper: [BallotOption]
  let breakers: [TieBreaker]
  let lot: Lot?

  /// Equals that one breaker put in order.
  struct Settled: Equatable {
    var label: String
    /// The place of the first of them, from 1.
    var firstPlace: Int
    /// Indexes of options, the best first.
    var order: [Int]
    var breaker: TieBreaker
    /// A draw without the output of its beacon; the order is that of the ballot paper for the time being.
    var isPending: Bool

    /// Whether the order decides between these two.
    func separates(_ first: Int, _ second: Int) -> Bool { order.contains(first) && order.contains(second) }
  }

  init(_ called: ElectionCalled, _ paper: [BallotOption], beacon: [UInt8]?, closingRoot: [UInt8]?) {
    self.paper = paper
    breakers = called.tieBreak.isEmpty ? [.ballotOrder] : called.tieBreak
    lot = beacon.flatMap { beacon in closingRoot.map { Lot(beacon: beacon, closingRoot: $0) } }
  }

  /// Orders equals, the best first.
  ///
  /// - Parameters:
  ///   - label: what is settled, the first part of a draw's label.
  ///   - firstPlace: the place that the best of them takes.
  func order(_ tied: [Int], label: String, firstPlace: Int) -> [Settled] {
    order(tied.sorted(), label, firstPlace, breakers[...])
  }

  private func order(
    _ tied: [Int], _ label: String, _ firstPlace: Int, _ breakers: ArraySlice<TieBreaker>
  ) -> [Settled] {
    func settled(_ order: [Int], _ breaker: TieBreaker, isPending: Bool = false) -> [Settled] {
      [Settled(label: label, firstPlace: firstPlace, order: order, breaker: breaker, isPending: isPending)]
    }
    switch breakers.first {
    case nil, .ballotOrder: return settled(tied, .ballotOrder)
    case .draw:
      guard let lot else { return settled(tied, .draw, isPending: true) }
      let ids = lot.order(tied.map { paper[$0].id }, district: label, firstPlace: firstPlace)
      return settled(ids.compactMap { id in tied.first { paper[$0].id == id } }, .draw)
    case .younger:
      let groups = Dictionary(grouping: tied) { paper[$0].candidate?.ageRank ?? 0 }.sorted { $0.key < $1.key }
      guard groups.count > 1, groups[0].key > 0 else { return order(tied, label, firstPlace, breakers.dropFirst()) }
      var place = firstPlace
      var parts: [Settled] = settled(groups.flatMap(\.value), .younger)
      for group in groups.map(\.value) {
        if group.count > 1 { parts += order(group, label, place, breakers.dropFirst()) }
        place += group.count
      }
      return parts
    }
  }
}

extension [TieSettler.Settled] {
  /// The order that decided between two: of breakers that refined each other, the last that has both.
  func deciding(_ first: Int, _ second: Int) -> TieSettler.Settled? { last { $0.separates(first, second) } }

  /// All of them in order: what came later refines what came before.
  var merged: [Int] {
    guard var order = first?.order else { return [] }
    for part in dropFirst() {
      guard let start = order.firstIndex(where: part.order.contains) else { continue }
      order.replaceSubrange(start..<start + part.order.count, with: part.order)
    }
    return order
  }
}
