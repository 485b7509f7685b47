import EventModel

extension ElectionRules {
  /// Whether a ballot is a valid one of this election.
  ///
  /// - Returns: places of preferences that are void, on paper.
  func check(_ ballot: BallotCast, channel: Channel) throws(Rejection) -> [UInt32] {
    let rule = called.ballot
    try check(ranks: ballot.ranks, of: ballot.options.count, rule)
    if ballot.options.isEmpty && ballot.points.isEmpty {
      guard rule.allowsBlank else {
        throw refusal(
          .blankNotAllowed, "the ballot names no option", "a blank ballot is valid only if the rules allow it")
      }
      return []
    }
    let indexes = try check(options: ballot.options, ranks: ballot.ranks.isEmpty ? nil : ballot.ranks.count)
    try check(points: ballot.points, of: ballot.options, rule)
    try check(cost: indexes, rule)
    try check(scope: indexes, ballot)
    return rule.isGenderBalanced ? try sameGender(indexes, channel) : []
  }

  /// The indexes of the options; a ranked ballot may repeat one, which counting passes over.
  private func check(options: [String], ranks: Int?) throws(Rejection) -> [Int] {
    let choices = called.ballot.choices
    let count = ranks ?? options.count
    guard count <= choices.upperBound else {
      throw refusal(
        .tooManyPreferences, "\(count) options are named, but only \(choices.upperBound) are allowed",
        "a ballot may name at most \(choices.upperBound)")
    }
    guard count >= choices.lowerBound else {
      throw refusal(
        .tooFewPreferences, "\(count) options are named, but \(choices.lowerBound) are needed",
        "a ballot must name at least \(choices.lowerBound)")
    }
    var indexes: [Int] = []
    indexes.reserveCapacity(options.count)
    for option in options {
      guard let index = optionIndexes[option] else {
        throw refusal(
          .unknownCandidate, "“\(option)” is not on the ballot paper", "a ballot may name only options of its election")
      }
      guard called.ballot.kind == .ranked || !indexes.contains(index) else {
        throw refusal(.duplicatePreference, "“\(option)” is named twice", "a ballot may name an option only once")
      }
      indexes.append(index)
    }
    return indexes
  }

  private func check(points: [UInt32], of options: [String], _ rule: BallotRule) throws(Rejection) {
    guard points.count == (rule.kind == .cumulative ? options.count : 0) else {
      throw refusal(
        .pointsOutOfRange, "points are given \(points.count) times for \(options.count) options",
        "a cumulative ballot gives points to each of its options; other ballots give no points")
    }
    guard rule.kind == .cumulative else { return }
    let sum = points.reduce(0) { $0 + Int($1) }
    guard rule.sum.contains(sum), points.allSatisfy({ $0 > 0 }) else {
      throw refusal(
        .pointsOutOfRange, "the points add up to \(sum)",
        "each option has at least one point, and the sum is \(rule.sum.lowerBound) to \(rule.sum.upperBound)")
    }
  }

  private func check(cost indexes: [Int], _ rule: BallotRule) throws(Rejection) {
    guard rule.maximumCost > 0 else { return }
    let cost = indexes.reduce(0) { $0 + options[$1].cost }
    guard cost <= rule.maximumCost else {
      throw refusal(
        .tooExpensive, "the options cost \(cost) cents together",
        "the options of a ballot may cost at most \(rule.maximumCost) cents together")
    }
  }

  /// Ranks partition the options; only ranked ballots have any.
  private func check(ranks: [UInt32], of count: Int, _ rule: BallotRule) throws(Rejection) {
    if ranks.isEmpty { return }
    let sum = ranks.reduce(0) { $0 + Int($1) }
    guard rule.kind == .ranked, sum == count else {
      throw refusal(
        .ranksOutOfRange, "\(ranks.count) ranks name \(sum) of \(count) options",
        "the ranks of a ranked ballot name each of its options once; other ballots have no ranks")
    }
  }

  private func check(scope indexes: [Int], _ ballot: BallotCast) throws(Rejection) {
    guard called.ballot.scope != .all, let own = districtIndexes[ballot.district] else { return }
    for index in indexes {
      let district = options[index].candidate?.district ?? ""
      let isOwn =
        switch called.ballot.scope {
        case .all: true
        case .district: district == ballot.district
        case .body: districtIndexes[district].map { bodies[$0] == bodies[own] } ?? false
        }
      guard isOwn else {
        throw refusal(
          .wrongDistrict, "“\(options[index].id)” stands in “\(district)”, but the ballot is from “\(ballot.district)”",
          called.ballot.scope == .district
            ? "a ballot may name only candidates of its district"
            : "a ballot may name only candidates of the voter's council")
      }
    }
  }

  /// Places of preferences for a gender that was named before: refused online, void on paper.
  private func sameGender(_ indexes: [Int], _ channel: Channel) throws(Rejection) -> [UInt32] {
    var genders: Set<Gender> = []
    var void: [UInt32] = []
    for (place, index) in indexes.enumerated() {
      guard let gender = options[index].candidate?.gender, !genders.insert(gender).inserted else { continue }
      void.append(UInt32(place))
    }
    guard void.isEmpty || channel == .paper else {
      throw refusal(
        .sameGenderPreferences, "two preferences are for persons of the same gender",
        "several preferences must be for persons of different gender")
    }
    return void
  }

  private func refusal(_ code: RejectionCode, _ message: String, _ rule: String) -> Rejection {
    Rejection(code, message, rule: rule, positions: [calledAt])
  }
}
