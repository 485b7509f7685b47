public import EventModel

/// How a body meets, decides and replaces its members. Every number is the body's own.
public struct BodyRules: Described, Hashable {
  /// The quorum of a first call.
  public var firstCall = QuorumRule(Blank())
  /// The quorum of a second call; nil if there is no second call.
  public var secondCall: QuorumRule?
  /// When a resolution is adopted.
  public var majority = MajorityRule(Blank())
  /// A member who misses this many sessions in a row without excuse forfeits the seat; 0: never; at most 100.
  public var absences: UInt32 = 0
  /// Whole days of 24 hours between a convening and its meeting, or between a notice of absences and the forfeiture;
  /// at most 365.
  public var noticeDays: UInt32 = 0
  /// Hours of notice if a meeting is urgent and says why; no more than the days.
  public var urgentNoticeHours: UInt32 = 0
  /// How many officers (coordinators) there are; 0: none.
  public var officers: UInt32 = 0
  /// Whether there are as many women as men among the officers; if their number is odd, one more of either.
  public var hasBalancedOfficers = false
  /// Votes on these kinds of resolutions are secret; all others are taken by name.
  public var secret: [ResolutionKind] = []
  /// How many days of 24 hours the offer of a vacant seat stays open, at most 365; 0: until it is answered.
  public var offerDays: UInt32 = 0

  /// The rules of a body.
  public init(
    firstCall: QuorumRule, secondCall: QuorumRule? = nil, majority: MajorityRule = MajorityRule(),
    absences: UInt32 = 0, noticeDays: UInt32 = 0, urgentNoticeHours: UInt32 = 0, officers: UInt32 = 0,
    hasBalancedOfficers: Bool = false, secret: [ResolutionKind] = [], offerDays: UInt32 = 0
  ) {
    self.firstCall = firstCall
    self.secondCall = secondCall
    self.majority = majority
    self.absences = absences
    self.noticeDays = noticeDays
    self.urgentNoticeHours = urgentNoticeHours
    self.officers = officers
    self.hasBalancedOfficers = hasBalancedOfficers
    self.secret = secret
    self.offerDays = offerDays
  }

  /// Rules without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.message(1, "firstCall", &firstCall)
    try fields.message(2, "secondCall", &secondCall)
    try fields.message(3, "majority", &majority)
    try fields.number(4, "absences", &absences, 0...100)
    try fields.number(5, "noticeDays", &noticeDays, 0...365)
    try fields.number(6, "urgentNoticeHours", &urgentNoticeHours, 0...365 * 24)
    try fields.number(7, "officers", &officers)
    try fields.flag(8, "officersBalanced", &hasBalancedOfficers)
    try fields.choices(9, "secret", &secret, ListRule(0...ResolutionKind.allCases.count, isUnique: true))
    try fields.number(10, "offerDays", &offerDays, 0...365)
    try fields.check(
      urgentNoticeHours <= noticeDays * 24, "urgentNoticeHours",
      "\(urgentNoticeHours): expected at most \(noticeDays * 24), the hours of noticeDays")
  }

  /// The quorum of a call; the first call's if there is no rule for the second.
  package func quorum(call: UInt32) -> QuorumRule { call == 2 ? secondCall ?? firstCall : firstCall }
}

/// What a quorum is a share of.
public enum QuorumBase: String, Hashable, Sendable, CaseIterable, Codable, Choice {
  /// All seats of the body, vacant ones too.
  case assigned
  /// The members in office when the meeting opened.
  case inOffice
  /// The members present: any number is enough, unless a minimum says more.
  case present
}

/// The structural quorum of one call: how many members must be present at least.
public struct QuorumRule: Described, Hashable {
  /// What it is a share of.
  public var base = QuorumBase.assigned
  /// The share: 0 < numerator ≤ denominator ≤ 1000. Both may be 0 if the base is the members present.
  public var numerator: UInt32 = 0
  /// What the numerator is divided by.
  public var denominator: UInt32 = 0
  /// Whether more than the share is needed; otherwise the share, rounded up.
  public var isExceeding = false
  /// At least this many in any case, at most 300; 0: no such minimum.
  public var minimum: UInt32 = 0

  /// A quorum.
  public init(
    base: QuorumBase, numerator: UInt32 = 0, denominator: UInt32 = 0, isExceeding: Bool = false, minimum: UInt32 = 0
  ) {
    self.base = base
    self.numerator = numerator
    self.denominator = denominator
    self.isExceeding = isExceeding
    self.minimum = minimum
  }

  /// `Quorum`.
  public static let schemaName = "Quorum"

  /// A quorum without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.choice(1, "base", &base)
    try fields.number(2, "numerator", &numerator, 0...1000)
    try fields.number(3, "denominator", &denominator, 0...1000)
    try fields.flag(4, "exceeding", &isExceeding)
    try fields.number(5, "minimum", &minimum, 0...300)
    let isUnstated = base == .present && numerator == 0 && denominator == 0
    try fields.check(
      isUnstated || denominator > 0, "denominator",
      "is missing: expected 1 to 1000; only a share of the members present may be left out")
    try fields.check(
      isUnstated || numerator > 0 && numerator <= denominator, "numerator",
      "\(numerator): expected 1 to the denominator, which is \(denominator)")
    try fields.check(
      !isExceeding || numerator < denominator, "exceeding",
      "more than \(numerator)/\(denominator) can never be present: lower the share, or leave out “exceeding”")
  }

  /// An example is half of the members in office.
  public mutating func completeExample() { self = QuorumRule(base: .inOffice, numerator: 1, denominator: 2) }

  /// How many members must be present if the base has this many.
  public func required(of count: UInt32) -> UInt32 {
    guard base != .present, denominator > 0 else { return minimum }
    let (share, divisor) = (UInt64(count) * UInt64(numerator), UInt64(denominator))
    let least = isExceeding ? share / divisor + 1 : (share + divisor - 1) / divisor
    return max(UInt32(clamping: least), minimum)
  }

  /// The rule for a person to read.
  package var sentence: String {
    let least = minimum > 0 ? ", and at least \(minimum)" : ""
    return switch base {
    case .present: minimum > 0 ? "at least \(minimum) members must be present" : "any number present is enough"
    case .assigned: "\(share) of all seats must be present\(least)"
    case .inOffice: "\(share) of the members in office must be present\(least)"
    }
  }

  private var share: String { "\(isExceeding ? "more than" : "at least") \(numerator)/\(denominator)" }
}

/// When a resolution is adopted: yes votes are more than a share of those that count.
public struct MajorityRule: Described, Hashable {
  /// The share: 0 < numerator < denominator ≤ 1000.
  public var numerator: UInt32 = 1
  /// What the numerator is divided by.
  public var denominator: UInt32 = 2
  /// Whether abstentions count among the votes; they always count as present.
  public var countsAbstentions = false
  /// Whether the vote of the seat that a resolution names decides a tie; otherwise a tie rejects.
  public var hasCastingVote = false

  /// A majority: more than half of yes and no, unless the arguments say otherwise.
  public init(
    numerator: UInt32 = 1, denominator: UInt32 = 2, countsAbstentions: Bool = false, hasCastingVote: Bool = false
  ) {
    self.numerator = numerator
    self.denominator = denominator
    self.countsAbstentions = countsAbstentions
    self.hasCastingVote = hasCastingVote
  }

  /// `Majority`.
  public static let schemaName = "Majority"

  /// A majority of more than half: what one without content is in memory; its message always states the share.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.number(1, "numerator", &numerator, 1...999)
    try fields.number(2, "denominator", &denominator, 2...1000)
    try fields.flag(3, "abstentionsCount", &countsAbstentions)
    try fields.flag(4, "castingVote", &hasCastingVote)
    try fields.check(
      numerator < denominator, "numerator",
      "\(numerator): expected less than the denominator, which is \(denominator)")
  }

  /// How many of the votes count.
  public func counted(of tally: VoteTally) -> UInt32 {
    tally.yes + tally.no + (countsAbstentions ? tally.abstain : 0)
  }

  /// How many yes votes are needed if this many votes count.
  public func required(of counted: UInt32) -> UInt32 {
    guard denominator > 0 else { return counted + 1 }
    return UInt32(clamping: UInt64(counted) * UInt64(numerator) / UInt64(denominator) + 1)
  }

  /// Whether as many yes as no votes make exactly the share that would have to be exceeded.
  package func isTie(_ tally: VoteTally) -> Bool {
    tally.yes == tally.no
      && UInt64(tally.yes) * UInt64(denominator) == UInt64(counted(of: tally)) * UInt64(numerator)
  }

  /// The rule for a person to read.
  package var sentence: String {
    let votes = countsAbstentions ? "yes, no and abstentions" : "yes and no"
    return "yes votes are more than \(numerator)/\(denominator) of \(votes)"
  }
}
