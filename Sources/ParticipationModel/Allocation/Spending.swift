/// One run of the Method of Equal Shares: voters with equal shares buy projects until they can afford no more.
///
/// All money is counted in one unit, a cent / `denominator`. A price that this unit cannot express makes the unit
/// smaller; so nothing is ever rounded.
struct Spending {
  /// What a project costs those who can pay in full: `amount / payers` units each.
  struct Price {
    var amount: Natural
    var payers: UInt64
    /// Whether it was found since something was last bought; an older one may have risen, never fallen.
    var isCurrent = false
  }

  /// A choice between projects of equal price for what they give.
  struct Choice {
    var step: Int
    var tied: [Int]
    var bought: Int
  }

  /// What a run bought, in order, and between what it had to choose.
  struct Outcome {
    var bought: [Int] = []
    var choices: [Choice] = []
  }

  private let purse: Purse
  private var denominator: Natural
  private var money: [Natural]
  /// The projects that may be affordable still.
  private var prices: [Price?]

  /// Runs with a share of `share / electorate` cents for each voter.
  static func outcome(
    of purse: Purse, share: Natural, forcing forced: (step: Int, project: Int)? = nil
  ) throws -> Outcome {
    var spending = Spending(purse, share: share)
    var outcome = Outcome()
    while true {
      let best = spending.best()
      if best.isEmpty { return outcome }
      let step = outcome.bought.count + 1
      var choice = best[0]
      if let forced, forced.step == step {
        choice = forced.project
      } else if best.count > 1 {
        choice = try purse.breaking.order(best, for: .selection, in: step)[0]
        outcome.choices.append(Choice(step: step, tied: best, bought: choice))
      }
      spending.buy(choice)
      outcome.bought.append(choice)
    }
  }

  private init(_ purse: Purse, share: Natural) {
    self.purse = purse
    denominator = Natural(purse.electorate)
    money = Array(repeating: share, count: purse.voters.count)
    prices = purse.costs.indices.map { [denominator] project in
      guard purse.isForSale(project) else { return nil }
      return Price(amount: denominator * purse.costs[project], payers: purse.approvals[project])
    }
  }

  /// The affordable projects that cost their supporters least for what they give, ascending.
  private mutating func best() -> [Int] {
    while true {
      let best = cheapest()
      let outdated = best.filter { prices[$0]?.isCurrent == false }
      if outdated.isEmpty { return best }
      for project in outdated { prices[project] = price(of: project) }
    }
  }

  /// The projects with the least price by the prices at hand.
  private func cheapest() -> [Int] {
    var cheapest: [Int] = []
    var least: (price: Price, cost: UInt64)?
    for (project, price) in prices.enumerated() {
      guard let price else { continue }
      let cost = purse.costs[project]
      if let least {
        let (one, other) = (price.amount * least.price.payers * least.cost, least.price.amount * price.payers * cost)
        if other < one { continue }
        if one < other { cheapest = [] }
      }
      least = (price, cost)
      cheapest.append(project)
    }
    return cheapest
  }

  /// The present price of a project; nothing if its supporters have too little left.
  private func price(of project: Int) -> Price? {
    var price = Price(
      amount: denominator * purse.costs[project], payers: purse.approvals[project], isCurrent: true)
    var payers = purse.supporters[project]
    while price.payers > 0 {
      // Whoever has less than that gives all and leaves the rest to the others, who then may have too little in turn.
      let part = price.amount.divided(by: price.payers)
      let poorest = part.remainder > 0 ? part.quotient + Natural(1) : part.quotient
      let rich = payers.filter { money[$0] >= poorest }
      if rich.count == payers.count { return price }
      for group in payers where money[group] < poorest {
        price.amount.subtract(money[group], times: purse.voters[group])
        price.payers -= purse.voters[group]
      }
      payers = rich
    }
    return nil
  }

  /// Takes the price of a project from its supporters.
  private mutating func buy(_ project: Int) {
    guard let price = prices[project] else { return }
    prices[project] = nil
    let (_, remainder) = price.amount.divided(by: price.payers)
    let factor = price.payers / greatestCommonDivisor(remainder, price.payers)
    if factor > 1 { divideUnit(by: factor) }
    let payment = (price.amount * factor).divided(by: price.payers).quotient
    for group in purse.supporters[project] {
      money[group] = money[group] > payment ? money[group] - payment : Natural(0)
    }
    for other in prices.indices { prices[other]?.isCurrent = false }
  }

  private mutating func divideUnit(by factor: UInt64) {
    denominator *= factor
    for group in money.indices { money[group] *= factor }
    for project in prices.indices { prices[project]?.amount *= factor }
  }

  private func greatestCommonDivisor(_ one: UInt64, _ other: UInt64) -> UInt64 {
    var (one, other) = (one, other)
    while other > 0 { (one, other) = (other, one % other) }
    return one
  }
}
