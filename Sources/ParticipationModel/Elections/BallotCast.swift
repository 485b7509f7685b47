public import EventModel
import FoundationEssentials
public import TransparencyLog

/// A ballot: a voter's tag and a choice, never a person.
public struct BallotCast: Act {
  /// The election.
  public var election: Identifier
  /// 32 bytes that stand for the voter in this election alone.
  public var voterTag: [UInt8]
  /// One of the election's districts, or empty where it has none.
  public var district: String
  /// Option ids, in order of preference where the ballot is ordinal; none is a blank ballot.
  public var options: [String]
  /// Cumulative ballots: the points of each option, in the same order.
  public var points: [UInt32]
  /// Ranked ballots: how many of the options each rank names, 0 where it is skipped; none where each names one.
  public var ranks: [UInt32] = []
  /// The polling point, for a ballot cast in person where the election has points; else empty.
  public var point: String = ""
  /// That the voter tag is on the roll, where the roll has a root.
  public var rollProof: VoterRoll.Proof?
  /// The voter's live ballot that this one supersedes. Computed; a proposal may name it, and is refused
  /// where it is another.
  public var supersedes: Position?
  /// Places among the options, from 0, of preferences that are void: on paper, a later one of the same gender.
  /// Computed.
  public var void: [UInt32] = []

  /// A ballot to be cast.
  public init(
    election: Identifier, voterTag: [UInt8], district: String = "", options: [String], points: [UInt32] = [],
    supersedes: Position? = nil
  ) {
    self.election = election
    self.voterTag = voterTag
    self.district = district
    self.options = options
    self.points = points
    self.supersedes = supersedes
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The ballot without what it supersedes and what is void.
  public var proposed: BallotCast {
    var ballot = self
    ballot.supersedes = nil
    ballot.void = []
    return ballot
  }

  /// Refuses `UnknownElection`, `NotOpen`, `Late`, `UnknownPoint`, `PointClosed`, `WrongDistrict`, `NotInRoll`,
  /// `AlreadyVoted`, `StaleSupersede`, and what `BallotRule` refuses: `BlankNotAllowed`, `TooFewPreferences`,
  /// `TooManyPreferences`, `DuplicatePreference`, `UnknownCandidate`, `SameGenderPreferences`, `PointsOutOfRange`,
  /// `RanksOutOfRange`, `TooExpensive`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    try election.requireOpen()
    try checkWindow(election.rules, decision.now)
    try checkPoint(election.rules, decision)
    try checkDistrict(election.rules)
    try checkRoll(election.rules)
    var ballot = self
    ballot.void = try election.rules.check(self, channel: decision.channel)
    ballot.supersedes = try liveBallot(election, decision.channel, rows)
    return [ballot]
  }

  /// Remembers who has voted, and counts ballots; never choices.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
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
  }

  private func checkWindow(_ rules: ElectionRules, _ now: Instant) throws(Rejection) {
    guard let window = rules.called.window, now >= window.upperBound else { return }
    throw Rejection(
      "Late", "voting ended at \(window.upperBound), and it is \(now)",
      rule: "the window is half-open: a ballot at its very end is late", positions: [rules.calledAt])
  }

  private func checkDistrict(_ rules: ElectionRules) throws(Rejection) {
    guard rules.knows(district) else {
      throw Rejection(
        "WrongDistrict",
        rules.districtIndexes.isEmpty
          ? "this election has no districts" : "“\(district)” is not a district of this election",
        rule: "a ballot names one of the districts of the election", positions: [rules.calledAt])
    }
  }

  private func checkPoint(_ rules: ElectionRules, _ decision: Decision) throws(Rejection) {
    if rules.called.pollingPoints.isEmpty && point.isEmpty { return }
    guard decision.channel == .inPerson else {
      if point.isEmpty { return }
      throw Rejection(
        "UnknownPoint", "a polling point is named, and the ballot was not cast in person",
        rule: "ballots cast in person name their polling point, and no others do", positions: [rules.calledAt])
    }
    guard let place = rules.called.pollingPoints.first(where: { $0.id.description == point }) else {
      throw Rejection(
        "UnknownPoint", "“\(point)” is not a polling point of this election",
        rule: "ballots cast in person name their polling point", positions: [rules.calledAt])
    }
    guard place.hours.contains(where: { $0.contains(decision.now) }) else {
      throw Rejection(
        "PointClosed", "the polling point “\(point)” is closed at \(decision.now)",
        rule: "polling points have hours of their own", positions: [rules.calledAt])
    }
  }

  private func checkRoll(_ rules: ElectionRules) throws(Rejection) {
    guard let roll = rules.roll, !roll.contains(voterTag, rollProof) else { return }
    throw Rejection(
      "NotInRoll", "the ballot does not prove that its voter is on the roll",
      rule: "a ballot proves that its tag is on the roll to which the opening is committed",
      positions: [rules.calledAt])
  }

  private func liveBallot(
    _ election: ElectionLookup, _ channel: Channel, _ rows: any ConstraintRows
  ) throws(Rejection) -> Position? {
    guard let voter = rows.row(VoterRow.key(in: election.stream, tag: voterTag), as: VoterRow.self), !voter.isAnnulled
    else {
      guard supersedes == nil else {
        throw Rejection(
          "StaleSupersede", "this voter has no live ballot to supersede", rule: "a ballot supersedes the live one")
      }
      return nil
    }
    guard election.rules.called.ballot.lets(channel, supersede: voter.channel) else {
      throw Rejection(
        "AlreadyVoted", "this voter has cast a ballot, and it is final", rule: "one live ballot for each voter",
        positions: [voter.ballot])
    }
    guard supersedes == nil || supersedes == voter.ballot else {
      throw Rejection(
        "StaleSupersede", "the voter's live ballot is another", rule: "a ballot supersedes the live one",
        positions: [voter.ballot])
    }
    return voter.ballot
  }
}

extension BallotRule {
  /// Whether a ballot of one channel takes the place of the voter's ballot of another.
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

extension BallotCast: MessageAct {
  package init(message: Albo_V1_BallotCast) throws(InvalidAct) {
    guard case .clear(let choice)? = message.choice else {
      throw InvalidAct(
        field: "clear", reason: "a clear choice is needed; sealed ballots are not part of this rulebook")
    }
    try self.init(
      election: message.election, voterTag: [UInt8](message.voterTag), district: message.district,
      choice: (choice.options, choice.points), supersedes: message.hasSupersedes ? Position(message.supersedes) : nil)
    ranks = choice.ranks
    point = message.point
    void = message.void
    if message.rollIndex != 0 || !message.rollProof.isEmpty {
      rollProof = VoterRoll.Proof(index: message.rollIndex, path: try Self.path(message.rollProof.map { [UInt8]($0) }))
    }
    try checkParts()
  }

  /// The hashes of a roll proof.
  static func path(_ hashes: [[UInt8]]) throws(InvalidAct) -> [MerkleHash] {
    var path: [MerkleHash] = []
    for bytes in hashes {
      guard let hash = MerkleHash(bytes: bytes), path.count < InclusionProof.maximumLength else {
        throw InvalidAct(field: "rollProof", reason: "at most 63 hashes of 32 bytes are needed")
      }
      path.append(hash)
    }
    return path
  }

  /// Checks the fields that few ballots have.
  func checkParts() throws(InvalidAct) {
    _ = try Fields.text(point, "point", 0...64)
    guard ranks.count <= ElectionCalled.maximumOptions, ranks.allSatisfy({ $0 <= ElectionCalled.maximumOptions }),
      void.count <= options.count
    else { throw InvalidAct(field: "clear.ranks", reason: "too many") }
  }

  /// Checks every field.
  init(
    election: String, voterTag: [UInt8], district: String, choice: (options: [String], points: [UInt32]),
    supersedes: Position?
  ) throws(InvalidAct) {
    guard choice.options.count <= ElectionCalled.maximumOptions, choice.points.count <= ElectionCalled.maximumOptions
    else { throw InvalidAct(field: "clear.options", reason: "too many") }
    self.init(
      election: try Fields.identifier(election, "election"), voterTag: try Fields.digest(voterTag, "voterTag"),
      district: try Fields.text(district, "district", 0...100), options: choice.options, points: choice.points,
      supersedes: supersedes)
  }

  package var message: Albo_V1_BallotCast {
    var message = Albo_V1_BallotCast()
    message.election = election.description
    message.voterTag = .init(voterTag)
    message.district = district
    message.clear.options = options
    message.clear.points = points
    message.clear.ranks = ranks
    if let supersedes { message.supersedes = supersedes.rawValue }
    message.point = point
    message.rollIndex = rollProof?.index ?? 0
    message.rollProof = rollProof?.path.map { .init($0.bytes) } ?? []
    message.void = void
    return message
  }
}
