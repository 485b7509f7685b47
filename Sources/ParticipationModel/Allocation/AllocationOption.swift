/// What can be chosen, with the totals of the count.
public struct AllocationOption: Sendable, Equatable {
  /// Its id, unique among the options.
  public let id: String
  /// The ballots that name it.
  public let votes: UInt64
  /// The points given to it; 0 if ballots carry none.
  public let score: UInt64
  /// What it costs, in cents; 0 if money plays no part.
  public let cost: Int64

  /// Creates an option; its cost is checked by `AllocationRule.allocate(_:)`.
  public init(id: String, votes: UInt64, score: UInt64 = 0, cost: Int64 = 0) {
    self.id = id
    self.votes = votes
    self.score = score
    self.cost = cost
  }

  /// The total that a rule ranks by.
  func value(of measure: AllocationMeasure) -> UInt64 {
    switch measure {
    case .votes: votes
    case .score: score
    }
  }
}
