/// The name of a stream, `category/name`: the events of one election, one agreement, one volunteer.
///
/// The category is `[a-z]{1,32}`; the name is `[a-z0-9][a-z0-9._-]{0,63}`.
public struct StreamName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The whole name, for instance `election/consulte-2022`.
  public let description: String

  /// Checks the grammar; nil for a text outside it.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, (1...32).contains(parts[0].count),
      parts[0].allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }),
      Identifier(String(parts[1]) ?? "") != nil
    else { return nil }
    description = text
  }

  /// The stream of an entity in a category that is known to be well formed.
  public init(category: StaticString, _ name: Identifier) {
    var text = category.description
    text.reserveCapacity(text.utf8.count + 1 + name.description.utf8.count)
    text += "/"
    text += name.description
    description = text
  }

  /// A name that was read from a record, where the grammar was checked when it was appended.
  package init(unchecked text: String) { description = text }

  /// What stands before the slash.
  public var category: Substring { description.prefix { $0 != "/" } }

  /// Orders by bytes.
  public static func < (left: StreamName, right: StreamName) -> Bool { left.description < right.description }
}

/// The id that a submitter gives an entity, as it stands in stream names: `[a-z0-9][a-z0-9._-]{0,63}`.
public struct Identifier: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The id itself.
  public let description: String

  /// Checks the grammar; nil for a text outside it.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard let first = bytes.first, bytes.count <= 64, Self.isAlphanumeric(first) else { return nil }
    guard bytes.allSatisfy({ Self.isAlphanumeric($0) || "._-".utf8.contains($0) }) else { return nil }
    description = text
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }

  /// Orders by bytes.
  public static func < (left: Identifier, right: Identifier) -> Bool { left.description < right.description }
}

extension Identifier: Codable {
  /// Reads the text and checks its grammar.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let identifier = Identifier(text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "“\(text)” is not an id: it must match [a-z0-9][a-z0-9._-]{0,63}"))
    }
    self = identifier
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
