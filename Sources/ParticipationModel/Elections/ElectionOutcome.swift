import EventModel

/// What a count decides under the rules of its election.
package struct ElectionOutcome: Sendable, Equatable {
  /// One figure an option, in ballot order.
  package var results: [OptionResult]
  /// Options whose tie was broken by ballot order and decided the outcome.
  package var decidingTie: [String]

  /// Applies the election's allocation to a count.
  package init(_ count: ElectionCount, of called: ElectionCalled) throws {
    var selected: Set<String> = []
    decidingTie = []
    if let rule = called.allocation {
      let options = called.options.enumerated().map { index, option in
        AllocationOption(
          id: option.id, votes: count.votes[index], score: count.scores[index], cost: option.cost)
      }
      let allocation = try rule.allocate(options)
      selected = Set(allocation.selected.map(\.id))
      decidingTie = allocation.decidingTie ?? []
    }
    results = called.options.enumerated().map { index, option in
      OptionResult(
        option: option.id, votes: count.votes[index], score: count.scores[index],
        isSelected: selected.contains(option.id))
    }
  }
}

/// The figures of one option.
public struct OptionResult: Hashable, Sendable {
  /// The option's id.
  public var option: String
  /// Live ballots that name it.
  public var votes: UInt64
  /// The sum of its points; its votes where ballots carry none.
  public var score: UInt64
  /// Whether the allocation selects it.
  public var isSelected: Bool
}
