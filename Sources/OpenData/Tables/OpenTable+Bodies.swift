import EventModel
import TransparencyLog

extension OpenTable {
  /// Bodies and who sits in them.
  static let bodies: [OpenTable] = [established, seats, members, attendance]

  private static let established = OpenTable(
    name: "bodies", title: "A council or another body", titolo: "Consulte e altri organismi",
    columns: [
      .body, Column("title", .string, "its title"),
      Column("kind", .string, "areaCouncil, cityCouncil, steeringCabin, table or other"),
      Column("area", .string, "the area that it represents"),
      Column("neighbourhoods", .string, "the neighbourhoods of its area, “ | ” between them"),
      Column("seats", .integer, "how many seats it has", unit: "seats"),
      Column("term_years", .integer, "the length of a term; 0 means no term", unit: "years"), .transcribed,
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "bodies", "bodies") { row in
        try add([
          .text(row, "body"), .text(row, "title"), .text(row, "kind"), .text(row, "area"),
          .list(row, "neighbourhoods"), .whole(UInt64(row["seats"]?.elements?.count ?? 0)), .whole(row, "termYears"),
          .flag(row, "transcribed"),
        ])
      }
    })

  private static let seats = OpenTable(
    name: "seats", title: "A seat of a body", titolo: "Seggi degli organismi",
    columns: [
      .body, .seat, Column("basis", .string, "how it is filled: elected, byRight or designated"),
      Column("constituency", .string, "the neighbourhood or category that it represents"),
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "bodies", "bodies") { row in
        for seat in row["seats"]?.elements ?? [] {
          try add([.text(row, "body"), .text(seat, "seat"), .text(seat, "basis"), .text(seat, "constituency")])
        }
      }
    })

  private static let members = OpenTable(
    name: "members", title: "A person's time on a seat", titolo: "Componenti degli organismi",
    columns: [
      .body, .seat, .member, Column("title", .string, "elected, byRight, designated or substitute"),
      Column("election", .string, "the election; empty for a designation"),
      Column("organisation", .string, "the organisation that designated the person"),
      Column("from", .date, "the first day in office, UTC"),
      Column("to", .date, "the day on which the time in office ends, UTC; empty if none is known"),
      Column("reason", .string, "why it ended before its term: resigned, absences, moved, …"),
      Column("position", .integer, "the position, from 0, of the event that seated the person"), .transcribed,
    ],
    rows: { context, add in
      for seating in context.source.members.seatings {
        let row = seating.row
        try add([
          .text(row, "body"), .text(row, "seat"), .text(seating.id), .text(row, "title"), .text(row, "election"),
          row["organisation"]?.text.map { .text($0.hasPrefix("org:") ? String($0.dropFirst(4)) : $0) } ?? .empty,
          .day(seating.from), seating.end.map { .day($0) } ?? .empty, .text(row["cessation"], "reason"),
          .whole(row, "seatedAt"), .flag(row, "transcribed"),
        ])
      }
    })

  private static let attendance = OpenTable(
    name: "attendance", title: "The sessions of a person's time on a seat", titolo: "Presenze alle sedute",
    columns: [
      .body, .seat, .member, Column("present", .integer, "sessions attended", unit: "sessions"),
      Column("substituted", .integer, "sessions at which a substitute sat in", unit: "sessions"),
      Column("excused", .integer, "sessions missed with an excuse", unit: "sessions"),
      Column("missed", .integer, "sessions missed without one", unit: "sessions"), .transcribed(unit: "sessions"),
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "members", "attendance") { row in
        let member = row["person"]?.text.flatMap { context.source.members.id(of: $0) }
        try add([
          .text(row, "body"), .text(row, "seat"), member.map { .text($0) } ?? .empty, .whole(row, "present"),
          .whole(row, "substituted"), .whole(row, "excused"), .whole(row, "missed"),
          .whole(row, "transcribed"),
        ])
      }
    })
}
