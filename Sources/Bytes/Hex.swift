/// Bytes as lower-case hexadecimal digits and back.
package enum Hex {
  private static let digits = [UInt8]("0123456789abcdef".utf8)

  /// Two digits per byte.
  package static func text(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that the digits encode, in either case; nil for an odd number of digits or another character.
  package static func bytes(_ text: String) -> [UInt8]? {
    let nibbles = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    guard nibbles.count.isMultiple(of: 2), nibbles.allSatisfy({ $0 != nil }) else { return nil }
    return stride(from: 0, to: nibbles.count, by: 2).map { offset in
      UInt8((nibbles[offset] ?? 0) << 4 | (nibbles[offset + 1] ?? 0))
    }
  }
}
