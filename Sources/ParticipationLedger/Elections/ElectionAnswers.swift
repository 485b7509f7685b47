import EventLedger
import EventModel
import LogAudit
public import ParticipationModel
import TransparencyLog

extension ListElections: AnsweredQuery {
  /// A page of the view “elections”.
  public func answer(from ledger: CityLedger) throws -> Page<Item> {
    let phases = ElectionPhases(ledger.store)
    return try ledger.page(
      of: "elections", ElectionListProjection.elections, at: at, limit: limit, cursor: cursor
    ) { row in
      guard let status = try phases.status(of: row, on: on) else { return nil }
      var item = Item(
        election: row.election, title: row.title, status: status, votingFrom: row.votingFrom,
        votingTo: row.votingTo, candidaciesFrom: row.candidaciesFrom, candidaciesTo: row.candidaciesTo,
        options: row.options)
      (item.transcribed, item.rectified) = (row.transcribed, row.rectified)
      return item
    }
  }
}

extension ShowElection: AnsweredQuery {
  /// A row of the view “elections”, and the act that called the election.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let found = try ledger.row(
      of: "elections", ElectionListProjection.elections, election, at: at, unknown: .unknownElection)
    let row = found.item
    var rules = JSONValue.null
    if let position = row.positions[ElectionStatus.called.rawValue] {
      rules = try ledger.store.event(at: position).act(ledger.store.registry)?.json ?? .null
    }
    var answer = Answer(
      size: found.size, election: row.election, title: row.title, status: row.status, rules: rules,
      positions: row.positions)
    (answer.transcribed, answer.rectified) = (row.transcribed, row.rectified)
    return answer
  }
}

extension ElectionTurnout: AnsweredQuery {
  /// The rows of the view “turnout”, summed by hour, channel and district.
  public func answer(from ledger: CityLedger) throws -> Answer {
    let found = try ledger.row(
      of: "elections", ElectionListProjection.elections, election, at: at, unknown: .unknownElection)
    var (size, rows) = (found.size, [TurnoutProjection.Row]())
    var cursor: [UInt8]?
    repeat {
      cursor = try ledger.views.read("turnout", at: at) { snapshot in
        let page = try snapshot.rows(
          TurnoutProjection.turnout, prefix: ViewKey(election.description), cursor: cursor, limit: 1000)
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

  private func ballots(_ rows: [TurnoutProjection.Row]) -> Answer.Ballots {
    rows.reduce(into: Answer.Ballots()) { sum, row in
      sum.cast += row.cast
      sum.live += row.live
      sum.superseded += row.superseded
      sum.annulled += row.annulled
      sum.transcribed += row.transcribed
    }
  }

  private func byHour(_ rows: [TurnoutProjection.Row]) -> [Answer.Hour] {
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

  private func groups(_ rows: [TurnoutProjection.Row], by name: (TurnoutProjection.Row) -> String) -> [Answer.Group] {
    Dictionary(grouping: rows, by: name).map { name, rows in
      Answer.Group(name: name, voters: rows.reduce(0) { $0 + $1.live })
    }.sorted { $0.name < $1.name }
  }
}
