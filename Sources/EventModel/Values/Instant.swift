/// An instant: microseconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct Instant: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  /// µs since 1970 UTC.
  public let microseconds: Int64

  /// An instant from its µs since 1970 UTC.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Reads the number of µs.
  public init(from decoder: any Decoder) throws {
    microseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  /// Writes the number of µs.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(microseconds)
  }

  /// Orders by time.
  public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

  /// This instant and so many µs; saturates at the ends of time.
  public func advanced(byMicroseconds delta: Int64) -> Instant {
    let (sum, overflow) = microseconds.addingReportingOverflow(delta)
    return Instant(microseconds: overflow ? (delta > 0 ? .max : .min) : sum)
  }

  /// The UTC hour that holds the instant, as hours since 1970.
  public var hour: Int64 { microseconds.flooringDivision(by: 3_600_000_000) }

  /// The UTC day that holds the instant, as days since 1970.
  public var day: Int64 { microseconds.flooringDivision(by: 86_400_000_000) }

  /// `2022-11-25T11:00:00Z`, with a fraction of six digits where it is not zero (RFC 3339).
  public var description: String {
    // The first day of all begins before the least instant, so its start cannot be subtracted.
    let remainder = microseconds % 86_400_000_000
    let rest = remainder < 0 ? remainder + 86_400_000_000 : remainder
    let seconds = rest / 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, to: 2) }
    let fraction = rest % 1_000_000
    let suffix = fraction == 0 ? "Z" : ".\(padded(fraction, to: 6))Z"
    return "\(CivilDate(daysSince1970: day))T\(clock.joined(separator: ":"))\(suffix)"
  }
}

extension Int64 {
  /// Division that rounds towards minus infinity, so that buckets before 1970 are as wide as those after.
  fileprivate func flooringDivision(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

private func padded(_ value: Int64, to width: Int) -> String {
  let digits = String(value.magnitude)
  return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// A civil date of the Gregorian calendar, `YYYY-MM-DD`; a day that does not exist is refused.
public struct CivilDate: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The calendar year, 0001 to 9999.
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int

  /// Checks that the day exists (2021-06-31 does not); nil otherwise.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Checks that the day exists; nil otherwise.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Self.days(in: month, of: year)).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The date so many days after 1970-01-01 (H. Hinnant, “chrono-compatible low-level date algorithms”).
  init(daysSince1970 days: Int64) {
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// `YYYY-MM-DD`.
  public var description: String {
    "\(padded(Int64(year), to: 4))-\(padded(Int64(month), to: 2))-\(padded(Int64(day), to: 2))"
  }

  /// Orders by time.
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }
}
