import EventModel

/// Everybody who has, had or will have a seat of a body: the persons whom open data shows.
///
/// A person's id is `member-POSITION`, from the event that first seated the person. It is the same in every export of a
/// log, but not the ledger's pseudonym, with which the person's other acts could be found. Memory grows with the
/// seatings.
struct PublicMembers: Sendable {
  /// A person's time on a seat: the row of the read model, and the person's id in open data.
  struct Seating: Sendable {
    let id: String
    let row: JSONValue

    /// µs since 1970 UTC.
    var from: Int64 { row["from"]?.signedInteger ?? 0 }

    /// When the person leaves the seat, µs since 1970 UTC; nil if no end is known.
    var end: Int64? {
      [row["to"]?.signedInteger, row["cessation"]?["effectiveAt"]?.signedInteger].compactMap(\.self).min()
    }
  }

  /// By body, seat and seating.
  let seatings: [Seating]
  private let ids: [String: String]
  private let places: [Place: [Int]]
  /// `BODY/MEETING/SEAT` for each seat with a substitute at a meeting.
  private let substituted: Set<String>

  private struct Place: Hashable { let body, seat: String? }

  init(_ views: ViewSpool) throws {
    var rows: [JSONValue] = []
    try views.forEachRow(of: "members", "members") { rows.append($0) }
    var first: [String: UInt64] = [:]
    for row in rows {
      guard let person = row["person"]?.text, let position = row["seatedAt"]?.unsignedInteger else { continue }
      first[person] = min(first[person] ?? position, position)
    }
    let ids = first.mapValues { "member-\($0)" }
    seatings = rows.compactMap { row in
      row["person"]?.text.flatMap { ids[$0] }.map { Seating(id: $0, row: row) }
    }
    self.ids = ids
    substituted = try Self.substitutions(views)
    places = Dictionary(grouping: seatings.indices) { [seatings] in
      Place(body: seatings[$0].row["body"]?.text, seat: seatings[$0].row["seat"]?.text)
    }
  }

  /// The id of a person who has, had or will have a seat; nil for anybody else.
  func id(of pseudonym: String) -> String? { ids[pseudonym] }

  /// Who voted for a seat by roll call; nil if a substitute did, who is not shown.
  ///
  /// - Parameter resolution: the row of the resolution.
  func voter(for seat: String, in resolution: JSONValue) -> Seating? {
    let (body, instant) = (resolution.string("body"), resolution.number("votedOn"))
    if substituted.contains("\(body)/\(resolution.string("meeting"))/\(seat)") { return nil }
    return (places[Place(body: body, seat: seat)] ?? []).map { seatings[$0] }.first {
      $0.from <= instant && $0.end.map { instant < $0 } ?? true
    }
  }

  private static func substitutions(_ views: ViewSpool) throws -> Set<String> {
    var substituted: Set<String> = []
    try views.forEachRow(of: "meetings", "meetings") { row in
      for present in row["held"]?["attendance"]?.elements ?? [] where present["substitute"]?.text != nil {
        substituted.insert("\(row.string("body"))/\(row.string("meeting"))/\(present.string("seat"))")
      }
    }
    return substituted
  }
}
