import FoundationEssentials

/// Bytes as standard base64 with padding (RFC 4648 §4), which is how proto3 JSON spells them.
public enum Base64 {
  /// The text of the bytes.
  public static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  /// The bytes of the text; nil for anything that is not its canonical spelling.
  public static func bytes(_ text: String) -> [UInt8]? {
    guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else { return nil }
    return [UInt8](data)
  }

  /// The bytes of the text in the standard or the URL-safe alphabet (RFC 4648 §5), with or without padding, as readers
  /// of proto3 JSON take it; nil for anything else.
  public static func lenientBytes(_ text: String) -> [UInt8]? {
    if text.isEmpty { return [] }
    var utf8 = text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "-"): UInt8(ascii: "+")
      case UInt8(ascii: "_"): UInt8(ascii: "/")
      default: byte
      }
    }
    while utf8.last == UInt8(ascii: "=") { utf8.removeLast() }
    guard utf8.count % 4 != 1 else { return nil }
    utf8 += Array(repeating: UInt8(ascii: "="), count: (4 - utf8.count % 4) % 4)
    return Data(base64Encoded: Data(utf8)).map { [UInt8]($0) }
  }
}
