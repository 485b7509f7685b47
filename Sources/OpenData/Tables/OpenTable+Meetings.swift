import EventModel
import TransparencyLog

extension OpenTable {
  /// What bodies do.
  static let meetings: [OpenTable] = [held, resolutions, votes, opinions]

  private static let meeting = Column("meeting", .string, "the meeting's id, unique in the body")
  private static let resolution = Column("resolution", .string, "the resolution's id, unique in the body")

  private static let held = OpenTable(
    name: "meetings", title: "A meeting, called and perhaps held", titolo: "Sedute e incontri",
    columns: [
      .body, meeting, Column("kind", .string, "session, table, lab, open or placeActivity"),
      Column("call", .integer, "1, or 2 for a second call"),
      Column("scheduled_for", .datetime, "when it was scheduled to begin"),
      Column("opened_at", .datetime, "when it opened; empty before it is recorded as held"),
      Column("closed_at", .datetime, "when it closed"),
      Column("quorum_required", .integer, "how many members had to be present", unit: "members"),
      Column("quorum_present", .integer, "how many members were present", unit: "members"),
      Column("quorum_met", .boolean, "whether it had its quorum"),
      Column("others", .integer, "how many others were there, according to the minutes", unit: "persons"), .transcribed,
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "meetings", "meetings") { row in
        let (held, quorum) = (row["held"], row["held"]?["quorum"])
        try add([
          .text(row, "body"), .text(row, "meeting"), .text(row, "kind"), .whole(row, "call"),
          .instant(row, "scheduledFor"), .instant(held, "openedAt"), .instant(held, "closedAt"),
          .whole(quorum, "required"), .whole(quorum, "present"), .flag(quorum, "met"), .whole(held, "others"),
          .flag(row, "transcribed"),
        ])
      }
    })

  private static let resolutions = OpenTable(
    name: "resolutions", title: "A vote of a body on a text", titolo: "Deliberazioni",
    columns: [
      .body, resolution, meeting, Column("kind", .string, "opinion, areaPact, officers, document or motion"),
      Column("agenda_item", .string, "the item of the agenda that it decides"),
      Column("voted_on", .date, "the UTC day of the meeting"),
      Column("secret", .boolean, "whether the vote was secret"),
      Column("yes", .integer, "votes for", unit: "votes"), Column("no", .integer, "votes against", unit: "votes"),
      Column("abstain", .integer, "abstentions", unit: "votes"),
      Column("counted", .integer, "votes that count for the majority", unit: "votes"),
      Column("required", .integer, "yes votes needed to adopt", unit: "votes"),
      Column("outcome", .string, "adopted or rejected"),
      Column("position", .integer, "the position of the event in the log, from 0"), .transcribed,
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "resolutions", "resolutions") { row in
        let tally = row["tally"]
        try add([
          .text(row, "body"), .text(row, "resolution"), .text(row, "meeting"), .text(row, "kind"),
          .text(row, "agendaItem"), .day(row, "votedOn"), .flag(row, "secret"), .whole(tally, "yes"),
          .whole(tally, "no"), .whole(tally, "abstain"), .whole(row, "counted"), .whole(row, "required"),
          .text(row, "outcome"), .whole(row, "position"), .flag(row, "transcribed"),
        ])
      }
    })

  private static let votes = OpenTable(
    name: "votes", title: "A vote by roll call, without the member if a substitute voted; secret votes are not here",
    titolo: "Voti per appello nominale",
    columns: [.body, resolution, .seat, .member, Column("vote", .string, "yes, no or abstain")],
    rows: { context, add in
      try context.source.forEachRow(of: "resolutions", "resolutions") { row in
        for vote in row["votes"]?.elements ?? [] {
          let member = context.source.members.voter(for: vote.string("seat"), in: row)
          try add([
            .text(row, "body"), .text(row, "resolution"), .text(vote, "seat"), member.map { .text($0.id) } ?? .empty,
            .text(vote, "vote"),
          ])
        }
      }
    })

  private static let opinions = OpenTable(
    name: "opinions", title: "An opinion that a body was asked for", titolo: "Pareri richiesti agli organismi",
    columns: [
      .body, Column("item", .string, "the item of its agenda"), Column("title", .string, "the item's title"),
      Column("due_by", .date, "the last day for it"),
      Column("status", .string, "due, overdue, given or givenLate, at the time of the last event of the log"),
      Column("resolution", .string, "the resolution that gave it"), .transcribed,
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "opinions", "opinions") { row in
        try add([
          .text(row, "body"), .text(row, "item"), .text(row, "title"), .text(row, "dueBy"),
          .text(status(of: row, asOf: context.source.asOf)), .text(row["given"], "resolution"),
          .flag(row, "transcribed"),
        ])
      }
    })

  private static func status(of row: JSONValue, asOf now: Instant) -> String {
    let dueBy = row.string("dueBy")
    let day = JSONValue.day(of: row["given"]?["votedOn"]?.signedInteger ?? now.microseconds)
    let isLate = !dueBy.isEmpty && dueBy < day
    return row["given"] == nil ? (isLate ? "overdue" : "due") : isLate ? "givenLate" : "given"
  }
}
