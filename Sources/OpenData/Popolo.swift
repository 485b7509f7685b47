import EventModel
import TransparencyLog

/// The entities of Popolo, made from the rows of read models. Ids are those of the objects in OCEL.
enum Popolo {
  static func organization(ofBody row: JSONValue) -> JSONValue {
    entity([
      "id": .string("body/\(row.string("body"))"), "name": row["title"], "classification": row["kind"],
      "area_id": row.string("area").isEmpty ? nil : .string("area/\(row.string("area"))"),
    ])
  }

  static func organization(ofOrganisation row: JSONValue, asOf instant: Instant) -> JSONValue {
    let now = OrganisationOnDay(row, instant)
    let identifiers: [JSONValue] = [("Codice fiscale", row.string("taxCode")), ("RUNTS", now.runts)].compactMap {
      scheme, identifier in
      text(identifier).map { .object(["scheme": .string(scheme), "identifier": $0]) }
    }
    return entity([
      "id": .string("organisation/\(row.string("organisation"))"), "name": .string(now.name),
      "classification": row["legalForm"], "identifiers": identifiers.isEmpty ? nil : .array(identifiers),
      "dissolution_date": row["struckOff"]?["from"],
    ])
  }

  static func posts(_ row: JSONValue) -> [JSONValue] {
    let body = row.string("body")
    return (row["seats"]?.elements ?? []).map { seat in
      entity([
        "id": .string("seat/\(body)/\(seat.string("seat"))"), "label": .string(seat.string("seat")),
        "role": .string("member"), "organization_id": .string("body/\(body)"),
        "area_id": area(ofSeat: seat).map { .string("area/\($0)") },
      ])
    }
  }

  /// The area that a seat represents; nil for a designated one, which represents a category of organisations.
  static func area(ofSeat seat: JSONValue) -> String? {
    let constituency = seat.string("constituency")
    return seat.string("basis") == "designated" || constituency.isEmpty ? nil : constituency
  }

  static func area(_ name: String) -> JSONValue { entity(["id": .string("area/\(name)"), "name": .string(name)]) }

  static func person(_ seating: PublicMembers.Seating) -> JSONValue { entity(["id": .string(seating.id)]) }

  static func membership(_ seating: PublicMembers.Seating, _ areas: PopoloAreas) -> JSONValue {
    let row = seating.row
    let (body, seat) = (row.string("body"), row.string("seat"))
    let organisation = row["organisation"]?.text.map { $0.hasPrefix("org:") ? String($0.dropFirst(4)) : $0 }
    return entity([
      "id": .string("membership/\(row["seatedAt"]?.unsignedInteger ?? 0)"), "person_id": .string(seating.id),
      "organization_id": .string("body/\(body)"), "post_id": .string("seat/\(body)/\(seat)"),
      "role": .string("member"), "label": row["title"],
      "on_behalf_of_id": organisation.map { .string("organisation/\($0)") },
      "area_id": areas.area(of: body, seat).map { .string("area/\($0)") },
      "start_date": day(seating.from), "end_date": seating.end.flatMap { day($0) },
    ])
  }

  static func motion(_ row: JSONValue) -> JSONValue {
    entity([
      "id": .string("resolution/\(name(row))"), "organization_id": .string("body/\(row.string("body"))"),
      "identifier": .string(row.string("resolution")), "classification": row["kind"], "result": row["outcome"],
      "date": instant(row["votedOn"]), "requirement": .string("\(row.number("required")) yes votes"),
    ])
  }

  /// A vote, with the votes of each seat only if it was by roll call.
  static func voteEvent(_ row: JSONValue, _ members: PublicMembers) -> JSONValue {
    let counts = [("yes", "yes"), ("no", "no"), ("abstain", "abstain")].map { option, field in
      JSONValue.object(["option": .string(option), "value": row["tally"]?[field] ?? .integer(0)])
    }
    let votes = (row["votes"]?.elements ?? []).map { vote in
      let seat = vote.string("seat")
      let voter = members.voter(for: seat, in: row)
      return entity([
        "voter_id": voter.map { .string($0.id) }, "option": vote["vote"], "role": .string(seat),
      ])
    }
    return entity([
      "id": .string("vote/\(name(row))"), "organization_id": .string("body/\(row.string("body"))"),
      "motion_id": .string("resolution/\(name(row))"), "identifier": .string("\(row.number("position"))"),
      "classification": .string(row["secret"] == .bool(true) ? "secret ballot" : "roll call"),
      "start_date": instant(row["votedOn"]), "result": row["outcome"], "counts": .array(counts),
      "votes": votes.isEmpty ? nil : .array(votes),
    ])
  }

  private static func name(_ row: JSONValue) -> String { "\(row.string("body"))/\(row.string("resolution"))" }

  private static func entity(_ members: [String: JSONValue?]) -> JSONValue { .object(members.compactMapValues(\.self)) }

  private static func text(_ text: String) -> JSONValue? { text.isEmpty ? nil : .string(text) }

  private static func day(_ microseconds: Int64) -> JSONValue? { .string(JSONValue.day(of: microseconds)) }

  private static func instant(_ value: JSONValue?) -> JSONValue? {
    value?.signedInteger.map { .string(Instant(microseconds: $0).description) }
  }
}

extension JSONValue {
  /// The text of a member; empty if there is none.
  func string(_ name: String) -> String { self[name]?.text ?? "" }

  /// The whole number of a member; 0 if there is none.
  func number(_ name: String) -> Int64 { self[name]?.signedInteger ?? 0 }

  /// The UTC day of an instant, `YYYY-MM-DD`.
  static func day(of microseconds: Int64) -> String {
    String(Instant(microseconds: microseconds).description.prefix(10))
  }
}
