import Bytes
import EventLedger
import EventModel
import LogAudit
public import ParticipationModel
import TransparencyLog

extension ElectionTally: AnsweredQuery {
  /// A row of the view “tally”, names of candidates joined from the vault.
  ///
  /// - Throws: `Rejection` `UnknownElection`, `WrongDistrict`, and `Sealed` before the close.
  public func answer(from ledger: CityLedger) throws -> Answer {
    var (size, row) = try Self.row(of: election, at: at, ledger)
    if let district { try row.keep(district) }
    let names = Dictionary(
      uniqueKeysWithValues: row.options.map { ($0.id, PublicNames.name($0.label, $0.commitment, ledger.store.vault)) })
    var answer = Answer(
      size: size, election: row.election, status: row.status,
      ballots: .init(
        cast: row.cast, live: row.live, superseded: row.superseded, annulled: row.annulled, blank: row.blank),
      voters: row.live,
      options: row.options.map { option in
        Answer.Option(
          id: option.id, name: names[option.id] ?? option.label, votes: option.votes, score: option.score,
          cost: option.cost, district: option.district, place: option.place, selected: option.selected)
      }, decidingTie: row.decidingTie.isEmpty ? nil : row.decidingTie, void: row.isVoid,
      needsBeacon: row.needsBeacon,
      elected: row.elected.map { seat in
        Answer.Elected(
          option: seat.option, name: names[seat.option] ?? seat.person, person: seat.person, district: seat.district,
          body: ID(seat.body), seat: seat.seat, basis: seat.basis)
      }, draws: row.draws.map { Answer.Draw(label: $0.label, among: $0.among, drawn: $0.drawn) })
    answer.ballots.transcribed = row.transcribed
    return answer
  }

  /// The tally of an election whose polls are closed.
  ///
  /// There is none before the close, at no size: so `at` shows no more of an open election than is shown now.
  /// - Throws: `Rejection` `UnknownElection`, and `Sealed` before the close.
  static func row(
    of election: ID<Election>, at size: LogSize?, _ ledger: CityLedger
  ) throws -> (size: LogSize, row: TallyProjection.Row) {
    let found = try ledger.views.read("tally", at: size) { snapshot in
      (size: snapshot.size, row: try snapshot.row(TallyProjection.tallies, ViewKey(election.description)))
    }
    guard let row = found.row else { throw try refusal(of: election, at: size, ledger) }
    return (found.size, try recounted(row, at: found.size, ledger.store))
  }

  /// The tally with the paper that was recorded since the close, which the view counts at the certification.
  private static func recounted(
    _ row: TallyProjection.Row, at size: LogSize, _ store: EventStore
  ) throws -> TallyProjection.Row {
    let stream = ElectionCalled.stream(of: row.election)
    guard row.status == .closed,
      let next = try store.read(stream: stream, from: row.version + 1, limit: 1).events.first,
      size.contains(next.position)
    else { return row }
    let last = Position(size.rawValue - 1)
    return try store.lendHistory { try TallyProjection.count(row.election, upTo: last, $0) } ?? row
  }

  private static func refusal(of election: ID<Election>, at size: LogSize?, _ ledger: CityLedger) throws -> Rejection {
    let row = try ledger.row(
      of: "elections", ElectionListProjection.elections, election, at: size, unknown: .unknownElection
    ).item
    let until = row.votingTo.map { "it is sealed until \($0)" } ?? "it is sealed until the polls close"
    return Rejection(
      .sealed, "the count of “\(election)” is not published yet: \(until)",
      positions: row.positions[row.status.rawValue].map { [$0] } ?? [],
      details: ["sealedUntil": row.votingTo.map { .string($0.description) } ?? .null])
  }
}

extension TallyProjection.Row {
  /// Keeps what is of one district.
  fileprivate mutating func keep(_ district: String) throws(Rejection) {
    let own = Set(options.filter { $0.district == district }.map(\.id))
    guard !own.isEmpty else {
      throw Rejection(
        .wrongDistrict, "nobody stands in “\(district)”",
        rule: "a tally can be asked only for a district of the election")
    }
    options.removeAll { !own.contains($0.id) }
    elected.removeAll { !own.contains($0.option) }
    draws.removeAll { own.isDisjoint(with: $0.among) }
    decidingTie.removeAll { !own.contains($0) }
  }
}

/// Public names behind commitments.
enum PublicNames {
  /// The name behind a commitment in hex, or what stands for it in the log.
  static func name(_ label: String, _ commitment: String?, _ vault: Vault) -> String {
    // If a name is gone or damaged, only the name is missing from the answer.
    guard let digest = commitment.flatMap(Hex.bytes), let content = try? vault.content(of: digest) else {
      return label
    }
    return String(decoding: content, as: UTF8.self)
  }
}

extension ListCandidacies: AnsweredQuery {
  /// A page of the view “candidacies”, names joined from the vault.
  public func answer(from ledger: CityLedger) throws -> Page<CandidacyItem> {
    _ = try ledger.row(
      of: "elections", ElectionListProjection.elections, election, at: at, unknown: .unknownElection)
    return try ledger.page(
      of: "candidacies", CandidaciesProjection.candidacies, at: at, prefix: ViewKey(election.description),
      limit: limit, cursor: cursor
    ) { row in
      guard var row = on.map({ row.standing(on: $0) }) ?? row else { return nil }
      if row.commitment != nil { row.name = PublicNames.name(row.person, row.commitment, ledger.store.vault) }
      return row
    }
  }
}

extension ElectionRounds: AnsweredQuery {
  /// Counts the ranked ballots of the log again.
  ///
  /// - Throws: `Rejection` `UnknownElection`, `NotRanked`, and `Sealed` before the close.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let (size, _) = try ElectionTally.row(of: election, at: at, ledger)
    let stream = ElectionCalled.stream(of: election)
    return try ledger.store.lendHistory { history in
      // A tally is of events, so that the log was not empty.
      guard let reading = try ElectionReading.of(stream, upTo: Position(size.rawValue - 1), in: history),
        let counts = try RankedRecount.counts(reading, beacon: Self.beacon(stream, size, history))
      else {
        throw Rejection(
          .notRanked, "“\(election)” is not counted by transfers, so it has no rounds")
      }
      return Answer(size: size, election: election, counts: counts)
    }
  }

  /// The output of the beacon in the last certification.
  private static func beacon(
    _ stream: StreamName, _ size: LogSize, _ history: some EventHistory
  ) throws -> [UInt8]? {
    var beacon: [UInt8]?
    try history.forEachEvent(in: stream) { position, scan, record in
      guard size.contains(position), scan.type(in: record) == ResultCertified.type else { return }
      beacon = try ResultCertified(wire: record.bytes(scan.act)).beacon
    }
    return beacon.flatMap { $0.isEmpty ? nil : $0 }
  }
}
