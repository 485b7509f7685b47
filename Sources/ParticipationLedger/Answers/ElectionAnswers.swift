import EventLedger
import EventModel
public import ParticipationModel
import TransparencyLog

extension ListElections: AnsweredQuery {
  /// A page of the view “elections”.
  public func answer(from ledger: CityLedger) throws -> Page<Item> {
    try Lists.page(
      ledger, "elections", ElectionListView.elections, limit: limit, cursor: cursor
    ) { row in
      Item(
        election: row.election, title: row.title, status: row.status, votingFrom: row.votingFrom,
        votingTo: row.votingTo, options: row.options)
    }
  }
}

extension ShowElection: AnsweredQuery {
  /// A row of the view “elections”, and the act that called the election.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let found = try Lists.row(ledger, "elections", ElectionListView.elections, election, what: "Election")
    let row = found.item
    var rules = JSONValue.null
    if let position = row.positions[ElectionStatus.called.rawValue] {
      rules = try ledger.store.event(at: position).act(ledger.store.registry)?.json ?? .null
    }
    return Answer(
      size: found.size, election: row.election, title: row.title, status: row.status, rules: rules,
      positions: row.positions)
  }
}

extension ElectionTurnout: AnsweredQuery {
  /// The rows of the view “turnout”, summed by hour, channel and district.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let found = try Lists.row(ledger, "elections", ElectionListView.elections, election, what: "Election")
    var (size, rows) = (found.size, [TurnoutView.Row]())
    var cursor: [UInt8]?
    repeat {
      cursor = try ledger.views.read("turnout") { snapshot in
        let page = try snapshot.rows(
          TurnoutView.turnout, prefix: ViewKey(election.description), cursor: cursor, limit: 1000)
        size = snapshot.size
        rows += page.rows
        return page.next
      }
    } while cursor != nil
    return Answer(
      size: size, election: found.item.election, status: found.item.status, electors: found.item.electors,
      voters: rows.reduce(0) { $0 + $1.live }, ballots: ballots(rows), byHour: byHour(rows),
      byChannel: groups(rows) { $0.channel.description },
      byDistrict: groups(rows.filter { !$0.district.isEmpty }, by: \.district))
  }

  private func ballots(_ rows: [TurnoutView.Row]) -> Answer.Ballots {
    rows.reduce(into: Answer.Ballots()) { sum, row in
      sum.cast += row.cast
      sum.live += row.live
      sum.superseded += row.superseded
      sum.annulled += row.annulled
    }
  }

  private func byHour(_ rows: [TurnoutView.Row]) -> [Answer.Hour] {
    var hours: [(hour: Int64?, voters: UInt64)] = []
    for row in rows {
      if let last = hours.last, last.hour == row.hour {
        hours[hours.count - 1].voters += row.live
      } else {
        hours.append((row.hour, row.live))
      }
    }
    return hours.map { hour, voters in
      Answer.Hour(hour: hour.map { Instant(microseconds: $0 * 3_600_000_000) }, voters: voters)
    }
  }

  private func groups(_ rows: [TurnoutView.Row], by name: (TurnoutView.Row) -> String) -> [Answer.Group] {
    Dictionary(grouping: rows, by: name).map { name, rows in
      Answer.Group(name: name, voters: rows.reduce(0) { $0 + $1.live })
    }.sorted { $0.name < $1.name }
  }
}

extension ElectionTally: AnsweredQuery {
  /// A row of the view “tally”, names of candidates joined from the vault.
  ///
  /// - Throws: `Rejection` `UnknownElection`, and `Sealed` before the close.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let found = try ledger.views.read("tally") { snapshot in
      (size: snapshot.size, row: try snapshot.row(TallyView.tallies, ViewKey(election.description)))
    }
    guard let row = found.row else { throw try refusal(ledger) }
    return Answer(
      size: found.size, election: row.election, status: row.status,
      ballots: .init(
        cast: row.cast, live: row.live, superseded: row.superseded, annulled: row.annulled, blank: row.blank),
      voters: row.live,
      options: row.options.map { option in
        Answer.Option(
          id: option.id, name: name(option, ledger.store.vault), votes: option.votes, score: option.score,
          cost: option.cost, selected: option.selected)
      }, decidingTie: row.decidingTie.isEmpty ? nil : row.decidingTie)
  }

  private func name(_ option: TallyView.Row.Option, _ vault: Vault) -> String {
    // A name that is gone or damaged costs the name, not the tally.
    guard let digest = option.commitment.flatMap(Hex.bytes), let content = try? vault.content(of: digest) else {
      return option.label
    }
    return String(decoding: content, as: UTF8.self)
  }

  private func refusal(_ ledger: CityLedger) throws -> Rejection {
    let row = try Lists.row(ledger, "elections", ElectionListView.elections, election, what: "Election").item
    let until = row.votingTo.map { "sealedUntil \($0)" } ?? "sealed until the polls close"
    return Rejection(
      "Sealed", "the count of “\(election)” is not told yet: \(until)", rule: "no count before the close, for anyone",
      positions: row.positions[row.status.rawValue].map { [$0] } ?? [],
      details: ["sealedUntil": row.votingTo.map { .integer($0.microseconds) } ?? .null])
  }
}
