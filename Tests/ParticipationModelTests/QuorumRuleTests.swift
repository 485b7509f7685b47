import ParticipationModel
import Testing

/// The arithmetic of quorums and majorities, over every small case.
@Suite struct QuorumRuleTests {
  @Test(arguments: [QuorumBase.assigned, .inOffice])
  func aShareIsRoundedUpOrExceeded(base: QuorumBase) {
    for denominator in UInt32(1)...6 {
      for numerator in UInt32(1)...denominator {
        for count in UInt32(0)...30 {
          let rule = QuorumRule(base: base, numerator: numerator, denominator: denominator)
          let least = (0...count).first { $0 * denominator >= count * numerator }
          #expect(rule.required(of: count) == least)
          let exceeding = QuorumRule(
            base: base, numerator: numerator, denominator: denominator, isExceeding: true)
          let more = (0...count + 1).first { $0 * denominator > count * numerator }
          #expect(exceeding.required(of: count) == more)
        }
      }
    }
  }

  @Test(arguments: UInt32(0)...10) func aMinimumIsNeededInAnyCase(count: UInt32) {
    let rule = QuorumRule(base: .assigned, numerator: 1, denominator: 3, minimum: 3)
    #expect(rule.required(of: count) == max(3, (count + 2) / 3))
  }

  @Test(arguments: UInt32(0)...10) func ofThosePresentOnlyTheMinimumIsNeeded(count: UInt32) {
    #expect(QuorumRule(base: .present, numerator: 1, denominator: 1).required(of: count) == 0)
    #expect(QuorumRule(base: .present, minimum: 4).required(of: count) == 4)
  }

  @Test(arguments: [(1, 2), (2, 3), (3, 4)] as [(UInt32, UInt32)])
  func aMajorityExceedsItsShare(numerator: UInt32, denominator: UInt32) {
    let rule = MajorityRule(numerator: numerator, denominator: denominator)
    for counted in UInt32(0)...30 {
      let least = (0...counted + 1).first { $0 * denominator > counted * numerator }
      #expect(rule.required(of: counted) == least)
    }
  }

  @Test func abstentionsCountWhereTheRuleSaysSo() {
    let tally = VoteTally(yes: 3, no: 2, abstain: 4)
    #expect(MajorityRule().counted(of: tally) == 5)
    #expect(MajorityRule(countsAbstentions: true).counted(of: tally) == 9)
  }
}
