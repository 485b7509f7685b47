/// Numbers as the format writes them: decimal digits without sign, exponent or grouping.
enum PabulibNumber {
  /// A whole number, or `nil` if `digits` is something else or too large for `Number`.
  static func whole<Number: FixedWidthInteger>(_ digits: ArraySlice<UInt8>) -> Number? {
    guard !digits.isEmpty else { return nil }
    var value: Number = 0
    for byte in digits {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Number(byte - UInt8(ascii: "0")))
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// An amount of money in cents, from `142300`, `142300.5` or `142300.50`; a third decimal must be 0.
  static func cents(_ text: ArraySlice<UInt8>) -> Int64? {
    let point = text.firstIndex(of: UInt8(ascii: ".")) ?? text.endIndex
    guard let units: Int64 = whole(text[..<point]) else { return nil }
    let (cents, overflow) = units.multipliedReportingOverflow(by: 100)
    guard !overflow, let hundredths = hundredths(text[point...]) else { return nil }
    let (sum, carry) = cents.addingReportingOverflow(hundredths)
    return carry ? nil : sum
  }

  private static func hundredths(_ fraction: ArraySlice<UInt8>) -> Int64? {
    guard !fraction.isEmpty else { return 0 }
    let decimals = fraction.dropFirst()
    guard let value: Int64 = whole(decimals.prefix(2)) else { return nil }
    guard decimals.dropFirst(2).allSatisfy({ $0 == UInt8(ascii: "0") }) else { return nil }
    return decimals.count == 1 ? value * 10 : value
  }

  /// The beginning of a field, short enough for an error message.
  static func excerpt(_ text: ArraySlice<UInt8>) -> String {
    let limit = 40
    let start = String(decoding: text.prefix(limit), as: UTF8.self)
    return text.count > limit ? start + "…" : start
  }
}
