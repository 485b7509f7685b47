import EventModel

extension ElectionRules {
  /// Whether a choice is a valid ballot of this election.
  func check(options: [String], points: [UInt32]) throws(Rejection) {
    let rule = called.ballot
    if options.isEmpty && points.isEmpty {
      guard rule.allowsBlank else {
        throw refusal(
          "BlankNotAllowed", "the ballot names no option", "a blank ballot is valid only where the rules say so")
      }
      return
    }
    let indexes = try check(options: options)
    try check(points: points, of: options, rule)
    try check(cost: indexes, rule)
  }

  private func check(options: [String]) throws(Rejection) -> [Int] {
    let choices = called.ballot.choices
    guard options.count <= choices.upperBound else {
      throw refusal(
        "TooManyPreferences", "\(options.count) options are named, and \(choices.upperBound) are allowed",
        "a ballot names at most \(choices.upperBound)")
    }
    guard options.count >= choices.lowerBound else {
      throw refusal(
        "TooFewPreferences", "\(options.count) options are named, and \(choices.lowerBound) are needed",
        "a ballot names at least \(choices.lowerBound)")
    }
    var indexes: [Int] = []
    indexes.reserveCapacity(options.count)
    for option in options {
      guard let index = optionIndexes[option] else {
        throw refusal(
          "UnknownCandidate", "“\(option)” is not on the ballot paper", "a ballot names options of its election")
      }
      guard !indexes.contains(index) else {
        throw refusal("DuplicatePreference", "“\(option)” is named twice", "a ballot names an option once")
      }
      indexes.append(index)
    }
    return indexes
  }

  private func check(points: [UInt32], of options: [String], _ rule: BallotRule) throws(Rejection) {
    guard points.count == (rule.kind == .cumulative ? options.count : 0) else {
      throw refusal(
        "PointsOutOfRange", "\(points.count) numbers of points for \(options.count) options",
        "each option of a cumulative ballot has its points, and no other ballot has any")
    }
    guard rule.kind == .cumulative else { return }
    let sum = points.reduce(0) { $0 + Int($1) }
    guard rule.sum.contains(sum), points.allSatisfy({ $0 > 0 }) else {
      throw refusal(
        "PointsOutOfRange", "the points add up to \(sum)",
        "each option has at least one point, and all add up to \(rule.sum.lowerBound) to \(rule.sum.upperBound)")
    }
  }

  private func check(cost indexes: [Int], _ rule: BallotRule) throws(Rejection) {
    guard rule.maximumCost > 0 else { return }
    let cost = indexes.reduce(0) { $0 + called.options[$1].cost }
    guard cost <= rule.maximumCost else {
      throw refusal(
        "TooExpensive", "the options cost \(cost) cents together",
        "the options of a ballot cost at most \(rule.maximumCost) cents")
    }
  }

  private func refusal(_ code: RejectionCode, _ message: String, _ rule: String) -> Rejection {
    Rejection(code, message, rule: rule, positions: [calledAt])
  }
}
