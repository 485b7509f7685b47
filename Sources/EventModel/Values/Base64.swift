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
}
