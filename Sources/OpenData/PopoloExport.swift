import EventLedger
import EventModel
import TransparencyLog

/// Popolo (popoloproject.com/specs): bodies and organisations, who sits on which seat, and how bodies voted.
///
/// Everything comes from read models, a row at a time; memory grows by one entry for each seating (`PublicMembers`).
struct PopoloExport {
  private let source: OpenDataSource

  init(_ source: OpenDataSource) { self.source = source }

  /// Writes one object with an array for each kind of entity.
  func write(to write: @escaping ([UInt8]) throws -> Void, progress: OpenDataProgress) throws -> OpenDataReport {
    var report = OpenDataReport(source)
    var stream = try JSONStream(to: write)
    try stream.member("meta", .object(source.provenance))
    let rows: [(name: String, view: String, table: String, entities: (JSONValue) -> [JSONValue])] = [
      ("organizations", "bodies", "bodies", { [Popolo.organization(ofBody: $0)] }),
      ("posts", "bodies", "bodies", Popolo.posts),
      ("motions", "resolutions", "resolutions", { [Popolo.motion($0)] }),
      ("vote_events", "resolutions", "resolutions", { [Popolo.voteEvent($0, source.members)] }),
    ]
    for (index, part) in rows.enumerated() {
      progress("parts", UInt64(index), UInt64(rows.count))
      try stream.array(part.name) { stream in
        if part.name == "organizations" { try writeOrganisations(&stream, &report) }
        try source.forEachRow(of: part.view, part.table) { row in
          for entity in part.entities(row) { try add(entity, &stream, &report) }
        }
      }
    }
    progress("parts", UInt64(rows.count), UInt64(rows.count))
    try stream.array("persons") { try writePersons(&$0, &report) }
    let areas = try PopoloAreas(source)
    try stream.array("memberships") { stream in
      for seating in source.members.seatings { try add(Popolo.membership(seating, areas), &stream, &report) }
    }
    try stream.array("areas") { stream in
      for area in areas.names.sorted() { try add(Popolo.area(area), &stream, &report) }
    }
    try stream.end()
    return report
  }

  private func writeOrganisations(_ stream: inout JSONStream, _ report: inout OpenDataReport) throws {
    try source.forEachRow(of: "organisations", "organisations") { row in
      try add(Popolo.organization(ofOrganisation: row, asOf: source.asOf), &stream, &report)
    }
  }

  /// Writes each person once, whatever the number of seats; without a name, because no ledger has one.
  private func writePersons(_ stream: inout JSONStream, _ report: inout OpenDataReport) throws {
    var seen: Set<String> = []
    for seating in source.members.seatings where seen.insert(seating.id).inserted {
      try add(Popolo.person(seating), &stream, &report)
    }
  }

  private func add(_ entity: JSONValue, _ stream: inout JSONStream, _ report: inout OpenDataReport) throws {
    report.objects += 1
    try stream.element(entity)
  }
}

/// The areas that bodies and elected seats represent.
struct PopoloAreas {
  private(set) var names: Set<String> = []
  private var seats: [String: String] = [:]

  init(_ source: OpenDataSource) throws {
    var (names, seats) = (Set<String>(), [String: String]())
    try source.forEachRow(of: "bodies", "bodies") { row in
      if !row.string("area").isEmpty { names.insert(row.string("area")) }
      for seat in row["seats"]?.elements ?? [] {
        guard let area = Popolo.area(ofSeat: seat) else { continue }
        names.insert(area)
        seats["\(row.string("body"))/\(seat.string("seat"))"] = area
      }
    }
    (self.names, self.seats) = (names, seats)
  }

  /// The area of a body's seat; nil if it represents none.
  func area(of body: String, _ seat: String) -> String? { seats["\(body)/\(seat)"] }
}
