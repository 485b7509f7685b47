extension Instant {
  /// Reads a time with an offset, `2026-05-04T12:00:00+02:00` (RFC 3339), with at most six digits of a second's
  /// fraction; nil for anything else.
  public init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
      let date = CivilDate(String(decoding: bytes[..<10], as: UTF8.self)),
      let time = ClockTime(bytes[11..<19])
    else { return nil }
    var rest = bytes[19...]
    var fraction: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard (1...6).contains(digits.count) else { return nil }
      fraction = (digits + Array(repeating: UInt8(ascii: "0"), count: 6 - digits.count)).reduce(0) {
        $0 * 10 + Int64($1 - UInt8(ascii: "0"))
      }
      rest = rest.dropFirst(1 + digits.count)
    }
    guard let offset = Self.offset(rest) else { return nil }
    let seconds = date.dayNumber * 86_400 + time.seconds - offset
    self.init(microseconds: seconds * 1_000_000 + fraction)
  }

  /// `HH:MM:SS`, without leap seconds.
  private struct ClockTime {
    let seconds: Int64

    init?(_ bytes: ArraySlice<UInt8>) {
      let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      guard parts.count == 3 || parts.count == 2,
        parts.allSatisfy({ $0.count == 2 && $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } })
      else { return nil }
      let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) } }
      guard numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
      seconds = numbers.reduce(0) { $0 * 60 + $1 } * (parts.count == 2 ? 60 : 1)
    }
  }

  /// Seconds east of UTC: `Z`, `+HH:MM` or `-HH:MM`.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int64? {
    if bytes.elementsEqual("Z".utf8) || bytes.elementsEqual("z".utf8) { return 0 }
    guard let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), bytes.count == 6,
      let time = ClockTime(bytes.dropFirst())
    else { return nil }
    return sign == UInt8(ascii: "-") ? -time.seconds : time.seconds
  }
}
