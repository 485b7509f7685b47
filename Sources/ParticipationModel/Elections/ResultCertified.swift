public import EventModel
public import TransparencyLog

/// The commission certifies the result: the figures that follow from the ballots in the log.
///
/// Counting is long, so it is prepared outside the writing transaction over the election's stream, bound to
/// the version that the stream had, and refused if the stream has moved since.
public struct ResultCertified: CityAct, ElectionAct {
  /// The election.
  public var election = ID<Election>()
  /// SHA-256 of the minutes, 32 bytes.
  public var minutesHash: [UInt8]?
  /// The output of the beacon, at most 1,024 bytes, if a tie needs a draw.
  public var beacon: [UInt8] = []
  /// The members of the commission who sign, each by an own `CommissionVoted`; whoever acts signs by this act. With the
  /// minutes' hash and an act reference, those whom the minutes name.
  public var signedBy: [Actor] = []
  /// The certification that this one supersedes; this also needs a reason and an act reference.
  public var supersedes: Position?
  /// Why the earlier certification is superseded, at most 300 bytes.
  public var reason: String = ""
  /// Live ballots that a superseding certification leaves out; at most 1,000.
  public var excluded: [Position] = []
  /// The figures. Computed.
  public var result: Result?
  /// The version of the stream over which the figures were prepared; no part of the message.
  var preparedAt: UInt64?
  /// Whether a lot decides and the output of its beacon is missing, prepared with the figures; no part of the message.
  var needsBeacon = false

  /// The figures of a result.
  public struct Result: Hashable, Sendable {
    /// Ballots that count.
    public var live: UInt64
    /// Those among them that name no option.
    public var blank: UInt64
    /// The figures of each option, in ballot order.
    public var options: [OptionResult]
    /// Options whose tie was broken by ballot order and decided the outcome.
    public var decidingTie: [String]
    /// The RFC 6962 root over the stream's records up to the close, if a beacon is named.
    public var closingRoot: MerkleHash?
    /// Whether the turnout quorum failed: nobody is elected.
    public var isVoid: Bool = false
    /// Who takes which seat.
    public var elected: [ElectedSeat] = []
    /// The lots that decided.
    public var draws: [DrawnLot] = []
  }

  /// The certification of an election's result.
  public init(
    election: ID<Election>, minutesHash: [UInt8]? = nil, beacon: [UInt8] = [], signedBy: [Actor] = []
  ) {
    self.election = election
    self.minutesHash = minutesHash
    self.beacon = beacon
    self.signedBy = signedBy
  }

  /// `albo.v1.ResultCertified`.
  public static let type = ActType(static: "albo.v1.ResultCertified")

  /// Who may do it.
  public static let entitlement = Entitlement.commission

  /// A certification without content.
  public init(_ blank: Blank) {}

  /// The fields of the message. The figures name options by their place in `results`.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    var figures = ResultFigures(result)
    try fields.named(1, "election", &election)
    try fields.hash(2, "minutesHash", &minutesHash)
    try figures.visitCounts(&fields)
    try fields.bytes(7, "beacon", &beacon, 0...1024)
    try fields.names(8, "signedBy", &signedBy, ListRule(0...100, isUnique: true))
    var last = supersedes
    try fields.position(9, "supersedes", &last)
    try fields.text(10, "reason", &reason, 0...300)
    try fields.numbers(11, "excluded", &excluded, .any, ListRule(0...1000, isUnique: true))
    try figures.visitOutcome(&fields)
    (supersedes, result) = (last, figures.result)
    try fields.check(
      excluded.isEmpty || last != nil, "excluded", "expected none, unless this certification supersedes another")
    try fields.check(figures.check)
  }

  /// True: what is counted is recorded first.
  public static var isPreparedOverHistory: Bool { true }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The certification without its figures.
  public var proposed: ResultCertified {
    var act = ComputedFieldClearer.cleared(self)
    (act.preparedAt, act.needsBeacon) = (nil, false)
    return act
  }

  /// Counts the election's ballots.
  public func prepared(over history: some EventHistory) throws -> ResultCertified {
    var act = proposed
    guard var reading = try ElectionReading.of(stream, in: history) else { return act }
    // What is left out must be live to be subtracted; the decider sees by the number whether it was.
    for ballot in try liveExcluded(history) { try reading.subtract(at: ballot.rawValue, history) }
    let outcome = try ElectionOutcome(reading, beacon: beacon.isEmpty ? nil : beacon)
    act.preparedAt = reading.version
    act.needsBeacon = outcome.needsBeacon
    act.result = Result(
      live: reading.count.live, blank: reading.count.blank, options: outcome.results,
      decidingTie: outcome.decidingTie, closingRoot: reading.closingRoot, isVoid: outcome.isVoid,
      elected: outcome.elected, draws: outcome.draws)
    return act
  }

  /// Those to be left out that are live ballots of the election, each once.
  private func liveExcluded(_ history: some EventHistory) throws -> Set<Position> {
    var live: Set<Position> = []
    if excluded.isEmpty { return live }
    let asked = Set(excluded)
    try history.forEachEvent(in: stream) { position, scan, record in
      switch scan.type(in: record) {
      case BallotCast.type:
        if asked.contains(position) { live.insert(position) }
        if let earlier = try BallotScan(scan.act, in: record).supersedes { live.remove(Position(earlier)) }
      case BallotAnnulled.type: live.remove(try BallotAnnulled(wire: record.bytes(scan.act)).ballot)
      default: return
      }
    }
    return live
  }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownElection, .notClosed, .certified, .notCommission, .signaturesMissing, .notDecided, .notCountersigned,
    .pendingChallenges,
    .staleSupersede, .unknownBallot, .tallyMismatch, .beaconMissing,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    try checkPhase(election, decision)
    try checkSignatures(election, decision, rows)
    try PaperRow.requireCountersigned(self.election, rows)
    guard election.state.challenges == 0 else {
      throw Rejection(
        .pendingChallenges, "\(election.state.challenges) challenges of ballots are not decided yet",
        positions: [election.state.since])
    }
    guard preparedAt == decision.streamVersion, let result else { throw mismatch(election) }
    guard result.live + UInt64(excluded.count) == election.state.live else {
      throw excluded.isEmpty
        ? mismatch(election)
        : Rejection(
          .unknownBallot, "the \(excluded.count) positions to leave out are not all live ballots of this election",
          rule: "a superseding certification can leave out only live ballots, each once",
          positions: [election.state.since])
    }
    guard !needsBeacon else {
      throw Rejection(
        .beaconMissing,
        "a tie is broken by lot, but the output of “\(election.rules.called.beacon?.source ?? "")” is missing",
        positions: [election.rules.calledAt])
    }
    return [self]
  }

  private func mismatch(_ election: ElectionLookup) -> Rejection {
    Rejection(
      .tallyMismatch, "the election changed while its ballots were counted; propose the certification again",
      positions: [election.state.since], isStale: true)
  }

  private func checkPhase(_ election: ElectionLookup, _ decision: Decision) throws(Rejection) {
    let isCertified = election.state.phase == .certified
    guard isCertified || election.state.phase == .closed else {
      throw Rejection(
        .notClosed, "the polls are not closed yet",
        positions: [election.state.since])
    }
    guard isCertified || supersedes == nil else {
      throw Rejection(
        .staleSupersede, "there is no certification to supersede",
        rule: "a certification can supersede only the last one")
    }
    guard isCertified else { return }
    guard supersedes == election.state.since, !reason.isEmpty, decision.actReference != nil else {
      throw Rejection(
        .certified, "the result was already certified",
        rule:
          "a result is certified only once; a new certification names the one it supersedes, a reason and an administrative act",
        positions: [election.state.since])
    }
  }

  /// Whoever is named has signed by an own act, or the minutes and the administrative act say so.
  private func checkSignatures(
    _ election: ElectionLookup, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    let called = election.rules.called
    guard signedBy.count >= Int(called.signatures), signedBy.allSatisfy(called.commission.contains) else {
      throw Rejection(
        .signaturesMissing,
        "\(signedBy.count) have signed; expected at least \(called.signatures), all members of the commission",
        positions: [election.rules.calledAt])
    }
    try election.requireDecision(
      .init(matter: .resultCertified, ballot: supersedes), named: signedBy, needed: 0, of: self, decision, rows)
  }

  /// Ends the election, and keeps who takes which seat and who is next.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    guard var state = rows.row(ElectionState.key(election), as: ElectionState.self),
      let rules = rows.row(ElectionRules.key(election), as: ElectionRules.self)
    else { return }
    (state.phase, state.since) = (.certified, event.position)
    rows.set(ElectionState.key(election), to: state)
    let earlier = rows.row(ResultRow.key(election), as: ResultRow.self)
    guard let result, !result.elected.isEmpty else { return rows.remove(ResultRow.key(election)) }
    var row = ResultRow(result, rules, certifiedAt: event.position, rows)
    if let earlier { row.carryOver(earlier) }
    rows.set(ResultRow.key(election), to: row)
  }
}

extension ResultRow {
  /// Carries over what happened to candidates after the certification that this one supersedes: whoever declined stays
  /// out, and whoever took a seat as a substitute is not offered another.
  fileprivate mutating func carryOver(_ earlier: ResultRow) {
    let winners = Set(earlier.elected.map(\.person))
    for list in earlier.lists {
      for entry in list.entries where entry.state == .out || entry.state == .elected && !winners.contains(entry.person)
      {
        // Also for whoever wins now: another certification may take that seat away again.
        set(entry.person, in: list.district, to: .out)
      }
    }
  }

  /// Who takes which seat, and the lists with those who withdrew.
  fileprivate init(
    _ result: ResultCertified.Result, _ rules: ElectionRules, certifiedAt: Position, _ rows: any ConstraintReader
  ) {
    let candidates = Dictionary(
      uniqueKeysWithValues: rules.options.compactMap { option in option.candidate.map { (option.id, $0) } })
    let winners = result.elected.compactMap { seat in
      candidates[seat.option].map { candidate in
        Winner(
          body: seat.body, seat: seat.seat, district: seat.district, person: candidate.person,
          gender: candidate.gender, isByRight: seat.basis == .byRight)
      }
    }
    let elected = Set(result.elected.map(\.option))
    var lists: [String: [(place: UInt32, entry: Entry)]] = [:]
    for option in result.options where option.place > 0 {
      guard let candidate = candidates[option.option] else { continue }
      let isStanding = rows.row(StandingRow.key(rules.called.election, candidate.person), as: StandingRow.self) != nil
      let isOut = rules.called.candidacies != nil && !isStanding
      let state: State = elected.contains(option.option) ? .elected : isOut ? .out : .next
      let district = rules.called.seats.isEmpty ? "" : candidate.district
      lists[district, default: []].append(
        (option.place, Entry(person: candidate.person, gender: candidate.gender, state: state)))
    }
    self.init(
      certifiedAt: certifiedAt, elected: winners,
      lists: lists.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { district, entries in
        List(district: district, entries: entries.sorted { $0.place < $1.place }.map(\.entry))
      })
  }
}
