import EventModel
import TransparencyLog

extension OpenTable {
  /// Elections, their options and results: official figures, which are not suppressed.
  static let elections: [OpenTable] = [calls, results, options, elected, candidacies]

  private static let calls = OpenTable(
    name: "elections", title: "An election or a vote on projects", titolo: "Elezioni e votazioni su progetti",
    columns: [
      .election, Column("title", .string, "its title"),
      Column("status", .string, "called, open, closed or certified"),
      Column("voting_from", .datetime, "when voting starts; empty in a transcription"),
      Column("voting_to", .datetime, "when voting ends"),
      Column("candidacies_from", .datetime, "when candidacies start; empty if the options came with the call"),
      Column("candidacies_to", .datetime, "when candidacies end"),
      Column("options", .integer, "options on the ballot paper", unit: "options"),
      Column("electors", .integer, "the persons who may vote; 0 if unknown", unit: "persons"), .transcribed,
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "elections", "elections") { row in
        try add([
          .text(row, "election"), .text(row, "title"), .text(row, "status"), .instant(row, "votingFrom"),
          .instant(row, "votingTo"), .instant(row, "candidaciesFrom"), .instant(row, "candidaciesTo"),
          .whole(row, "options"), .whole(row, "electors"), .flag(row, "transcribed"),
        ])
      }
    })

  private static let results = OpenTable(
    name: "election_results", title: "The count of an election whose polls are closed",
    titolo: "Risultati delle elezioni chiuse",
    columns: [
      .election, Column("status", .string, "closed or certified"),
      Column("cast", .integer, "ballots accepted", unit: "ballots"),
      Column("superseded", .integer, "those that a later ballot of the same voter replaced", unit: "ballots"),
      Column("annulled", .integer, "those that the commission annulled", unit: "ballots"),
      Column("live", .integer, "those that count: the persons who voted", unit: "ballots"),
      Column("blank", .integer, "live ballots that name no option", unit: "ballots"),
      Column("void", .boolean, "whether the turnout quorum failed and nobody is elected"),
      .transcribed(unit: "ballots"),
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "tally", "tallies") { row in
        try add([
          .text(row, "election"), .text(row, "status"), .whole(row, "cast"), .whole(row, "superseded"),
          .whole(row, "annulled"), .whole(row, "live"), .whole(row, "blank"), .flag(row, "isVoid"),
          .whole(row, "transcribed"),
        ])
      }
    })

  private static let options = OpenTable(
    name: "election_options", title: "An option of a closed election, in the order of the ballot paper",
    titolo: "Opzioni e voti delle elezioni chiuse",
    columns: [
      .election, Column("option", .string, "its id on the ballot: a candidacy or a project"),
      Column("label", .string, "the label of a project; empty for a candidacy, because no ledger has its name"),
      Column("district", .string, "the district of a candidacy"),
      Column("cost", .integer, "the cost of a project", unit: "euro cents"),
      Column("votes", .integer, "live ballots that name it: an official result, never suppressed", unit: "ballots"),
      Column("score", .integer, "the sum of its points, or its votes if ballots have no points", unit: "points"),
      Column("place", .integer, "its place on the list of its district or election, from 1; 0 if unranked"),
      Column("selected", .boolean, "whether the allocation selects it"),
    ],
    rows: { context, add in
      let labels = try ProjectLabels(context.source)
      try context.source.forEachRow(of: "tally", "tallies") { row in
        let known = try labels.labels(of: row.string("election"))
        for option in row["options"]?.elements ?? [] {
          try add([
            .text(row, "election"), .text(option, "id"), known[option.string("id")].map { .text($0) } ?? .empty,
            .text(option, "district"), .whole(option, "cost"), .whole(option, "votes"), .whole(option, "score"),
            .whole(option, "place"), .flag(option, "selected"),
          ])
        }
      }
    })

  private static let elected = OpenTable(
    name: "elected", title: "A seat that an election assigns", titolo: "Seggi assegnati dalle elezioni",
    columns: [
      .election, Column("option", .string, "the candidacy that takes the seat"),
      Column("district", .string, "its district"), .body, .seat,
      Column("basis", .string, "votes, draw, byRight, missingGender or nextAfterWithdrawal"),
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "tally", "tallies") { row in
        for seat in row["elected"]?.elements ?? [] {
          try add([
            .text(row, "election"), .text(seat, "option"), .text(seat, "district"), .text(seat, "body"),
            .text(seat, "seat"), .text(seat, "basis"),
          ])
        }
      }
    })

  private static let candidacies = OpenTable(
    name: "candidacies", title: "A candidacy, without the person", titolo: "Candidature, senza la persona",
    columns: [
      .election, Column("candidacy", .string, "its id, as ballots name it"),
      Column("district", .string, "the district in which it stands"),
      Column("status", .string, "filed, admitted, rejected or withdrawn"),
      Column("filed_on", .date, "the day on which it was filed, UTC"), .transcribed,
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "candidacies", "candidacies") { row in
        try add([
          .text(row, "election"), .text(row, "candidacy"), .text(row, "district"), .text(row, "status"),
          .day(row, "filedOn"), .flag(row, "transcribed"),
        ])
      }
    })
}

extension OpenTable.Column {
  static let election = OpenTable.Column("election", .string, "the election's id")
  static let body = OpenTable.Column("body", .string, "the body's id")
  static let seat = OpenTable.Column("seat", .string, "the seat's id, unique in the body")
  static let member = OpenTable.Column(
    "member", .string, "the member: member-POSITION, of the event that first seated the person; no name, no pseudonym")
  static let organisation = OpenTable.Column("organisation", .string, "the organisation's id in the register")
  static let transcribed = OpenTable.Column(
    "transcribed", .boolean, "whether it was recorded later, from paper or from a publication")

  /// How many of the facts of a row are transcribed.
  static func transcribed(_ name: String = "transcribed", unit: String) -> OpenTable.Column {
    OpenTable.Column(
      name, .integer, "how many of them were recorded later, from paper or from a publication", unit: unit)
  }

  static let suppressed = OpenTable.Column(
    "suppressed", .boolean, "whether the row's counts are empty because they are too small, or would reveal small ones")
}

/// The labels of projects, from the acts that called the elections: the read model has pseudonyms in the same field.
private struct ProjectLabels {
  private let source: OpenDataSource
  private let calls: [String: UInt64]

  init(_ source: OpenDataSource) throws {
    self.source = source
    var calls: [String: UInt64] = [:]
    try source.forEachRow(of: "elections", "elections") { row in
      calls[row.string("election")] = row["positions"]?["called"]?.unsignedInteger
    }
    self.calls = calls
  }

  func labels(of election: String) throws -> [String: String] {
    guard let call = calls[election] else { return [:] }
    let act = try source.act(at: Position(call))
    var labels: [String: String] = [:]
    for option in act?["options"]?.elements ?? [] { labels[option.string("id")] = option["project"]?["label"]?.text }
    return labels
  }
}
