import EventModel
import ParticipationModel
import Testing

/// What a ballot may say, for each kind of ballot.
@Suite struct BallotValidityTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var rule: BallotRule
    var options: [String]
    var points: [UInt32] = []
    /// Nil if the ballot is taken.
    var code: RejectionCode?

    var testDescription: String { "\(rule.kind) \(options) \(points): \(code?.description ?? "taken")" }
  }

  private static let one = BallotRule(kind: .chooseOne, choices: 1...1)
  private static let approval = BallotRule(kind: .approval, choices: 2...3)
  private static let cumulative = BallotRule(kind: .cumulative, choices: 1...3, sum: 3...5)
  private static let ordinal = BallotRule(kind: .ordinal, choices: 2...3, rankPoints: [3, 2, 1])
  private static let preferences = BallotRule(kind: .preferences, choices: 1...2)
  private static let blank = BallotRule(kind: .cumulative, choices: 2...3, sum: 3...5, allowsBlank: true)
  private static let dear = BallotRule(kind: .approval, choices: 1...4, maximumCost: 60)

  @Test(arguments: [
    Case(rule: one, options: ["a"]),
    Case(rule: one, options: [], code: .blankNotAllowed),
    Case(rule: one, options: ["a", "b"], code: .tooManyPreferences),
    Case(rule: one, options: ["x"], code: .unknownCandidate),
    Case(rule: one, options: [""], code: .unknownCandidate),
    Case(rule: one, options: ["a"], points: [1], code: .pointsOutOfRange),
    Case(rule: approval, options: ["b", "a"]),
    Case(rule: approval, options: ["a", "b", "d"]),
    Case(rule: approval, options: ["a"], code: .tooFewPreferences),
    Case(rule: approval, options: ["a", "b", "c", "d"], code: .tooManyPreferences),
    Case(rule: approval, options: ["a", "a"], code: .duplicatePreference),
    Case(rule: approval, options: ["a", "b", "a"], code: .duplicatePreference),
    Case(rule: approval, options: ["a", "A"], code: .unknownCandidate),
    Case(rule: approval, options: [], points: [1], code: .tooFewPreferences),
    Case(rule: ordinal, options: ["d", "a"]),
    Case(rule: ordinal, options: ["d", "a", "b"]),
    Case(rule: ordinal, options: ["d"], code: .tooFewPreferences),
    Case(rule: ordinal, options: ["d", "a", "d"], code: .duplicatePreference),
    Case(rule: ordinal, options: ["d", "a"], points: [2, 1], code: .pointsOutOfRange),
    Case(rule: preferences, options: ["c"]),
    Case(rule: preferences, options: ["c", "b", "a"], code: .tooManyPreferences),
  ])
  func takesWhatTheKindAllows(ballot: Case) throws { try check(ballot) }

  @Test(arguments: [
    Case(rule: cumulative, options: ["a"], points: [3]),
    Case(rule: cumulative, options: ["a", "b"], points: [1, 4]),
    Case(rule: cumulative, options: ["a", "b"], points: [1, 1], code: .pointsOutOfRange),
    Case(rule: cumulative, options: ["a", "b"], points: [1, 5], code: .pointsOutOfRange),
    Case(rule: cumulative, options: ["a", "b"], points: [0, 3], code: .pointsOutOfRange),
    Case(rule: cumulative, options: ["a", "b"], points: [3], code: .pointsOutOfRange),
    Case(rule: cumulative, options: ["a"], points: [1, 2], code: .pointsOutOfRange),
    Case(rule: cumulative, options: ["a"], code: .pointsOutOfRange),
    Case(rule: cumulative, options: ["a", "b", "c"], points: [.max, .max, .max], code: .pointsOutOfRange),
    Case(rule: cumulative, options: [], code: .blankNotAllowed),
  ])
  func addsUpPoints(ballot: Case) throws { try check(ballot) }

  @Test(arguments: [
    Case(rule: blank, options: []),
    Case(rule: blank, options: [], points: [3], code: .tooFewPreferences),
    Case(rule: blank, options: ["a"], points: [3], code: .tooFewPreferences),
    Case(rule: dear, options: ["b", "d"]),
    Case(rule: dear, options: ["a", "b", "c"]),
    Case(rule: dear, options: ["c", "d"], code: .tooExpensive),
    Case(rule: dear, options: ["a", "b", "c", "d"], code: .tooExpensive),
  ])
  func takesBlankBallotsAndBoundsCosts(ballot: Case) throws { try check(ballot) }

  @Test func namesADistrictWhereThereAreAny() throws {
    let city = try MemoryCity.voting(.example(Self.preferences, districts: ["Nord", "Sud"]))
    city.expect(.wrongDistrict, BallotCast.of(1, ["a"]))
    city.expect(.wrongDistrict, BallotCast.of(1, ["a"], district: "Est"))
    try city.record(BallotCast.of(1, ["a"], district: "Sud"))
    let undivided = try MemoryCity.voting(.example(Self.preferences))
    undivided.expect(.wrongDistrict, BallotCast.of(1, ["a"], district: "Sud"))
  }

  private func check(_ ballot: Case) throws {
    let city = try MemoryCity.voting(.example(ballot.rule))
    let act = BallotCast.of(1, ballot.options, points: ballot.points)
    if let code = ballot.code { city.expect(code, act) } else { try city.record(act) }
  }
}
