import EventModel
import ParticipationModel
import Testing
import TransparencyLog

/// Counting with revisions and annulments, against a count of the ballots that are left in the end.
@Suite struct ElectionCountTests {
  private static let rules = [
    BallotRule(kind: .chooseOne, choices: 1...1, isRevisable: true, allowsBlank: true),
    BallotRule(kind: .approval, choices: 1...4, isRevisable: true),
    BallotRule(kind: .cumulative, choices: 1...4, sum: 1...20, isRevisable: true, allowsBlank: true),
    BallotRule(kind: .ordinal, choices: 1...4, rankPoints: [7, 4, 2, 0], isRevisable: true),
    BallotRule(kind: .preferences, choices: 1...2, isRevisable: true, allowsBlank: true),
  ]

  @Test(arguments: rules.indices) func countsWhatIsLeft(kind: Int) throws {
    let rule = Self.rules[kind]
    for seed in UInt64(0)..<8 {
      var random = SplitMix64(seed: seed &* 31 &+ UInt64(kind))
      let called = ElectionCalled.example(rule, allocation: .topSeats(2))
      let city = try MemoryCity.voting(called)
      let live = try vote(in: city, rule, &random)
      try city.close()
      let acts = try city.decide(ResultCertified(election: named("e")), by: commissioners[0])
      let result = try #require((acts.first as? ResultCertified)?.result)
      let count = try self.count(city, called)
      #expect(result.live == UInt64(live.count), "seed \(seed)")
      #expect(result.blank == UInt64(live.values.count { $0.ballot.options.isEmpty }), "seed \(seed)")
      for (index, option) in called.options.enumerated() {
        let naive = self.naive(option.id, Array(live.values), rule)
        #expect(result.options[index].votes == naive.votes, "seed \(seed), \(option.id)")
        #expect(result.options[index].score == naive.score, "seed \(seed), \(option.id)")
        #expect(count.votes[index] == naive.votes && count.scores[index] == naive.score, "seed \(seed)")
      }
    }
  }

  /// A ballot is valid if its options are texts of the paper, whatever bytes spell them; many options share a hash.
  @Test func findsEveryOptionHoweverItIsSpelled() throws {
    let ids = (0..<200).map { "M/\($0)/\u{E9}" }
    let called = ElectionCalled(
      election: named("e"), title: "E", window: nil,
      options: ids.map { BallotOption(id: $0, kind: .project(label: $0, cost: 1)) },
      ballot: BallotRule(kind: .approval, choices: 1...4), allocation: nil)
    var count = ElectionCount(called, paper: called.options)
    for (index, id) in ids.enumerated() {
      for spelled in [id, "M/\(index)/e\u{301}"] {
        let wire = BallotCast.of(1, [spelled]).wire
        try count.add(BallotScan(0..<wire.count, in: wire.span), in: wire.span)
      }
      #expect(count.votes[index] == 2 && count.live == UInt64(2 * index + 2))
    }
    let stranger = BallotCast.of(1, ["M/200/\u{E9}"]).wire
    #expect(throws: WireError.self) {
      try count.add(BallotScan(0..<stranger.count, in: stranger.span), in: stranger.span)
    }
  }

  private typealias Live = [UInt8: (ballot: BallotCast, position: Position)]

  /// Casts, revises and annuls at random; returns each voter's last ballot that stands.
  private func vote(in city: MemoryCity, _ rule: BallotRule, _ random: inout SplitMix64) throws -> Live {
    var live: Live = [:]
    for _ in 0..<150 {
      let voter: UInt8 = random.number(0...20)
      if let (_, position) = live[voter], random.chance(20) {
        let annulment = BallotAnnulled(
          election: named("e"), ballot: position, voterTag: digest(voter), ground: "a double",
          decidedBy: commissioners, minutesHash: digest(8))
        try city.record(annulment, by: commissioners[0], reference: reference)
        live[voter] = nil
      } else {
        let ballot = ballot(of: voter, rule, &random)
        live[voter] = (ballot, try city.record(ballot))
      }
    }
    return live
  }

  private func ballot(of voter: UInt8, _ rule: BallotRule, _ random: inout SplitMix64) -> BallotCast {
    let count = rule.allowsBlank && random.chance(10) ? 0 : random.number(rule.choices)
    let options = Array(["a", "b", "c", "d"].shuffled(using: &random).prefix(count))
    let points = rule.kind == .cumulative ? options.map { _ in random.number(UInt32(1)...5) } : []
    return .of(voter, options, points: points)
  }

  private func naive(
    _ option: String, _ live: [(ballot: BallotCast, position: Position)], _ rule: BallotRule
  ) -> (votes: UInt64, score: UInt64) {
    var (votes, score) = (UInt64(0), UInt64(0))
    for (ballot, _) in live {
      guard let rank = ballot.options.firstIndex(of: option) else { continue }
      votes += 1
      score += UInt64(
        rule.kind == .cumulative ? ballot.points[rank] : rule.kind == .ordinal ? rule.rankPoints[rank] : 1)
    }
    return (votes, score)
  }

  private func count(_ city: MemoryCity, _ called: ElectionCalled) throws -> ElectionCount {
    try #require(try ElectionReading.of(called.stream, in: city)).count
  }
}
