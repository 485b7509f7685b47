import EventLedger
import EventModel
import ParticipationModel

/// The offsets of the city's clocks, as a view keeps them: a civil day begins by them.
enum CityClocks {
  /// The table in which they are.
  static let working = "offsets"
  private static let offsets = ViewRows.Table<[Offset]>(working)

  /// The offset from an instant on.
  private struct Offset: Codable, Sendable {
    var from: Instant
    var minutes: Int64
  }

  /// Keeps those that an act sets.
  static func follow(_ act: LedgerRulesSet, _ rows: ViewRows) throws {
    try rows.set(offsets, ViewKey(""), to: act.offsets.map { Offset(from: $0.from, minutes: $0.minutes) })
  }

  /// The rules of the ledger, as far as clocks go.
  static func rules(_ rows: ViewRows) throws -> LedgerRules {
    let offsets = try rows.slot(offsets, ViewKey("")).row ?? []
    return LedgerRules(offsets: offsets.map { ZoneOffset(from: $0.from, minutes: $0.minutes) })
  }
}
