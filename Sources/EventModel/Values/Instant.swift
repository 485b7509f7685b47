/// An instant: microseconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct Instant: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  /// µs since 1970 UTC.
  public let microseconds: Int64

  /// An instant from its µs since 1970 UTC.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Reads the number of µs, or RFC 3339.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let microseconds = try? container.decode(Int64.self) {
      self.microseconds = microseconds
      return
    }
    let text = try container.decode(String.self)
    guard let instant = Instant(rfc3339: text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is no time (RFC 3339)")
    }
    self = instant
  }

  /// Writes the number of µs; in an answer RFC 3339 (`JSONText.answer`).
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if encoder.userInfo[.readableTimes] as? Bool == true {
      try container.encode(description)
    } else {
      try container.encode(microseconds)
    }
  }

  /// Orders by time.
  public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

  /// This instant advanced by a number of µs; saturates at the ends of the range.
  public func advanced(byMicroseconds delta: Int64) -> Instant {
    let (sum, overflow) = microseconds.addingReportingOverflow(delta)
    return Instant(microseconds: overflow ? (delta > 0 ? .max : .min) : sum)
  }

  /// The UTC hour that holds the instant, as hours since 1970.
  public var hour: Int64 { microseconds.flooringDivision(by: 3_600_000_000) }

  /// The UTC day that holds the instant, as days since 1970.
  public var day: Int64 { microseconds.flooringDivision(by: 86_400_000_000) }

  /// `2022-11-25T11:00:00Z`, with a fraction of six digits if it is not zero (RFC 3339).
  public var description: String {
    // The earliest day begins before the earliest instant, so its start cannot be subtracted.
    let remainder = microseconds % 86_400_000_000
    let rest = remainder < 0 ? remainder + 86_400_000_000 : remainder
    let seconds = rest / 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, to: 2) }
    let fraction = rest % 1_000_000
    let suffix = fraction == 0 ? "Z" : ".\(padded(fraction, to: 6))Z"
    return "\(CivilDate(daysSince1970: day))T\(clock.joined(separator: ":"))\(suffix)"
  }
}

extension CodingUserInfoKey {
  /// Whether times are written for people and programs elsewhere, not as rows of a view.
  static let readableTimes = CodingUserInfoKey(rawValue: "albo.readable-times")!  // ok: every text is a key
}

extension Int64 {
  /// Division that rounds towards minus infinity, so that buckets before 1970 are as wide as those after.
  fileprivate func flooringDivision(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

func padded(_ value: Int64, to width: Int) -> String {
  let digits = String(value.magnitude)
  return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}
