import EventModel
import TransparencyLog

/// Seats that are filled by transfers of ranked ballots.
extension Allotment {
  /// Counts a constituency's ranked ballots, round by round.
  ///
  /// Candidates who withdrew after the opening are passed over, as if ballots did not name them.
  ///
  /// - Returns: the count, over the constituency's candidates by their places in `members`.
  func rankedCount(_ constituency: Constituency, breakingTies: TieBreaking) throws -> RankedCount {
    let local = Dictionary(uniqueKeysWithValues: constituency.members.enumerated().map { ($1, $0) })
    let ballots = try count.ballots().compactMap { ranks, number in
      // A ballot of another district names nobody who stands here.
      guard ranks.joined().isEmpty || ranks.joined().contains(where: { local[$0] != nil }) else {
        return RankedBallot?.none
      }
      return RankedBallot(ranks: standing(ranks).map { $0.compactMap { local[$0] } }, count: number)
    }
    let rule: RankedRule =
      if case .scottishSTV? = called.allocation {
        .scottish(seats: UInt32(constituency.seats.count))
      } else { .instantRunoff(tieByHistory: true) }
    let reading = RankReading(overvotes: called.ballot.overvotes, skipped: called.ballot.skipped)
    return try rule.count(
      ballots, candidates: constituency.members.count, reading: reading, breakingTies: breakingTies)
  }

  /// The ranks without those who withdrew: a rank that named one of them alone is no skipped rank.
  private func standing(_ ranks: [[Int]]) -> [[Int]] {
    guard !withdrawn.isEmpty else { return ranks }
    return ranks.compactMap { rank in
      let left = rank.filter { !withdrawn.contains($0) }
      return left.isEmpty && !rank.isEmpty ? nil : left
    }
  }

  /// How ties are broken in a constituency's count.
  func breaking(_ constituency: Constituency) -> TieBreaking {
    let settler = settler
    return TieBreaking { tied, _, round in
      let options = tied.map { constituency.members[$0] }
      let settled = settler.order(options, label: Self.label(constituency, round), firstPlace: 1)
      return settled.merged.compactMap { constituency.members.firstIndex(of: $0) }
    }
  }

  private static func label(_ constituency: Constituency, _ round: Int) -> String {
    "\(constituency.district)/round \(round)"
  }

  mutating func transfer(_ constituency: Constituency) throws {
    let result = try rankedCount(constituency, breakingTies: breaking(constituency))
    let members = constituency.members
    for (offset, value) in (result.rounds.first?.values ?? []).enumerated() {
      scores[members[offset]] = value / RankedCount.unit
    }
    let standing = result.ranking.filter { !withdrawn.contains(members[$0]) }
    for (offset, candidate) in standing.enumerated() { places[members[candidate]] = offset + 1 }
    for (seat, candidate) in zip(constituency.seats, result.elected.filter { !withdrawn.contains(members[$0]) }) {
      selected.insert(members[candidate])
      elected.append(
        self.seat(members[candidate], constituency.district, constituency.body, seat, .votes))
    }
    for tie in result.ties where tie.purpose != .ranking && !tie.drawn.isEmpty {
      let drawn = tie.drawn.map { members[$0] }
      for settled in settler.order(drawn, label: Self.label(constituency, tie.round), firstPlace: 1) {
        note(settled, upTo: drawn.count)
      }
    }
  }
}
