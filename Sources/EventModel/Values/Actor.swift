/// Who acts, or on whose behalf: a pseudonym, an office, an organisation, `system:clock`. Never a name.
///
/// 1 to 128 bytes of ASCII letters, digits and `. _ - : / @`, the first a letter or a digit.
public struct Actor: Hashable, Sendable, CustomStringConvertible {
  /// The text itself.
  public let description: String

  /// What time brings about is recorded by this actor.
  public static let clock = Actor(unchecked: "system:clock")

  /// The ledger's own reactions and its opening.
  public static let ledger = Actor(unchecked: "system:ledger")

  /// An actor that is written in source code.
  ///
  /// - Precondition: it is within the grammar.
  public init(static text: StaticString) {
    guard let value = Self("\(text)") else {
      preconditionFailure("“\(text)” is not 1 to 128 letters, digits and . _ - : / @")
    }
    self = value
  }

  /// Checks the grammar; nil for a text outside it.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard let first = bytes.first, bytes.count <= 128, Self.isAlphanumeric(first),
      bytes.allSatisfy({ Self.isAlphanumeric($0) || "._-:/@".utf8.contains($0) })
    else { return nil }
    description = text
  }

  /// Nobody: what a value without content has.
  public init(_ blank: Blank) { description = "" }

  /// A text that was read from a record; the grammar was checked when the record was appended.
  package init(unchecked text: String) { description = text }

  /// Whether only the ledger itself may act under this name.
  public var isReserved: Bool { description.hasPrefix("system:") }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

/// How an act reached the administration. The numbers stand in records and never change.
public enum Channel: UInt32, Sendable, CaseIterable, Codable, CustomStringConvertible {
  /// Not stated.
  case unspecified = 0
  /// Over the network, by the person.
  case online = 1
  /// At a polling point or a counter, in person.
  case inPerson = 2
  /// On paper, transcribed.
  case paper = 3

  /// The word that commands and results use.
  public var description: String {
    switch self {
    case .unspecified: "unspecified"
    case .online: "online"
    case .inPerson: "inPerson"
    case .paper: "paper"
    }
  }

  /// The channel with this word, or nil.
  public init?(word: String) {
    guard let channel = Self.allCases.first(where: { $0.description == word }) else { return nil }
    self = channel
  }
}
