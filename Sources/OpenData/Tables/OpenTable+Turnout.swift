import EventModel

extension OpenTable {
  /// Turnout in groups that may be small: what is suppressed.
  static let turnout: [OpenTable] = [
    OpenTable(
      name: "turnout_by_day", title: "Who voted on a day", titolo: "Affluenza per giorno",
      columns: [
        .election,
        Column(
          "day", .date,
          "the UTC day on which the live ballot was cast; empty in a transcription, and if no day is shown"),
        .voters, .suppressed,
      ],
      rows: { context, add in
        try Turnout.forEachElection(context) { try $0.byDay(context.smallCells, add) }
      }),
    OpenTable(
      name: "turnout_by_hour", title: "Who voted in an hour", titolo: "Affluenza per ora",
      columns: [
        .election,
        Column(
          "hour", .datetime, "the start of the UTC hour; empty in a transcription, and for all hours not shown"),
        .voters,
        .suppressed,
      ],
      rows: { context, add in
        try Turnout.forEachElection(context) { try $0.byHour(context.smallCells, add) }
      }),
    OpenTable(
      name: "turnout_by_channel", title: "Who voted by a channel", titolo: "Affluenza per canale",
      columns: [
        .election, Column("channel", .string, "online, inPerson, paper or unspecified; empty if no channel is shown"),
        .voters, .suppressed,
      ],
      rows: { context, add in
        try Turnout.forEachElection(context) { try $0.byGroup(\.channel, context.smallCells, add) }
      }),
    OpenTable(
      name: "turnout_by_district", title: "Who voted in a district", titolo: "Affluenza per distretto",
      columns: [
        .election,
        Column("district", .string, "the district; empty if the election has none, and if no district is shown"),
        .voters, .suppressed,
      ],
      rows: { context, add in
        try Turnout.forEachElection(context) { try $0.byGroup(\.district, context.smallCells, add) }
      }),
  ]
}

extension OpenTable.Column {
  fileprivate static let voters = OpenTable.Column.persons("voters", "persons with a live ballot")
}

/// The live ballots of one election in memory: a cell for each hour, channel and district.
private struct Turnout {
  struct Group {
    /// Hours since 1970; nil if unknown.
    var hour: Int64?
    var channel: String
    var district: String
    var voters: UInt64
  }

  private(set) var election = ""
  private(set) var groups: [Group] = []

  /// Passes on the turnout of each election; rows are sorted by election.
  static func forEachElection(_ context: TableContext, _ body: (Turnout) throws -> Void) throws {
    var turnout = Turnout()
    try context.source.forEachRow(of: "turnout", "turnout") { row in
      let election = row.string("election")
      if election != turnout.election {
        if !turnout.groups.isEmpty { try body(turnout) }
        turnout = Turnout(election: election)
      }
      turnout.add(row)
    }
    if !turnout.groups.isEmpty { try body(turnout) }
  }

  private mutating func add(_ row: JSONValue) {
    let gone = row.number("superseded") + row.number("annulled")
    let channel = Channel(rawValue: UInt32(row.number("channel"))) ?? .unspecified
    groups.append(
      Group(
        hour: row["hour"]?.signedInteger, channel: channel.description, district: row.string("district"),
        voters: UInt64(max(0, row.number("cast") - gone))))
  }

  private static let hour: Int64 = 3_600_000_000

  private func sums<Key: Hashable & Comparable>(_ key: (Group) -> Key) -> [(key: Key, voters: UInt64)] {
    Dictionary(grouping: groups, by: key).mapValues { $0.reduce(0) { $0 + $1.voters } }
      .filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  func byGroup(_ key: KeyPath<Group, String>, _ cells: SmallCells, _ add: (OpenTable.Row) throws -> Void) throws {
    let rows = rows(sums { $0[keyPath: key] }, cells) { $0.isEmpty ? .empty : .text($0) }
    for row in rows ?? [hidden] { try add(row) }
  }

  private func days() -> [(key: Int64, voters: UInt64)] { sums { $0.hour.map { $0 / 24 } ?? .min } }

  func byDay(_ cells: SmallCells, _ add: (OpenTable.Row) throws -> Void) throws {
    let rows = rows(days(), cells) { $0 == .min ? .empty : .day($0 * 24 * Self.hour) }
    for row in rows ?? [hidden] { try add(row) }
  }

  /// Hours of a hidden day are not shown, because they would reveal it; one row without a count stands for them all.
  func byHour(_ cells: SmallCells, _ add: (OpenTable.Row) throws -> Void) throws {
    let (days, hours) = (days(), sums { $0.hour ?? .min })
    var (told, isAnyHidden): ([OpenTable.Row], Bool) = ([], false)
    for (day, isDayHidden) in zip(days, cells.suppressed(in: days.map(\.voters))) {
      let within = hours.filter { ($0.key == .min ? .min : $0.key / 24) == day.key }
      let rows = isDayHidden ? nil : rows(within, cells) { $0 == .min ? .empty : .instant($0 * Self.hour) }
      told += rows ?? []
      isAnyHidden = isAnyHidden || rows == nil
    }
    for row in (isAnyHidden ? [hidden] : []) + told { try add(row) }
  }

  /// A row for each cell of a partition; nil if none is shown: even their number would reveal something of small ones.
  private func rows<Key>(
    _ sums: [(key: Key, voters: UInt64)], _ cells: SmallCells, _ cell: (Key) -> Cell
  ) -> [OpenTable.Row]? {
    let hidden = cells.suppressed(in: sums.map(\.voters))
    guard hidden.contains(false) || sums.isEmpty else { return nil }
    return zip(sums, hidden).map { row(cell($0.key), $0.voters, $1) }
  }

  /// The row for the groups that are not shown.
  private var hidden: OpenTable.Row { row(.empty, 0, true) }

  private func row(_ group: Cell, _ voters: UInt64, _ isHidden: Bool) -> OpenTable.Row {
    [.text(election), group, isHidden ? .empty : .whole(voters), .flag(isHidden)]
  }
}
