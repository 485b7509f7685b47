/// The name of a key, and the origin of a log: not empty, without Unicode spaces, control characters or `+`
/// (c2sp.org/signed-note).
///
/// Names are equal if their bytes are; Unicode's canonical equivalence does not count.
public struct KeyName: Sendable {
  /// The name as it stands in signature lines.
  public let text: String

  /// The name with that text.
  ///
  /// - Throws: ``KeyError/malformedName(_:)``.
  public init(_ text: String) throws(KeyError) {
    let isValid = text.unicodeScalars.allSatisfy {
      !$0.properties.isWhitespace && $0.value >= 0x20 && $0 != "+"
    }
    guard isValid, !text.isEmpty else { throw .malformedName(text) }
    self.text = text
  }
}

extension KeyName: Hashable, Comparable {
  /// Whether the bytes are the same.
  public static func == (left: KeyName, right: KeyName) -> Bool {
    left.text.hasSameBytes(as: right.text)
  }

  /// The order of the bytes.
  public static func < (left: KeyName, right: KeyName) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
    hasher.combine(0xff as UInt8)
  }
}

extension KeyName: CustomStringConvertible {
  /// The name itself.
  public var description: String { text }
}
