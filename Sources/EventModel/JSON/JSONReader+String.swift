extension JSONReader {
  /// Reads a string (RFC 8259 §7), its opening quote being next.
  mutating func string() throws(Malformed) -> String {
    position += 1
    let start = position
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: text[start..<position - 1], as: UTF8.self)
      case UInt8(ascii: "\\"):
        return try escapedString(from: start)
      case 0..<0x20:
        throw malformed("a control character in a string")
      default:
        position += 1
      }
    }
    throw malformed("unterminated string")
  }

  private mutating func escapedString(from start: Int) throws(Malformed) -> String {
    var bytes = Array(text[start..<position])
    while position < text.count {
      let byte = text[position]
      guard byte >= 0x20 else { throw malformed("a control character in a string") }
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"): bytes.append(contentsOf: try escape().utf8)
      default: bytes.append(byte)
      }
    }
    throw malformed("unterminated string")
  }

  /// What stands for the characters after a backslash.
  private mutating func escape() throws(Malformed) -> Character {
    guard position < text.count else { throw malformed("unterminated string") }
    let byte = text[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return Character(try escapedScalar())
    default: throw malformed("unknown escape")
    }
  }

  /// The scalar of `\uXXXX`, or of the surrogate pair that begins there.
  private mutating func escapedScalar() throws(Malformed) -> Unicode.Scalar {
    let first = try codeUnit()
    guard UTF16.isSurrogate(first) else {
      guard let scalar = Unicode.Scalar(first) else { throw malformed("half a surrogate pair") }
      return scalar
    }
    guard UTF16.isLeadSurrogate(first), text[position...].starts(with: [0x5C, 0x75]) else {
      throw malformed("half a surrogate pair")
    }
    position += 2
    let second = try codeUnit()
    guard UTF16.isTrailSurrogate(second) else { throw malformed("half a surrogate pair") }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  private mutating func codeUnit() throws(Malformed) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard position < text.count, let digit = Character(Unicode.Scalar(text[position])).hexDigitValue,
        text[position] < 0x80
      else { throw malformed("expected four hexadecimal digits") }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }
}
