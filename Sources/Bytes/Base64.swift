/// Bytes as standard base64 with padding (RFC 4648 §4), which is how signed notes and proto3 JSON write them.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  /// The text of the bytes.
  package static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group: UInt32 = 0
      for place in 0..<3 { group = group << 8 | (place < count ? UInt32(bytes[start + place]) : 0) }
      for place in 0..<4 {
        let sextet = group >> (18 - 6 * UInt32(place)) & 63
        text.append(place <= count ? alphabet[Int(sextet)] : padding)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of the text; nil unless it is the canonical encoding: no line breaks, stray bits or missing padding.
  package static func bytes(_ text: String) -> [UInt8]? { bytes(Array(text.utf8)[...]) }

  /// The bytes of a text in ASCII; otherwise like ``bytes(_:)-(String)``.
  package static func bytes(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.count.isMultiple(of: 4) else { return nil }
    let body = text.suffix(2).first == padding ? text.dropLast(2) : text.last == padding ? text.dropLast() : text
    guard let bytes = decode(body), self.text(bytes).utf8.elementsEqual(text) else { return nil }
    return bytes
  }

  /// The bytes of the text in the standard or the URL-safe alphabet (RFC 4648 §5), with or without padding, as readers
  /// of proto3 JSON accept it; nil for anything else.
  package static func lenientBytes(_ text: String) -> [UInt8]? {
    var body = text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "-"): UInt8(ascii: "+")
      case UInt8(ascii: "_"): UInt8(ascii: "/")
      default: byte
      }
    }
    while body.last == padding { body.removeLast() }
    guard body.count % 4 != 1 else { return nil }
    return decode(body[...])
  }

  /// The complete bytes that the characters encode; nil if one of them is not in the alphabet.
  private static func decode(_ characters: ArraySlice<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count * 3 / 4)
    var bits: UInt32 = 0
    var pending: UInt32 = 0
    for character in characters {
      guard let sextet = value(of: character) else { return nil }
      bits = bits << 6 | sextet
      pending += 6
      guard pending >= 8 else { continue }
      pending -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> pending))
    }
    return bytes
  }

  private static func value(of character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
