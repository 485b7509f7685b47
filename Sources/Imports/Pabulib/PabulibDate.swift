/// The first or last date of a vote, as exact as the file gives it: a day of the calendar, or only a year.
public struct PabulibDate: Hashable, Sendable {
  /// The year, from 1 to 9999.
  public let year: Int
  /// The month from 1 to 12; `nil` if only the year is known.
  public let month: Int?
  /// The day of the month from 1; `nil` if only the year is known.
  public let day: Int?

  /// Reads `DD.MM.YYYY` or `YYYY`, the two forms of <https://pabulib.org/format>.
  ///
  /// - Returns: `nil` for any other form and for a day that does not exist, such as `31.06.2021`.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let year: Int = PabulibNumber.whole(bytes.suffix(4)), year > 0 else { return nil }
    if bytes.count == 4 {
      (self.year, month, day) = (year, nil, nil)
      return
    }
    let point = UInt8(ascii: ".")
    guard bytes.count == 10, bytes[2] == point, bytes[5] == point,
      let day: Int = PabulibNumber.whole(bytes[0..<2]),
      let month: Int = PabulibNumber.whole(bytes[3..<5]),
      (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether this date is certainly before `other`: two dates of one year are not, unless both name a day.
  func precedes(_ other: PabulibDate) -> Bool {
    guard year == other.year else { return year < other.year }
    guard let month, let day, let otherMonth = other.month, let otherDay = other.day else { return false }
    return (month, day) < (otherMonth, otherDay)
  }
}

extension PabulibDate: CustomStringConvertible {
  /// The date as `YYYY-MM-DD`, or `YYYY` if only the year is known.
  public var description: String {
    func padded(_ number: Int, to width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    guard let month, let day else { return padded(year, to: 4) }
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }
}
