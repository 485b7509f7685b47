/// The full name of an act's message, for instance `albo.v1.BallotCast`: at most 128 bytes of
/// letters, digits, underscores and dots.
public struct ActType: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The name itself.
  public let description: String

  /// Checks the grammar; nil for a text outside it.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard (1...128).contains(bytes.count), bytes.first != UInt8(ascii: "."), bytes.last != UInt8(ascii: "."),
      bytes.allSatisfy(Self.isAllowed)
    else { return nil }
    description = text
  }

  /// A name that is written in source code: a literal, whose copies cost nothing.
  public init(static text: String) { description = text }

  /// A name that was read from a record; the grammar was checked when the record was appended.
  package init(unchecked text: String) { description = text }

  /// What stands after the last dot.
  public var shortName: String { description.split(separator: ".").last.map(String.init) ?? description }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Orders by bytes.
  public static func < (left: ActType, right: ActType) -> Bool { left.description < right.description }
}
