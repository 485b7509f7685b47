import EventModel
import SwiftProtobuf

/// What makes a ballot of an election valid; frozen when the election is called.
public struct BallotRule: Hashable, Sendable {
  /// How a ballot is filled in.
  public var kind: BallotKind
  /// How many options a ballot that is not blank names.
  public var choices: ClosedRange<Int>
  /// Cumulative: the sum of a ballot's points.
  public var sum: ClosedRange<Int>
  /// Ordinal: the points of rank 1, 2, …, one for each choice that is possible.
  public var rankPoints: [UInt32]
  /// A later ballot of the same voter supersedes the earlier one.
  public var isRevisable: Bool
  /// A ballot may name no option.
  public var allowsBlank: Bool
  /// The options of a ballot cost at most this many cents together; 0 is no bound.
  public var maximumCost: Int64
  /// Which ballot counts where a voter casts several; nil: as `isRevisable` says.
  public var channelRule: ChannelRule?
  /// Preferences are for persons of different gender: refused online; on paper a later one of the same gender is
  /// void.
  public var isGenderBalanced: Bool
  /// Whose candidates a ballot may name.
  public var scope: BallotScope
  /// Ranked: what becomes of a rank that names several options.
  public var overvotes: OvervoteRule
  /// Ranked: what becomes of a rank that names none.
  public var skipped: SkippedRule

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
}

/// How a ballot is filled in.
public enum BallotKind: String, Hashable, Sendable, CaseIterable, Codable {
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

extension BallotRule {
  init(message: Albo_V1_BallotRule) throws(InvalidAct) {
    let kind = try BallotKind(message: message.kind, "ballot.kind", reason: "a kind of ballot is needed")
    let (least, most) = (Int(message.minChoices), Int(message.maxChoices))
    guard least >= 1, least <= most, most <= ElectionCalled.maximumOptions else {
      throw InvalidAct(
        field: "ballot.maxChoices", reason: "1 ≤ minChoices ≤ maxChoices ≤ \(ElectionCalled.maximumOptions) is needed")
    }
    let (leastSum, mostSum) = (Int(message.minSum), Int(message.maxSum))
    guard leastSum <= mostSum, mostSum <= 1_000_000, (kind == .cumulative) == (mostSum > 0) else {
      throw InvalidAct(
        field: "ballot.maxSum", reason: "minSum ≤ maxSum ≤ 1000000 is needed for cumulative points, and only there")
    }
    guard message.rankPoints.count == (kind == .ordinal ? most : 0),
      message.rankPoints.allSatisfy({ $0 <= 1_000_000 })
    else {
      throw InvalidAct(
        field: "ballot.rankPoints",
        reason: "one number up to 1000000 for each of maxChoices ranks is needed, for ordinal ballots only")
    }
    guard kind != .chooseOne || (least, most) == (1, 1) else {
      throw InvalidAct(field: "ballot.maxChoices", reason: "choosing one means minChoices = maxChoices = 1")
    }
    self.init(
      kind: kind, choices: least...most, sum: leastSum...mostSum, rankPoints: message.rankPoints,
      isRevisable: message.revisable, allowsBlank: message.blankAllowed,
      maximumCost: try Fields.cents(message.maxCost, "ballot.maxCost"),
      channelRule: message.channelRule == .unspecified
        ? nil : try ChannelRule(message: message.channelRule, "ballot.channelRule", reason: "an unknown rule"),
      isGenderBalanced: message.differentGender,
      scope: try BallotScope(message: message.scope, "ballot.scope", reason: "an unknown scope"),
      overvotes: try OvervoteRule(message: message.overvotes, "ballot.overvotes", reason: "an unknown rule"),
      skipped: try SkippedRule(message: message.skipped, "ballot.skipped", reason: "an unknown rule"))
    guard kind == .ranked || (overvotes, skipped) == (.exhausts, .passedOver) else {
      throw InvalidAct(field: "ballot.overvotes", reason: "only ranked ballots have ranks to skip")
    }
    guard channelRule == nil || channelRule == .firstWins || isRevisable else {
      throw InvalidAct(field: "ballot.channelRule", reason: "a ballot takes another's place only where it is revisable")
    }
  }

  var message: Albo_V1_BallotRule {
    .with {
      $0.kind = kind.message
      $0.minChoices = UInt32(clamping: choices.lowerBound)
      $0.maxChoices = UInt32(clamping: choices.upperBound)
      $0.minSum = UInt32(clamping: sum.lowerBound)
      $0.maxSum = UInt32(clamping: sum.upperBound)
      $0.rankPoints = rankPoints
      $0.revisable = isRevisable
      $0.blankAllowed = allowsBlank
      $0.maxCost = maximumCost
      $0.channelRule = channelRule?.message ?? .unspecified
      $0.differentGender = isGenderBalanced
      $0.scope = scope.message
      $0.overvotes = overvotes.message
      $0.skipped = skipped.message
    }
  }
}

extension BallotKind: MessageCase {
  var message: Albo_V1_BallotKind {
    switch self {
    case .chooseOne: .chooseOne
    case .approval: .approval
    case .cumulative: .cumulative
    case .ordinal: .ordinal
    case .preferences: .preferences
    case .ranked: .ranked
    }
  }
}

extension OvervoteRule: MessageCase {
  var message: Albo_V1_OvervoteRule {
    switch self {
    case .exhausts: .unspecified
    case .passedOver: .passedOver
    }
  }
}

extension SkippedRule: MessageCase {
  var message: Albo_V1_SkippedRule {
    switch self {
    case .passedOver: .unspecified
    case .exhausts: .exhausts
    case .twoExhaust: .twoExhaust
    }
  }
}
