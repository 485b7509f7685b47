extension JSONReader {
  /// Reads a number (RFC 8259 §6).
  mutating func number() throws(Malformed) -> JSONValue {
    let start = position
    var isWhole = true
    _ = takeHere("-")
    if !takeHere("0") { try digits() }
    if takeHere(".") {
      isWhole = false
      try digits()
    }
    if takeHere("e") || takeHere("E") {
      isWhole = false
      _ = takeHere("+") || takeHere("-")
      try digits()
    }
    let spelling = String(decoding: text[start..<position], as: UTF8.self)
    guard let value = JSONValue(number: spelling, isWhole: isWhole) else {
      throw malformed("a number out of range")
    }
    return value
  }

  private mutating func digits() throws(Malformed) {
    let start = position
    while position < text.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[position] { position += 1 }
    guard position > start else { throw malformed("unexpected byte") }
  }

  private mutating func takeHere(_ scalar: Unicode.Scalar) -> Bool {
    guard position < text.count, text[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }
}

extension JSONValue {
  fileprivate init?(number spelling: String, isWhole: Bool) {
    if isWhole, let value = Int64(spelling) {
      self = .integer(value)
    } else if isWhole, let value = UInt64(spelling) {
      self = .unsigned(value)
    } else if let value = Double(spelling), value.isFinite {
      self = Int64(exactly: value).map(JSONValue.integer) ?? .number(value)
    } else {
      return nil
    }
  }
}
