import EventModel

/// The rounds of ranked counts, by option ids.
package enum RankedRecount {
  /// The count of each district; nil if the election is not counted by transfers.
  package static func counts(_ reading: ElectionReading, beacon: [UInt8]?) throws -> [ElectionRounds.Count]? {
    switch reading.called.allocation {
    case .scottishSTV?, .instantRunoff?: break
    default: return nil
    }
    let allotment = Allotment(reading, beacon: beacon)
    return try allotment.constituencies.map { constituency in
      let ids = constituency.members.map { reading.paper[$0].id }
      let count = try allotment.rankedCount(constituency, breakingTies: allotment.breaking(constituency))
      return ElectionRounds.Count(
        district: constituency.district, seats: constituency.seats.count, valid: count.valid, void: count.void,
        quota: count.quota, rounds: count.rounds.map { ElectionRounds.Round($0, ids) },
        elected: count.elected.map { ids[$0] }, ranking: count.ranking.map { ids[$0] })
    }
  }
}

extension ElectionRounds.Round {
  fileprivate init(_ round: RankedCount.Round, _ ids: [String]) {
    let (action, candidate): (String, Int?) =
      switch round.action {
      case .firstPreferences: ("firstPreferences", nil)
      case .surplus(let candidate): ("surplus", candidate)
      case .exclusion(let candidate): ("exclusion", candidate)
      }
    self.init(
      action: action, of: candidate.map { ids[$0] }, values: .init(uniqueKeysWithValues: zip(ids, round.values)),
      exhausted: round.exhausted, lost: round.lost, elected: round.elected.map { ids[$0] })
  }
}
