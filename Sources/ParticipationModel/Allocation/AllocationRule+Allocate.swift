extension AllocationRule {
  /// Chooses among `options`, given in their declared order.
  ///
  /// Money is only ever subtracted from a budget that covers it, so that no sum can overflow.
  ///
  /// - Throws: `AllocationError` when an id is repeated, an amount is negative, or the rule needs the ballots.
  public func allocate(_ options: [AllocationOption]) throws(AllocationError) -> Allocation {
    try Self.check(options)
    switch self {
    case .topSeats(let seats):
      return Self.topSeats(Int(seats), Self.ranked(options, by: .votes))
    case .greedy(let budget, let measure, let skips, let threshold):
      guard budget >= 0 else { throw .negativeBudget(budget) }
      let eligible = options.filter { $0.value(of: measure) >= threshold ?? 0 }
      return Self.greedy(budget, measure, skips: skips, Self.ranked(eligible, by: measure))
    case .scottishSTV, .instantRunoff, .equalShares: throw .ballotsNeeded
    }
  }

  static func check(_ options: [AllocationOption]) throws(AllocationError) {
    var ids: Set<String> = []
    for option in options {
      guard ids.insert(option.id).inserted else { throw .repeatedOption(option.id) }
      guard option.cost >= 0 else { throw .negativeCost(option.id) }
    }
  }

  /// The options in groups of equal value, the greatest first; within a group in declared order.
  private static func ranked(
    _ options: [AllocationOption], by measure: AllocationMeasure
  ) -> [[AllocationOption]] {
    Dictionary(grouping: options) { $0.value(of: measure) }.sorted { $0.key > $1.key }.map(\.value)
  }
}

extension AllocationRule {
  private static func topSeats(_ seats: Int, _ groups: [[AllocationOption]]) -> Allocation {
    var allocation = Allocation()
    for group in groups {
      let left = seats - allocation.selected.count
      guard left > 0 else { break }
      if group.count > left { allocation.decidingTie = group.map(\.id) }
      allocation.selected += group.prefix(left).map { .init(id: $0.id, value: $0.votes, moneyLeft: nil) }
    }
    return allocation
  }

  private static func greedy(
    _ budget: Int64, _ measure: AllocationMeasure, skips: Bool, _ groups: [[AllocationOption]]
  ) -> Allocation {
    var allocation = Allocation()
    var left = budget
    var goesOn = true
    for group in groups where goesOn {
      if allocation.decidingTie == nil {
        allocation.decidingTie = rivals(in: group, skips: skips, budget: left)?.map(\.id)
      }
      for option in group where goesOn {
        if option.cost <= left {
          left -= option.cost
          allocation.selected.append(.init(id: option.id, value: option.value(of: measure), moneyLeft: left))
        } else {
          goesOn = skips
        }
      }
    }
    allocation.moneyLeft = left
    return allocation
  }

  /// The options of one group among which the order decides, if it does.
  ///
  /// With skipping, those that cost too much on their own are out in any order, and the others all win if
  /// there is money for all of them. Without it, one that costs too much is a rival too: it ends the
  /// selection.
  private static func rivals(
    in group: [AllocationOption], skips: Bool, budget: Int64
  ) -> [AllocationOption]? {
    let affordable = group.filter { $0.cost <= budget }
    if affordable.isEmpty { return nil }
    let rivals = skips ? affordable : group
    return canPay(for: rivals, with: budget) ? nil : rivals
  }

  private static func canPay(for options: [AllocationOption], with budget: Int64) -> Bool {
    var left = budget
    for option in options {
      guard option.cost <= left else { return false }
      left -= option.cost
    }
    return true
  }
}
