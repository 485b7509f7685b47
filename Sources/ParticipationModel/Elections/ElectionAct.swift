import EventModel
import TransparencyLog

/// An act of an election that its commission may do.
protocol ElectionAct: CityAct {
  /// The election.
  var election: ID<Election> { get }

  /// SHA-256 of the minutes by which the commission decided; nil if each member decides by an own act.
  var minutesHash: [UInt8]? { get }
}

extension ElectionAct {
  /// None: the act is no decision of the commission.
  var minutesHash: [UInt8]? { nil }

  /// A member of the commission; an office if there is none, or if it records what the minutes say.
  public func require(
    _ entitlement: Entitlement, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    let rules = try ElectionLookup(election, rows).rules
    let commission = rules.called.commission
    if commission.contains(decision.actor) { return }
    guard decision.actor.isOffice, commission.isEmpty || hasMinutes(decision) else {
      throw Rejection(
        commission.isEmpty ? .notEntitled : .notCommission,
        commission.isEmpty
          ? "\(decision.actor) is not an office, and the election has no commission"
          : "\(decision.actor) is not a member of the commission",
        rule: "only the commission named when the election was called decides, annuls and certifies; an office records "
          + "it by the hash of the minutes and the administrative act",
        positions: [rules.calledAt])
    }
    try OfficeRow.require(.elections, decision, rows)
  }

  /// Whether the commission's minutes and the administrative act say what was decided, and by whom.
  func hasMinutes(_ decision: Decision) -> Bool { minutesHash != nil && decision.actReference != nil }
}

extension ElectionLookup {
  /// Refuses a decision that the commission's members have not taken.
  ///
  /// Each member decides by an own act, `CommissionVoted`; whoever acts now decides by this act. Or the minutes say it.
  ///
  /// - Parameters:
  ///   - subject: what is decided, and on what.
  ///   - named: the members of whom the act says that they decided; nil if it names none.
  ///   - needed: how many members must have decided; nil for more than half.
  func requireDecision(
    _ subject: CommissionVotesRow.Subject, named: [Actor]?, needed: Int? = nil, of act: some ElectionAct,
    _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    let commission = rules.called.commission
    if commission.isEmpty && (named ?? []).isEmpty { return }
    let voted = rows.row(CommissionVotesRow.key(rules.called.election, subject), as: CommissionVotesRow.self)
    var decided = voted?.votes.map(\.member) ?? []
    if commission.contains(decision.actor), !decided.contains(decision.actor) {
      try requireUndecided(subject.opposite, decision.actor, rows)
      decided.append(decision.actor)
    }
    let positions = [rules.calledAt] + (voted?.votes.map(\.position) ?? [])
    if let named {
      if !act.hasMinutes(decision),
        let absent = named.first(where: { !decided.contains($0) && commission.contains($0) })
      {
        throw Rejection(
          .notDecided, "\(absent) is named, but has not decided this by an own act", positions: positions)
      }
      guard named.allSatisfy(commission.contains) else {
        throw Rejection(.noMajority, "not all who are named are members of the commission", positions: positions)
      }
      decided = named
    } else if act.hasMinutes(decision) {
      return
    }
    let least = needed ?? commission.count / 2 + 1
    guard decided.count >= least else {
      throw Rejection(
        .noMajority, "\(decided.count) of \(commission.count) members of the commission decided; \(least) are needed",
        positions: positions)
    }
  }

  /// Refuses `AlreadyDecided` if a member has decided a matter by an own act.
  func requireUndecided(
    _ subject: CommissionVotesRow.Subject, _ member: Actor, _ rows: any ConstraintReader
  ) throws(Rejection) {
    let row = rows.row(CommissionVotesRow.key(rules.called.election, subject), as: CommissionVotesRow.self)
    guard let earlier = row?.votes.first(where: { $0.member == member }) else { return }
    throw Rejection(
      .alreadyDecided, "\(member) has already decided this", rule: "a member decides a matter only once",
      positions: [earlier.position])
  }
}

/// What members of the commission have decided each by an own act.
struct CommissionVotesRow: ConstraintValue, Described {
  var votes: [Vote] = []

  struct Vote: Described, Hashable {
    var member = Actor(Blank())
    var position = Position(0)

    init(member: Actor, position: Position) { (self.member, self.position) = (member, position) }
    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.named(1, "member", &member)
      try fields.position(2, "position", &position)
    }
  }

  /// What is decided, and on what.
  struct Subject: Hashable {
    var matter: CommissionMatter
    var candidacy = ""
    var ballot: Position?

    /// What a member who decided so has decided against; itself if there is no other way to decide.
    var opposite: Subject { Subject(matter: matter.opposite, candidacy: candidacy, ballot: ballot) }
  }

  static func key(_ election: ID<Election>, _ subject: Subject) -> ConstraintKey {
    let object = subject.ballot.map { "@\($0)" } ?? subject.candidacy
    return ConstraintKey(
      ElectionCalled.stream(of: election), kind: 9, key: "\(subject.matter.rawValue)/\(object)")
  }

  /// Forgets who signed the result: what they signed is not what is counted now.
  static func forgetSignatures(_ election: ID<Election>, _ rows: any ConstraintRows) {
    rows.remove(key(election, .init(matter: .resultCertified)))
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.messages(1, "votes", &votes, .any)
  }
}
