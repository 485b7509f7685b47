public import EventModel
import TransparencyLog

/// The offset of the city's clocks from UTC, from an instant on.
public struct ZoneOffset: Described, Hashable {
  /// From this instant on.
  public var from = Instant(microseconds: 0)
  /// Minutes east of UTC: 60 in an Italian winter, 120 in summer.
  public var minutes: Int64 = 0

  /// An offset.
  public init(from: Instant, minutes: Int64) { (self.from, self.minutes) = (from, minutes) }

  /// An offset without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.instant(1, "from", &from)
    try fields.number(2, "minutes", &minutes, -840...840)
  }
}

/// The rules of the ledger as deciders ask them.
package struct LedgerRules: ConstraintValue, Described {
  /// The act that set them; nil for those that hold until one does.
  var setAt: Position?
  var lateDays: UInt32 = 60
  var offsets: [ZoneOffset] = []

  static let stream = StreamName(unchecked: "ledger/rules")
  package static let key = ConstraintKey(stream, kind: 1)

  init(setAt: Position, lateDays: UInt32, offsets: [ZoneOffset]) {
    (self.setAt, self.lateDays, self.offsets) = (setAt, lateDays, offsets)
  }

  /// The clocks of a city, for views.
  package init(offsets: [ZoneOffset]) { self.offsets = offsets }

  package init(_ blank: Blank) {}

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "setAt", &setAt)
    try fields.number(2, "lateDays", &lateDays)
    try fields.messages(3, "offsets", &offsets, .any)
  }

  /// Those in force: lateness of 60 days and clocks on UTC until they are set.
  static func current(_ rows: any ConstraintReader) -> LedgerRules {
    rows.row(key, as: LedgerRules.self) ?? LedgerRules(Blank())
  }

  /// The instant as the city's clocks show it: civil days are turned into instants as if they were days of UTC.
  func local(_ instant: Instant) -> Instant {
    let minutes = offsets.last { $0.from <= instant }?.minutes ?? 0
    return instant.advanced(byMicroseconds: minutes * 60_000_000)
  }

  /// When a civil day begins by the city's clocks.
  package func beginning(of day: CivilDate) -> Instant {
    let start = day.start
    // Of the offsets, the last one that is in force when the day begins by it.
    let minutes = offsets.last { local($0.from) <= start }?.minutes ?? 0
    return start.advanced(byMicroseconds: -minutes * 60_000_000)
  }

  /// The civil day that holds the instant, counted from 1970.
  package func day(_ instant: Instant) -> Int64 { local(instant).day }
}
