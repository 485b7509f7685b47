import EventModel
import TransparencyLog

extension OpenTable {
  /// Every table of open data, in the order of the dictionary.
  static let all: [OpenTable] = elections + turnout + bodies + meetings + subjects

  /// Organisations, agreements, proposals, and persons only as numbers.
  static let subjects: [OpenTable] = [organisations, agreements, parties, proposals, volunteerHours, people]

  private static let organisations = OpenTable(
    name: "organisations", title: "An organisation of the register", titolo: "Organizzazioni iscritte al registro",
    columns: [
      .organisation, Column("name", .string, "its public name"),
      Column("legal_form", .string, "association, cooperative, …, informalGroup"),
      Column("status", .string, "registered, suspended or struckOff, at the time of the last event of the log"),
      Column("tax_code", .string, "its tax code; empty for an informal group, and for one with a foreign code"),
      Column("foreign_code", .string, "the code by which another country knows it, COUNTRY:CODE"),
      Column("runts", .string, "its number in the national register of the third sector (RUNTS)"),
      Column("territories", .string, "where it is active, “ | ” between them"),
      Column("registered_on", .date, "the day on which it was registered, UTC"),
      Column("struck_off_from", .date, "the first day on which it is no longer in the register"), .transcribed,
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "organisations", "organisations") { stored in
        let (row, code) = (OrganisationOnDay(stored, context.source.asOf), stored["foreignCode"])
        try add([
          .text(stored, "organisation"), .text(row.name), .text(stored, "legalForm"), .text(row.status),
          .text(stored, "taxCode"),
          code == nil ? .empty : .text("\(code?.string("country") ?? ""):\(code?.string("code") ?? "")"),
          .text(row.runts), .list(stored, "territories"), .day(stored, "registered"),
          .text(stored["struckOff"], "from"),
          .flag(stored, "transcribed"),
        ])
      }
    })

  private static let agreement = Column("agreement", .string, "the agreement's id")

  private static let agreements = OpenTable(
    name: "agreements", title: "An agreement in its last version", titolo: "Accordi e patti",
    columns: [
      agreement, Column("title", .string, "its title"),
      Column("kind", .string, "citizenship, pact, areaPact, convention or concession"),
      Column("place", .string, "the public place it concerns"), Column("version", .integer, "the version, from 1"),
      Column("status", .string, "open for signature, or inForce"),
      Column("parties", .integer, "parties of the version", unit: "parties"),
      Column("signed", .integer, "those that have signed", unit: "parties"),
      Column("term_from", .date, "first day of the term"), Column("term_to", .date, "last day of the term"),
      .transcribed, .transcribed("transcribed_signatures", unit: "parties"),
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "agreements", "agreements") { row in
        let parties = row["parties"]?.elements ?? []
        let signed = parties.count { $0["signedAt"]?.unsignedInteger != nil }
        try add([
          .text(row, "agreement"), .text(row, "title"), .text(row, "kind"), .text(row, "place"), .whole(row, "version"),
          .text(row, "status"), .whole(UInt64(parties.count)), .whole(UInt64(signed)), .text(row, "termFrom"),
          .text(row, "termTo"), .flag(row, "transcribed"), .whole(row, "transcribedSignatures"),
        ])
      }
    })

  private static let parties = OpenTable(
    name: "agreement_parties", title: "An organisation that is party to an agreement; persons are left out",
    titolo: "Organizzazioni parti degli accordi",
    columns: [
      agreement, .organisation, Column("required", .boolean, "whether the agreement needs its signature"),
      Column("signed", .boolean, "whether it has signed the last version"),
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "agreements", "agreements") { row in
        for party in row["parties"]?.elements ?? [] where party.string("party").hasPrefix("org:") {
          try add([
            .text(row, "agreement"), .text(String(party.string("party").dropFirst(4))), .flag(party, "required"),
            .flag(party["signedAt"]?.unsignedInteger != nil),
          ])
        }
      }
    })

  private static let proposals = OpenTable(
    name: "proposals", title: "A proposal in its last version", titolo: "Proposte e petizioni",
    columns: [
      Column("proposal", .string, "the proposal's id"), Column("title", .string, "its title"),
      Column("kind", .string, "request, petition, motion or pactItem"),
      Column("area", .string, "the area it concerns"), Column("version", .integer, "the version, from 1"),
      Column("status", .string, "published or answered"),
      Column("threshold", .integer, "supports that require an answer; 0 means no threshold", unit: "persons"),
      Column(
        "supports", .integer, "supports of the version: the official figure, never suppressed", unit: "persons"),
      Column("answer", .string, "accepted, partly or rejected; empty if there is no answer"),
      .transcribed, .transcribed("transcribed_supports", unit: "persons"),
    ],
    rows: { context, add in
      try context.source.forEachRow(of: "proposals", "proposals") { row in
        try add([
          .text(row, "proposal"), .text(row, "title"), .text(row, "kind"), .text(row, "area"), .whole(row, "version"),
          .text(row, "status"), .whole(row, "threshold"), .whole(row, "supports"), .text(row["answer"], "outcome"),
          .flag(row, "transcribed"), .whole(row, "transcribedSupports"),
        ])
      }
    })

  private static let volunteerHours = OpenTable(
    name: "volunteer_hours", title: "The confirmed hours given to a project in a month; no totals are published",
    titolo: "Ore di volontariato per progetto e mese",
    columns: [
      Column("project", .string, "the project"), Column("month", .string, "the UTC month, YYYY-MM"),
      .persons("volunteers", "persons who gave time"), .persons("entries", "confirmed entries", unit: "entries"),
      .persons("minutes", "confirmed minutes", unit: "minutes"), .suppressed,
    ],
    rows: { context, add in
      for (key, sum) in try VolunteerMonths(context.source).sums.sorted(by: { $0.key < $1.key }) {
        let isHidden = context.smallCells.hides(sum.volunteers)
        let counts = [sum.volunteers, sum.entries, sum.minutes].map { isHidden ? Cell.empty : .whole($0) }
        try add([.text(key.project), .text(key.month)] + counts + [.flag(isHidden)])
      }
    })

  private static let people = OpenTable(
    name: "people", title: "How many persons have an attested attribute",
    titolo: "Persone iscritte, per attributo",
    columns: [
      Column("attribute", .string, "the attribute's name, without its value; empty for all enrolled persons"),
      .persons("persons", "persons for whom it was attested"), .suppressed,
    ],
    rows: { context, add in
      var (all, sums) = (UInt64(0), [String: UInt64]())
      try context.source.forEachRow(of: "people", "people") { row in
        all += 1
        for name in Set((row["attributes"]?.elements ?? []).map { $0.string("name") }) { sums[name, default: 0] += 1 }
      }
      guard all > 0 else { return }
      let isFew = context.smallCells.hides(all)
      try add([.empty, isFew ? .empty : .whole(all), .flag(isFew)])
      for (name, sum) in sums.sorted(by: { $0.key < $1.key }) {
        let isHidden = context.smallCells.hides(sum, of: all)
        try add([.text(name), isHidden ? .empty : .whole(sum), .flag(isHidden)])
      }
    })
}

/// Confirmed hours by project and month. Entries are sorted by volunteer, so each volunteer is counted once per cell.
private struct VolunteerMonths {
  struct Key: Hashable, Comparable {
    let project, month: String

    static func < (left: Key, right: Key) -> Bool {
      (left.project, left.month) < (right.project, right.month)
    }
  }

  struct Sum {
    var volunteers: UInt64 = 0
    var entries: UInt64 = 0
    var minutes: UInt64 = 0
  }

  private(set) var sums: [Key: Sum] = [:]

  init(_ source: OpenDataSource) throws {
    var sums: [Key: Sum] = [:]
    var (volunteer, seen) = ("", Set<Key>())
    try source.forEachRow(of: "volunteers", "entries") { row in
      if row.string("volunteer") != volunteer { (volunteer, seen) = (row.string("volunteer"), []) }
      guard row.string("status") == "confirmed" else { return }
      let key = Key(project: row.string("project"), month: String(JSONValue.day(of: row.number("start")).prefix(7)))
      if seen.insert(key).inserted { sums[key, default: Sum()].volunteers += 1 }
      sums[key, default: Sum()].entries += 1
      sums[key, default: Sum()].minutes += UInt64(max(0, row.number("minutes")))
    }
    self.sums = sums
  }
}
