import EventModel

/// An organisation as it is at an instant: its name and number change, and it may be out of the register.
struct OrganisationOnDay {
  let name: String
  let runts: String
  /// `registered`, `suspended` or `struckOff`.
  let status: String

  /// - Parameter row: the row of the view “organisations”, which has what was registered and all changes.
  init(_ row: JSONValue, _ instant: Instant) {
    let day = JSONValue.day(of: instant.microseconds)
    func value(_ field: String) -> String {
      let changes = (row["changes"]?.elements ?? []).filter { $0.string("field") == field && $0.string("from") <= day }
      let last = changes.max {
        ($0.string("from"), $0.number("position")) < ($1.string("from"), $1.number("position"))
      }
      return last?.string("value") ?? row.string(field)
    }
    name = value("name")
    runts = value("runts")
    let out = (row["suspensions"]?.elements ?? []).last { time in
      time.string("from") <= day && (time["to"]?.text.map { day <= $0 } ?? true)
    }
    let wasStruckOff = (row["strikingsOff"]?.elements ?? []).contains { $0 == out?["position"] && out != nil }
    let isStruckOff = row["struckOff"]?["from"]?.text.map { $0 <= day } ?? false
    status = isStruckOff || wasStruckOff ? "struckOff" : out == nil ? "registered" : "suspended"
  }
}
