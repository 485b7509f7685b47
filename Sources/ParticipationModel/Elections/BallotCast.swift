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
  /// The voter's live ballot that this one supersedes. Computed; a proposal may name it, and is refused
  /// where it is another.
  public var supersedes: Position?

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

  /// The ballot without what it supersedes.
  public var proposed: BallotCast {
    var ballot = self
    ballot.supersedes = nil
    return ballot
  }

  /// Refuses `UnknownElection`, `NotOpen`, `Late`, `WrongDistrict`, `AlreadyVoted`, `StaleSupersede`, and
  /// what `BallotRule` refuses: `BlankNotAllowed`, `TooFewPreferences`, `TooManyPreferences`,
  /// `DuplicatePreference`, `UnknownCandidate`, `PointsOutOfRange`, `TooExpensive`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    try election.requireOpen()
    try checkWindow(election.rules, decision.now)
    try checkDistrict(election.rules)
    try election.rules.check(options: options, points: points)
    var ballot = self
    ballot.supersedes = try liveBallot(election, rows)
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
    let isKnown = rules.districtIndexes.isEmpty ? district.isEmpty : rules.districtIndexes[district] != nil
    guard isKnown else {
      throw Rejection(
        "WrongDistrict",
        rules.districtIndexes.isEmpty
          ? "this election has no districts" : "“\(district)” is not a district of this election",
        rule: "a ballot names one of the districts of the election", positions: [rules.calledAt])
    }
  }

  private func liveBallot(
    _ election: ElectionLookup, _ rows: any ConstraintRows
  ) throws(Rejection) -> Position? {
    guard let voter = rows.row(VoterRow.key(in: election.stream, tag: voterTag), as: VoterRow.self), !voter.isAnnulled
    else {
      guard supersedes == nil else {
        throw Rejection(
          "StaleSupersede", "this voter has no live ballot to supersede", rule: "a ballot supersedes the live one")
      }
      return nil
    }
    guard election.rules.called.ballot.isRevisable else {
      throw Rejection(
        "AlreadyVoted", "this voter has cast a ballot, and ballots of this election are final",
        rule: "one live ballot for each voter", positions: [voter.ballot])
    }
    guard supersedes == nil || supersedes == voter.ballot else {
      throw Rejection(
        "StaleSupersede", "the voter's live ballot is another", rule: "a ballot supersedes the live one",
        positions: [voter.ballot])
    }
    return voter.ballot
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
    if let supersedes { message.supersedes = supersedes.rawValue }
    return message
  }
}
