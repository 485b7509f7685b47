import EventLedger
import EventModel
public import ParticipationModel
import TransparencyLog

extension ExplainElection: AnsweredQuery {
  /// The tally of the view, and the events of the election's stream.
  ///
  /// - Throws: `Rejection` `UnknownElection`, `UnknownCandidate`, and `Sealed` before the close.
  public func answer(from ledger: CityLedger) throws -> Explanation {
    let (size, row) = try ElectionTally.row(of: election, at: at, ledger)
    let limit = Paging.limit(limit)
    guard let start = UInt64(cursor ?? "0") else {
      throw InvalidAct(field: "cursor", reason: "expected the `next` of the previous page, or nothing")
    }
    var grounds = ElectionGrounds(option: option)
    try ledger.store.lendHistory { try grounds.read(ElectionCalled.stream(of: election), upTo: size, $0) }
    guard let called = grounds.called else { throw Rejection(unknown: .unknownElection, election) }
    let page = grounds.live.sorted().filter { $0.rawValue >= start }
    let story = try ElectionStory(row, called, option: option, live: grounds.live.count)
    return Explanation(
      size: size, statement: story.statement, rule: story.rule, steps: story.steps, positions: grounds.positions,
      ballots: Array(page.prefix(limit)),
      next: page.count > limit ? page[limit].description : nil)
  }
}

/// The events that an election's figures rest on.
private struct ElectionGrounds {
  let option: String?
  private(set) var called: ElectionCalled?
  /// Everything but ballots; of candidacies those of the option alone.
  private(set) var positions: [Position] = []
  /// The live ballots, of an option those that name it.
  private(set) var live: Set<Position> = []

  init(option: String?) { self.option = option }

  /// - Parameter size: what was recorded later is passed over.
  mutating func read(_ stream: StreamName, upTo size: LogSize, _ history: some EventHistory) throws {
    try history.forEachEvent(in: stream) { position, scan, record in
      guard size.contains(position) else { return }
      switch scan.type(in: record) {
      case BallotCast.type: try add(BallotCast(wire: record.bytes(scan.act)), at: position)
      case BallotAnnulled.type:
        let annulled = try BallotAnnulled(wire: record.bytes(scan.act)).ballot
        if live.remove(annulled) != nil || option == nil { positions.append(position) }
      case ElectionCalled.type:
        called = try ElectionCalled(wire: record.bytes(scan.act))
        positions.append(position)
      case CandidacyFiled.type: note(position, try CandidacyFiled(wire: record.bytes(scan.act)).candidacy)
      case CandidacyDecided.type: note(position, try CandidacyDecided(wire: record.bytes(scan.act)).candidacy)
      case CandidacyWithdrawn.type: note(position, try CandidacyWithdrawn(wire: record.bytes(scan.act)).candidacy)
      case ResultCertified.type:
        for ballot in try ResultCertified(wire: record.bytes(scan.act)).excluded { live.remove(ballot) }
        positions.append(position)
      case BallotChallenged.type, ChallengeDismissed.type: return
      default: positions.append(position)
      }
    }
  }

  private mutating func note(_ position: Position, _ candidacy: String) {
    if candidacy == option { positions.append(position) }
  }

  private mutating func add(_ ballot: BallotCast, at position: Position) {
    if let earlier = ballot.supersedes { live.remove(earlier) }
    let counted = ballot.options.enumerated().filter { !ballot.void.contains(UInt32($0.offset)) }.map(\.element)
    if option.map(counted.contains) ?? true { live.insert(position) }
  }
}

/// The figures of an election in sentences.
private struct ElectionStory {
  let statement: String
  let rule: String
  let steps: [String]

  init(_ row: TallyProjection.Row, _ called: ElectionCalled, option: String?, live: Int) throws {
    let arithmetic =
      "\(row.cast) ballots cast − \(row.superseded) superseded − \(row.annulled) annulled = \(row.live) live"
    guard let option else {
      statement = "“\(row.election)” has \(row.live) live ballots, \(row.blank) of them blank"
      rule =
        "each voter has at most one live ballot; a ballot counts unless another of the same voter superseded it or the commission annulled it"
      steps = [arithmetic] + [called.allocation.map { "rule of allocation: \($0.sentence)" }].compactMap { $0 }
      return
    }
    guard let figures = row.options.first(where: { $0.id == option }) else {
      throw Rejection(
        .unknownCandidate, "“\(option)” is not on the ballot paper",
        rule: "only options of the ballot paper have figures")
    }
    let seat = row.elected.first { $0.option == option }
    statement = "“\(option)” has \(figures.votes) votes" + (seat.map { " and takes seat “\($0.seat)”" } ?? "")
    rule = Self.rule(seat, called, row)
    var steps = [arithmetic, "\(live) live ballots name “\(option)”"]
    if figures.place > 0 {
      steps.append("place \(figures.place) on the list" + (figures.district.isEmpty ? "" : " of “\(figures.district)”"))
    }
    for draw in row.draws where draw.among.contains(option) {
      steps.append("lot “\(draw.label)” among \(draw.among.joined(separator: ", ")): \(draw.drawn)")
    }
    if seat?.basis == .missingGender, let left = Self.displaced(figures, row) {
      steps.append("“\(left.id)”, place \(left.place) with \(left.votes) votes, would have had the seat by votes alone")
    }
    if row.decidingTie.contains(option) {
      steps.append(
        "a tie with \(row.decidingTie.filter { $0 != option }.joined(separator: ", ")) was broken by the order of the ballot paper"
      )
    }
    self.steps = steps
  }

  /// Who had the place of the last seat, and does not have it.
  private static func displaced(_ option: TallyProjection.Row.Option, _ row: TallyProjection.Row) -> TallyProjection.Row
    .Option?
  {
    row.options.filter { $0.district == option.district && !$0.selected && $0.place < option.place }
      .min { $0.place < $1.place }
  }

  private static func rule(_ seat: TallyProjection.Row.Elected?, _ called: ElectionCalled, _ row: TallyProjection.Row)
    -> String
  {
    guard !row.isVoid else { return "the result is void: the turnout quorum was not reached" }
    let base = called.allocation?.sentence ?? "the votes are counted, but nothing is allocated"
    switch seat?.basis {
    case nil, .votes: return base
    case .draw: return "\(base); a tie is broken by a lot, drawn from the beacon named in advance"
    case .byRight:
      return
        "a candidate who has votes but is not elected, and of whom the guarantee's predicate is attested, sits by right"
    case .missingGender:
      return "if a district elected one gender only, its best candidate of another takes its last seat"
    case .nextAfterWithdrawal:
      return "\(base); whoever withdrew after the opening is not seated; the next candidate is"
    }
  }
}

extension AllocationRule {
  /// The rule as a sentence.
  fileprivate var sentence: String {
    switch self {
    case .topSeats: "the seats of a district go to its candidates with the most votes"
    case .greedy(_, let measure, let skips, _):
      "projects are funded by \(measure.rawValue), the greatest first, within the budget; one that does not fit "
        + (skips ? "is passed over" : "ends the selection")
    case .scottishSTV:
      "seats are filled by the single transferable vote (Scottish Local Government Elections Order 2007)"
    case .instantRunoff: "the last candidate is excluded until one has more than half of the ballots that continue"
    case .equalShares: "projects are funded by the Method of Equal Shares within the budget"
    }
  }
}
