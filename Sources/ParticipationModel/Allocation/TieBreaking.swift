/// What is decided between equals.
public enum TiePurpose: Hashable, Sendable {
  /// Whose surplus is transferred first: the first of the order.
  case surplus
  /// Who is excluded: the last of the order.
  case exclusion
  /// Who comes before whom among candidates elected at once, or neither elected nor excluded.
  case ranking
  /// Which project is funded next: the first of the order.
  case selection
}

/// How equals are put in order when the rule itself cannot.
public struct TieBreaking: Sendable {
  /// Puts indexes of options in order, the best first.
  public typealias Order = @Sendable (_ tied: [Int], _ purpose: TiePurpose, _ round: Int) throws -> [Int]

  private let order: Order

  /// Breaks ties by a function.
  ///
  /// It is given the indexes of at least two options, ascending, and the number of the round that is being decided,
  /// from 1. It must return them in the same order each time it is asked.
  public init(_ order: @escaping Order) {
    self.order = order
  }

  /// The option that comes first on the ballot is the better.
  public static let ballotOrder = TieBreaking { tied, _, _ in tied }

  /// - Throws: What the function throws, and `CountingError.notAnOrder` when it returns anything but an order.
  func order(_ tied: [Int], for purpose: TiePurpose, in round: Int) throws -> [Int] {
    let tied = tied.sorted()
    let ordered = try order(tied, purpose, round)
    guard ordered.sorted() == tied else { throw CountingError.notAnOrder(of: tied) }
    return ordered
  }
}

/// A tie that a count had to settle.
public struct Tie: Sendable, Hashable {
  /// The round that it decided, from 1.
  public let round: Int
  /// What it decided.
  public let purpose: TiePurpose
  /// The indexes of the equals, ascending.
  public let tied: [Int]
  /// Those whom earlier rounds could not tell apart either, among whom the breaker decided; empty when earlier rounds
  /// did.
  public let drawn: [Int]
  /// How it was settled: the one transferred, excluded or funded, or all in order for a ranking.
  public let outcome: [Int]

  package init(round: Int, purpose: TiePurpose, tied: [Int], drawn: [Int], outcome: [Int]) {
    (self.round, self.purpose, self.tied, self.drawn, self.outcome) = (round, purpose, tied, drawn, outcome)
  }
}

/// Ballots, a rule or a breaker of ties that make no sense.
public enum CountingError: Error, Equatable, Sendable {
  /// A ballot names an option that does not exist; its index.
  case unknownOption(Int)
  /// There are more ballots than the arithmetic holds.
  case tooManyBallots
  /// The increment, in cents, is less than nothing.
  case negativeIncrement(Int64)
  /// A breaker of ties returned something else than an order of these.
  case notAnOrder(of: [Int])
}
