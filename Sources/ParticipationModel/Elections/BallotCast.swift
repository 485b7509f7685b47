public import EventModel
import FoundationEssentials
public import TransparencyLog

/// A ballot: a voter's tag and a choice, never a person.
public struct BallotCast: CityAct {
  /// The election.
  public var election = ID<Election>()
  /// 32 bytes that stand for the voter in this election alone.
  public var voterTag: [UInt8] = []
  /// One of the election's districts, or empty if it has none.
  public var district = ""
  /// What the voter chose.
  public var clear = ClearChoice(Blank())
  /// The voter's live ballot that this one supersedes. Computed; a proposal may name it, but is refused if the live
  /// ballot is another one.
  public var supersedes: Position?
  /// The polling point, for a ballot cast in person if the election has points; else empty.
  public var point = ""
  /// That the voter tag is on the roll, if the roll has a root.
  public var rollProof: VoterRoll.Proof?
  /// Places among the options, from 0, of preferences that are void: on paper, a later one of the same gender.
  /// Computed.
  public var void: [UInt32] = []

  /// A choice that anybody can read.
  public struct ClearChoice: Described, Hashable {
    /// Option ids, in order of preference if the ballot is ordinal or ranked; a blank ballot has none.
    public var options: [String] = []
    /// Cumulative ballots: the points of each option, in the same order.
    public var points: [UInt32] = []
    /// Ranked ballots: how many of the options each rank names, 0 if it is skipped; none if each names one.
    public var ranks: [UInt32] = []

    /// A choice without content.
    public init(_ blank: Blank) {}

    /// The fields of the message.
    public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      let most = ListRule(0...ElectionCalled.maximumOptions)
      try fields.texts(Field(1, "options"), &options, .any, most)
      try fields.numbers(2, "points", &points, .any, most)
      try fields.numbers(3, "ranks", &ranks, 0...Int64(ElectionCalled.maximumOptions), most)
    }
  }

  /// Option ids, in order of preference if the ballot is ordinal or ranked; a blank ballot has none.
  public var options: [String] {
    get { clear.options }
    set { clear.options = newValue }
  }

  /// Cumulative ballots: the points of each option, in the same order.
  public var points: [UInt32] {
    get { clear.points }
    set { clear.points = newValue }
  }

  /// Ranked ballots: how many of the options each rank names, 0 if it is skipped; none if each names one.
  public var ranks: [UInt32] {
    get { clear.ranks }
    set { clear.ranks = newValue }
  }

  /// A ballot to be cast.
  public init(
    election: ID<Election>, voterTag: [UInt8], district: String = "", options: [String], points: [UInt32] = [],
    supersedes: Position? = nil
  ) {
    self.election = election
    self.voterTag = voterTag
    self.district = district
    (clear.options, clear.points) = (options, points)
    self.supersedes = supersedes
  }

  /// `albo.v1.BallotCast`.
  public static let type = ActType(static: "albo.v1.BallotCast")

  /// Who may do it.
  public static let entitlement = Entitlement.desk(.elections)

  /// False: nobody is to know when a ballot was cast.
  public static let isTimed = false

  /// A ballot without content.
  public init(_ blank: Blank) {}

  /// The fields of the message. Field 5 is kept for sealed ballots, which this rulebook refuses.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election)
    try fields.hash(2, "voterTag", &voterTag)
    try fields.text(3, "district", &district, 0...100)
    try fields.message(4, "clear", &clear)
    try fields.position(6, "supersedes", &supersedes, computed: true)
    try fields.text(7, "point", &point, 0...64)
    var proof = rollProof ?? VoterRoll.Proof(index: 0, path: [])
    try fields.number(8, "rollIndex", &proof.index)
    try fields.hashes(9, "rollProof", &proof.path, ListRule(0...InclusionProof.maximumLength))
    rollProof = proof.index == 0 && proof.path.isEmpty ? nil : proof
    try fields.numbers(10, "void", &void, computed: true)
    try fields.check(void.count <= options.count, "void", "more places than there are options")
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownElection, .notOpen, .late, .unknownPoint, .pointClosed, .wrongDistrict, .notInRoll, .alreadyVoted,
    .staleSupersede, .blankNotAllowed, .tooFewPreferences, .tooManyPreferences, .duplicatePreference,
    .unknownCandidate, .sameGenderPreferences, .pointsOutOfRange, .ranksOutOfRange, .tooExpensive,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    if decision.under != nil, election.state.phase == .closed {
      // Paper that is counted after the close, until the certification.
      guard decision.channel == .paper else {
        throw Rejection(
          .notOpen, "the polls are closed", rule: "after the close, only paper is recorded, under a transcription",
          positions: [election.state.since])
      }
    } else {
      try election.requireOpen()
      try checkWindow(election.rules, decision.now)
      try checkPoint(election.rules, decision)
    }
    try checkDistrict(election.rules)
    try checkRoll(election.rules)
    var ballot = self
    ballot.void = try election.rules.check(self, channel: decision.channel)
    ballot.supersedes = try liveBallot(election, decision.channel, rows)
    return [ballot]
  }

  /// Remembers who has voted, and counts ballots; never choices.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    let stream = stream
    guard let rules = rows.row(ElectionRules.key(in: stream), as: ElectionRules.self) else { return }
    let key = VoterRow.key(in: stream, tag: voterTag)
    let earlier = supersedes == nil ? nil : rows.row(key, as: VoterRow.self)
    let index = rules.districtIndexes[district] ?? rules.called.districts.count
    let voter = VoterRow(
      ballot: event.position, isAnnulled: false, district: UInt64(index), channel: UInt64(event.channel.rawValue))
    rows.update(ElectionState.key(in: stream), as: ElectionState.self) { state in
      if let earlier {
        state.superseded += 1
        state.byDistrict[earlier.district, default: 0] -= 1
        state.byChannel[earlier.channel, default: 0] -= 1
      }
      state.cast += 1
      state.byDistrict[voter.district, default: 0] += 1
      state.byChannel[voter.channel, default: 0] += 1
    }
    rows.set(key, to: voter)
    if let under = event.decision.under { PaperRow.note(election, under: under, rows) }
  }

  private func checkWindow(_ rules: ElectionRules, _ now: Instant) throws(Rejection) {
    guard let window = rules.called.window, now >= window.upperBound else { return }
    throw Rejection(
      .late, "voting ended at \(window.upperBound); it is now \(now)",
      rule: "a ballot must be cast before the end of voting; at the end itself it is too late",
      positions: [rules.calledAt])
  }

  private func checkDistrict(_ rules: ElectionRules) throws(Rejection) {
    guard rules.knows(district) else {
      throw Rejection(
        .wrongDistrict,
        rules.districtIndexes.isEmpty
          ? "this election has no districts: leave out the district"
          : "“\(district)” is not a district of this election",
        rule: "a ballot names one of the districts of the election, if it has any", positions: [rules.calledAt])
    }
  }

  private func checkPoint(_ rules: ElectionRules, _ decision: Decision) throws(Rejection) {
    if rules.called.pollingPoints.isEmpty && point.isEmpty { return }
    guard decision.channel == .inPerson else {
      if point.isEmpty { return }
      throw Rejection(
        .unknownPoint, "a polling point is named, but the ballot was not cast in person", positions: [rules.calledAt])
    }
    guard let place = rules.called.pollingPoints.first(where: { $0.id.description == point }) else {
      throw Rejection(
        .unknownPoint, "“\(point)” is not a polling point of this election",
        rule: "a ballot cast in person must name its polling point, if the election has any",
        positions: [rules.calledAt])
    }
    guard place.hours.contains(where: { $0.contains(decision.now) }) else {
      throw Rejection(
        .pointClosed, "the polling point “\(point)” is closed at \(decision.now)", positions: [rules.calledAt])
    }
  }

  private func checkRoll(_ rules: ElectionRules) throws(Rejection) {
    guard let roll = rules.roll, !roll.contains(voterTag, rollProof) else { return }
    throw Rejection(
      .notInRoll, "the ballot does not prove that its voter is on the roll",
      positions: [rules.calledAt])
  }

  private func liveBallot(
    _ election: ElectionLookup, _ channel: Channel, _ rows: any ConstraintReader
  ) throws(Rejection) -> Position? {
    guard let voter = rows.row(VoterRow.key(in: election.stream, tag: voterTag), as: VoterRow.self), !voter.isAnnulled
    else {
      guard supersedes == nil else {
        throw Rejection(
          .staleSupersede, "this voter has no live ballot to supersede",
          rule: "a ballot can supersede only the voter's live ballot")
      }
      return nil
    }
    guard election.rules.called.ballot.lets(channel, supersede: voter.channel) else {
      throw Rejection(
        .alreadyVoted, "this voter has already cast a ballot, which is final",
        positions: [voter.ballot])
    }
    guard supersedes == nil || supersedes == voter.ballot else {
      throw Rejection(
        .staleSupersede, "the voter's live ballot is another one",
        rule: "a ballot can supersede only the voter's live ballot",
        positions: [voter.ballot])
    }
    return voter.ballot
  }
}

extension BallotRule {
  /// Whether a ballot of one channel supersedes the voter's ballot of another.
  fileprivate func lets(_ channel: Channel, supersede earlier: UInt64) -> Bool {
    switch channelRule {
    case nil: return isRevisable
    case .firstWins: return false
    case .lastWins: return true
    case .inPersonWins:
      let isEarlierFinal = [Channel.inPerson, .paper].contains { UInt64($0.rawValue) == earlier }
      return !isEarlierFinal
    }
  }
}
