import EventModel
import TransparencyLog

/// Turns a count into selected options and seats, step by step.
struct Allotment {
  let called: ElectionCalled
  let paper: [BallotOption]
  let count: ElectionCount
  let withdrawn: Set<Int>
  let settler: TieSettler
  var scores: [UInt64]
  var selected: Set<Int> = []
  var places: [Int]
  var decidingTie: Set<Int> = []
  var elected: [ElectedSeat] = []
  var draws: [DrawnLot] = []
  var needsBeacon = false

  init(_ reading: ElectionReading, beacon: [UInt8]?) {
    (called, paper, count) = (reading.called, reading.paper, reading.count)
    withdrawn = Set(paper.indices.filter { reading.withdrawn.contains(reading.paper[$0].id) })
    settler = TieSettler(
      reading.called, reading.paper, beacon: beacon, closingRoot: reading.closingRoot.map(\.bytes))
    scores = count.scores
    places = Array(repeating: 0, count: paper.count)
  }

  mutating func run() throws {
    switch called.allocation {
    case nil: return
    case .greedy(_, _, _, _)?: try selectGreedily()
    case .equalShares(let budget, let increment)?:
      try selectByShares(EqualShares(budget: budget, increment: increment))
    case .topSeats?:
      var lists = constituencies.map { list(of: $0) }
      for index in lists.indices { seat(&lists[index]) }
      for guarantee in called.guarantees { apply(guarantee, &lists) }
    case .scottishSTV?, .instantRunoff?:
      for constituency in constituencies { try transfer(constituency) }
    }
  }

  /// Seats that are filled from one list of candidates.
  struct Constituency {
    var district: String
    var body: ID<Body>?
    var seats: [String]
    /// Indexes of the options that stand in it.
    var members: [Int]
  }

  /// The districts that have seats; the whole election if it has no seats by district.
  var constituencies: [Constituency] {
    guard !called.seats.isEmpty else {
      let seats = (0..<Int(called.allocation?.seats ?? 0)).map { "\($0 + 1)" }
      return [Constituency(district: "", body: nil, seats: seats, members: Array(paper.indices))]
    }
    return called.seats.map { group in
      Constituency(
        district: group.district, body: group.body, seats: group.seats.map(\.description),
        members: paper.indices.filter { paper[$0].candidate?.district == group.district })
    }
  }

  private mutating func selectGreedily() throws {
    guard let rule = called.allocation else { return }
    let options = paper.enumerated().map { index, option in
      AllocationOption(id: option.id, votes: count.votes[index], score: count.scores[index], cost: option.cost)
    }
    select(try rule.allocate(options))
  }

  private mutating func selectByShares(_ rule: EqualShares) throws {
    let options = paper.enumerated().map { index, option in
      AllocationOption(id: option.id, votes: count.votes[index], cost: option.cost)
    }
    let ballots = try count.ballots().map { ranks, number in ApprovalBallot(Array(ranks.joined()), count: number) }
    select(try rule.allocate(options, ballots: ballots))
  }

  private mutating func select(_ allocation: Allocation) {
    selected = Set(allocation.selected.compactMap { count.index(of: $0.id) })
    decidingTie = Set((allocation.decidingTie ?? []).compactMap { count.index(of: $0) })
  }

  /// Notes that the order of equals decided between one who got something and others who did not.
  mutating func note(_ settled: TieSettler.Settled, upTo place: Int) {
    switch settled.breaker {
    case .ballotOrder: if decidingTie.isEmpty { decidingTie = Set(settled.order) }
    case .younger: return
    case .draw:
      guard !settled.isPending else {
        needsBeacon = true
        return
      }
      var left = settled.order.map { paper[$0].id }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      for (offset, index) in settled.order.enumerated() where left.count > 1 && settled.firstPlace + offset <= place {
        let lot = DrawnLot(
          label: "\(settled.label)#\(settled.firstPlace + offset)", among: left, drawn: paper[index].id)
        if !draws.contains(lot) { draws.append(lot) }
        left.removeAll { $0 == paper[index].id }
      }
    }
  }
}
