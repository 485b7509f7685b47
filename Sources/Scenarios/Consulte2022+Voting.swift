import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// The vote.
extension Consulte2022 {
  /// The electors' tags by number, and the roll over them.
  struct Electors {
    let tags: [[UInt8]]
    let roll: VoterRoll
  }

  /// Makes the roll and opens the polls, not before the set hour.
  func open() async throws -> Electors {
    try desk.keepTagKey(of: Self.election)
    let count = areas.reduce(0) { $0 + $1.electors }
    let (tags, roll) = try desk.city.voterRoll(of: (0..<count).map { "elector-\($0)" }, in: Self.election)
    let opened = VotingOpened(
      election: Self.election, keyCommitment: try desk.city.tagKeyCommitment(of: Self.election),
      rollCount: UInt64(count), rollRoot: roll.commitment?.root)
    desk.set("2022-11-25", 11, 59)
    try await desk.expect(.tooEarly, of: opened, by: Self.office)
    desk.set("2022-11-25", 12)
    try await desk.record(opened, by: Self.office)
    return Electors(tags: tags, roll: roll)
  }

  /// Casts the ballots hour by hour; returns the live ballot of the witness, and the ballot to be annulled.
  func vote(_ electors: Electors) async throws -> (ballot: Position, annulled: Position) {
    let byHour = Dictionary(grouping: votes.ballots, by: \.hour)
    var witness: Position?
    var stolen: Position?
    for hour in 0..<VotePlan.hours {
      let start = Self.voting.lowerBound.advanced(byMicroseconds: Int64(hour) * 3_600_000_000)
      desk.clock.stand(at: start)
      if hour == 50 { try await desk.expect(.sealed, asking: ElectionTally(election: Self.election)) }
      if hour == 96, let stolen { try await challenge(stolen, electors) }
      if hour == 120, let stolen { try await annul(stolen, electors) }
      let planned = byHour[hour] ?? []
      let proposals = planned.map {
        desk.propose(ballot($0, electors), by: Self.desk(of: $0.channel), channel: $0.channel)
      }
      desk.clock.spread(planned.count, from: start)
      for (ballot, answer) in zip(planned, try await desk.answers(proposals)) {
        let position = try check(ballot, answer)
        if ballot.refusal == nil, ballot.elector == votes.witness { witness = position }
        if hour == votes.disputed?.hour, ballot.elector == votes.disputed?.elector { stolen = position }
      }
    }
    guard let witness, let stolen else { throw ScenarioError("a ballot that is needed later was not cast") }
    try await comeLate(electors)
    return (witness, stolen)
  }

  /// Where electors act for themselves without being named.
  private static func desk(of channel: Channel) -> String { channel == .online ? "desk:online" : "desk:polling-points" }

  private func ballot(_ planned: PlannedBallot, _ electors: Electors) -> BallotCast {
    let tag = planned.elector.map { electors.tags[$0] } ?? desk.digest()
    var act = BallotCast(
      election: Self.election, voterTag: tag, district: planned.district, options: planned.options)
    act.point = planned.point.map { Self.point($0).description } ?? ""
    act.rollProof = electors.roll.proof(of: tag) ?? electors.roll.proof(of: electors.tags[0])
    return act
  }

  private func check(_ planned: PlannedBallot, _ answer: Result<Recorded, any Error>) throws -> Position? {
    switch answer {
    case .success(let recorded):
      guard planned.refusal == nil else { throw ScenarioError("a ballot that a rule refuses was accepted: \(planned)") }
      return recorded.position
    case .failure(let error):
      guard let refusal = error as? Rejection, refusal.code == planned.refusal else { throw error }
      return nil
    }
  }

  /// “I did not cast this.”
  private func challenge(_ ballot: Position, _ electors: Electors) async throws {
    let tag = votes.disputed?.elector.map { electors.tags[$0] } ?? []
    try await desk.record(
      BallotChallenged(election: Self.election, ballot: ballot, voterTag: tag, evidenceHash: desk.digest()),
      by: Self.desk(of: .online))
  }

  private func annul(_ ballot: Position, _ electors: Electors) async throws {
    let tag = votes.disputed?.elector.map { electors.tags[$0] } ?? []
    func annulment(_ members: Int) -> BallotAnnulled {
      BallotAnnulled(
        election: Self.election, ballot: ballot, voterTag: tag, ground: "the voter did not cast it",
        decidedBy: Array(Self.commission.prefix(members)), evidenceHash: desk.digest())
    }
    try await desk.expect(.notDecided, of: annulment(3), by: "commission:1")
    for member in Self.commission[1...2] {
      let decided = CommissionVoted(election: Self.election, .ballotAnnulled, ballot: ballot)
      try await desk.record(decided, by: member.description)
    }
    try await desk.expect(.noMajority, of: annulment(2), by: "commission:1")
    try await desk.record(annulment(3), by: "commission:1")
  }

  /// From 12:00:00 on it is too late.
  private func comeLate(_ electors: Electors) async throws {
    desk.clock.stand(at: Self.voting.upperBound)
    let late = PlannedBallot(hour: 240, elector: 7, district: "Gaida", options: [])
    for _ in 0..<4 {
      try await desk.expect(.late, of: ballot(late, electors), by: Self.desk(of: .online), channel: .online)
    }
    try await desk.react()
    try await desk.expect(.notOpen, of: ballot(late, electors), by: Self.desk(of: .online), channel: .online)
  }

  /// Certification needs signatures and, for the lot, the beacon; then the ledger seats those elected.
  func certify() async throws {
    desk.set("2022-12-06", 18)
    var act = ResultCertified(
      election: Self.election, minutesHash: desk.digest(), signedBy: Array(Self.commission.prefix(2)))
    try await desk.expect(.signaturesMissing, of: act, by: "commission:1")
    act.signedBy = Array(Self.commission.prefix(3))
    try await desk.expect(.notDecided, of: act, by: "commission:1")
    for member in Self.commission[1...2] {
      try await desk.record(CommissionVoted(election: Self.election, .resultCertified), by: member.description)
    }
    try await desk.expect(.beaconMissing, of: act, by: "commission:1")
    act.beacon = Array("generated beacon 2022-12-06: 7 31 42 58 90".utf8)
    try await desk.record(act, by: "commission:1")
    let seated = try await desk.react().count { $0 is MemberSeated }
    guard seated == 120 else { throw ScenarioError("\(seated) members were seated, not 120") }
  }
}
