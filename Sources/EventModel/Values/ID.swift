/// The id of an entity, as its submitter gave it and as it stands in stream names: `[a-z0-9][a-z0-9._-]{0,63}`.
///
/// `Of` says what it is the id of, so that nobody passes a seat for a body.
public struct ID<Of>: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The id itself.
  public let description: String

  /// Checks the grammar; nil for a text outside it.
  @inlinable public init?(_ text: String) {
    guard IDGrammar.allows(text) else { return nil }
    description = text
  }

  /// An id that is written in source code.
  ///
  /// - Precondition: it is within the grammar.
  public init(static text: StaticString) {
    let text = "\(text)"
    precondition(IDGrammar.allows(text), "“\(text)” is not an id: it must match [a-z0-9][a-z0-9._-]{0,63}")
    description = text
  }

  /// No id: what a value without content has.
  public init(_ blank: Blank) { description = "" }

  /// No id: what a value without content has.
  @inlinable package init() { description = "" }

  /// Orders by bytes.
  public static func < (left: ID, right: ID) -> Bool { left.description < right.description }
}

extension ID: TextValue {
  /// Checks the grammar.
  @inlinable public init?(text: String) { self.init(text) }
  /// The id itself.
  @inlinable public var text: String { description }
  /// The grammar.
  public static var expectation: String { "an id ([a-z0-9][a-z0-9._-]{0,63})" }
  /// The name of the field, and a number.
  public static func example(for field: String) -> String { "\(field.lowercased())-1" }
}

extension ID: Codable {
  /// Reads the text and checks its grammar.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let id = ID(text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "“\(text)” is not an id: it must match [a-z0-9][a-z0-9._-]{0,63}"))
    }
    self = id
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// The grammar of ids.
@usableFromInline enum IDGrammar {
  @usableFromInline static func allows(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, bytes.count <= 64, isAlphanumeric(first) else { return false }
    return bytes.allSatisfy {
      isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}
