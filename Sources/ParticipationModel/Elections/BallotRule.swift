public import EventModel

/// What makes a ballot of an election valid; frozen when the election is called.
public struct BallotRule: Described, Hashable {
  /// How a ballot is filled in.
  public var kind = BallotKind.chooseOne
  /// How many options a ballot names, unless it is blank.
  public var choices = 1...1
  /// Cumulative: the sum of a ballot's points.
  public var sum = 0...0
  /// Ordinal: the points for rank 1, 2, …, one number for each possible choice.
  public var rankPoints: [UInt32] = []
  /// Whether a later ballot of the same voter supersedes the earlier one.
  public var isRevisable = false
  /// Whether a ballot may name no option.
  public var allowsBlank = false
  /// The options of a ballot cost at most this many cents together; 0: no limit.
  public var maximumCost: Int64 = 0
  /// Which ballot counts if a voter casts several; nil: as `isRevisable` says.
  public var channelRule: ChannelRule?
  /// Whether preferences must be for persons of different gender. Online, a ballot that breaks this is refused; on
  /// paper, a later preference for the same gender is void.
  public var isGenderBalanced = false
  /// Whose candidates a ballot may name.
  public var scope = BallotScope.all
  /// Ranked: what happens at a rank that names several options.
  public var overvotes = OvervoteRule.exhausts
  /// Ranked: what happens at a rank that names none.
  public var skipped = SkippedRule.passedOver

  /// A rule; `ElectionCalled` checks that it fits the options.
  public init(
    kind: BallotKind, choices: ClosedRange<Int>, sum: ClosedRange<Int> = 0...0, rankPoints: [UInt32] = [],
    isRevisable: Bool = false, allowsBlank: Bool = false, maximumCost: Int64 = 0, channelRule: ChannelRule? = nil,
    isGenderBalanced: Bool = false, scope: BallotScope = .all, overvotes: OvervoteRule = .exhausts,
    skipped: SkippedRule = .passedOver
  ) {
    self.kind = kind
    self.choices = choices
    self.sum = sum
    self.rankPoints = rankPoints
    self.isRevisable = isRevisable
    self.allowsBlank = allowsBlank
    self.maximumCost = maximumCost
    self.channelRule = channelRule
    self.isGenderBalanced = isGenderBalanced
    self.scope = scope
    self.overvotes = overvotes
    self.skipped = skipped
  }

  /// A rule without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.choice(1, "kind", &kind)
    try fields.range((2, "minChoices"), (3, "maxChoices"), &choices, 1...ElectionCalled.maximumOptions)
    try fields.range((4, "minSum"), (5, "maxSum"), &sum, 0...1_000_000)
    try fields.numbers(6, "rankPoints", &rankPoints, 0...1_000_000)
    try fields.flag(7, "revisable", &isRevisable)
    try fields.flag(8, "blankAllowed", &allowsBlank)
    try fields.cents(9, "maxCost", &maximumCost)
    try fields.choice(10, "channelRule", &channelRule)
    try fields.flag(11, "differentGender", &isGenderBalanced)
    try fields.choice(12, "scope", &scope)
    try fields.choice(13, "overvotes", &overvotes)
    try fields.choice(14, "skipped", &skipped)
    try fields.check(
      kind != .chooseOne || choices == 1...1, "maxChoices", "expected minChoices and maxChoices to be 1 for CHOOSE_ONE")
    try fields.check(
      (kind == .cumulative) == (sum.upperBound > 0), "maxSum", "only cumulative ballots have a sum, and they need one")
    try fields.check(
      rankPoints.count == (kind == .ordinal ? choices.upperBound : 0), "rankPoints",
      "\(rankPoints.count) numbers: expected one for each of maxChoices ranks of an ordinal ballot, else none")
    try fields.check(
      kind == .ranked || (overvotes, skipped) == (.exhausts, .passedOver), "overvotes",
      "only ranked ballots have rules for over-voted and skipped ranks")
    try fields.check(
      channelRule == nil || channelRule == .firstWins || isRevisable, "channelRule",
      "a later ballot can count only if ballots are revisable")
  }

  /// An example is an approval of up to three options.
  public mutating func completeExample() { self = BallotRule(kind: .approval, choices: 1...3) }
}

/// How a ballot is filled in.
public enum BallotKind: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// Exactly one option.
  case chooseOne
  /// Between the least and the most options, all equal.
  case approval
  /// Points on options, within bounds of their sum.
  case cumulative
  /// Options in order of preference; each rank earns its points.
  case ordinal
  /// Plain preferences up to a number.
  case preferences
  /// Ranks, of which some may be skipped or name several options; counted by transfers.
  case ranked
}

extension OvervoteRule: Choice {
  /// True: exhausted, unless the message says otherwise.
  public static var isFirstZero: Bool { true }
}

extension SkippedRule: Choice {
  /// True: passed over, unless the message says otherwise.
  public static var isFirstZero: Bool { true }
}
