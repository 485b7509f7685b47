/// The vote that shares of money come from: who approves of what, at what cost.
struct Purse {
  /// The cost of each project, in cents.
  let costs: [UInt64]
  /// How many voters approve of each project.
  private(set) var approvals: [UInt64]
  /// The groups of equal ballots that approve of each project, ascending.
  private(set) var supporters: [[Int]]
  /// How many voters each group has.
  private(set) var voters: [UInt64] = []
  /// All voters, also those who approve of nothing.
  private(set) var electorate: UInt64 = 0
  let budget: UInt64
  let breaking: TieBreaking

  init(
    _ costs: [UInt64], ballots: [ApprovalBallot], budget: UInt64, _ breaking: TieBreaking
  ) throws(CountingError) {
    (self.costs, self.budget, self.breaking) = (costs, budget, breaking)
    approvals = Array(repeating: 0, count: costs.count)
    supporters = Array(repeating: [], count: costs.count)
    for (approved, count) in try grouped(ballots) {
      for project in approved {
        approvals[project] += count
        supporters[project].append(voters.count)
      }
      voters.append(count)
    }
  }

  /// The voters of each set of approved projects.
  private mutating func grouped(_ ballots: [ApprovalBallot]) throws(CountingError) -> [[Int]: UInt64] {
    var groups: [[Int]: UInt64] = [:]
    for ballot in ballots where ballot.count > 0 {
      if let stranger = ballot.approved.first(where: { !costs.indices.contains($0) }) { throw .unknownOption(stranger) }
      let (sum, overflows) = electorate.addingReportingOverflow(ballot.count)
      guard !overflows else { throw .tooManyBallots }
      electorate = sum
      let approved = Set(ballot.approved).sorted()
      if !approved.isEmpty { groups[approved, default: 0] += ballot.count }
    }
    return groups
  }

  /// Whether a project has a cost and somebody to bear it.
  func isForSale(_ project: Int) -> Bool { costs[project] > 0 && approvals[project] > 0 }

  /// The outcome with shares raised by this many cents at a time, and the first tie that decided it.
  func spend(increment: UInt64) throws -> (outcome: [Int], decidingTie: [Int]?) {
    guard electorate > 0 else { return ([], nil) }
    var share = Natural(budget)
    var last = try Spending.outcome(of: self, share: share)
    var tie: [Int]?
    for _ in 0..<(increment > 0 ? EqualShares.maximumRaises : 0) {
      guard let rest = left(after: last.bought), hasRoom(in: rest, beside: last.bought) else { break }
      let raised = share + Natural(increment) * electorate
      let next = try Spending.outcome(of: self, share: raised)
      if left(after: next.bought) == nil {
        tie = try decidingTie(of: next, share: raised) { left(after: $0) != nil }
        break
      }
      (share, last) = (raised, next)
    }
    let chosen = Set(last.bought)
    tie = try decidingTie(of: last, share: share) { Set($0) != chosen } ?? tie
    return (costs.indices.filter { costs[$0] == 0 && approvals[$0] > 0 } + last.bought, tie)
  }

  /// The first choice of a run after which another would have led to something that `differs`.
  private func decidingTie(
    of outcome: Spending.Outcome, share: Natural, _ differs: ([Int]) -> Bool
  ) throws -> [Int]? {
    for choice in outcome.choices {
      for other in choice.tied where other != choice.bought {
        let alternative = try Spending.outcome(of: self, share: share, forcing: (choice.step, other))
        if differs(alternative.bought) { return choice.tied }
      }
    }
    return nil
  }

  /// What is left of the budget after these projects; nothing if they cost more.
  func left(after projects: [Int]) -> UInt64? {
    var left = budget
    for project in projects {
      guard costs[project] <= left else { return nil }
      left -= costs[project]
    }
    return left
  }

  private func hasRoom(in left: UInt64, beside projects: [Int]) -> Bool {
    costs.indices.contains { isForSale($0) && costs[$0] <= left && !projects.contains($0) }
  }
}
