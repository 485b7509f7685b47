/// Canonical ASCII decimals: no sign, no leading zero, at most 2⁶³ − 1.
enum Decimal {
  static func parse(_ text: ArraySlice<UInt8>) -> UInt64? {
    guard (1...19).contains(text.count) else { return nil }
    guard text.count == 1 || text.first != UInt8(ascii: "0") else { return nil }
    var value: UInt64 = 0  // 19 digits fit
    for character in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) else { return nil }
      value = value * 10 + UInt64(character - UInt8(ascii: "0"))
    }
    return value <= LogSize.maximum.rawValue ? value : nil
  }
}
