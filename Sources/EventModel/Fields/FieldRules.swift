/// A field: its number in the schema, its name in JSON, and what else is known of it.
public struct Field: Sendable {
  /// The number in the schema, which the wire format has.
  public let number: UInt32
  /// The name in JSON, in lower camel case.
  public let name: String
  /// Whether the decider sets it, and a proposal leaves it unset.
  public let isComputed: Bool
  /// What it means, for the parameters of queries; fields of the schema have their comments.
  public let meaning: String

  /// A field.
  @inlinable public init(_ number: UInt32, _ name: String, isComputed: Bool = false, meaning: String = "") {
    (self.number, self.name, self.isComputed, self.meaning) = (number, name, isComputed, meaning)
  }
}

/// How many entries a list may have, and whether one may appear twice.
public struct ListRule: Sendable, Hashable {
  /// How many entries.
  public let count: ClosedRange<Int>
  /// Whether each entry appears once.
  public let isUnique: Bool

  /// A rule for a list.
  @inlinable public init(_ count: ClosedRange<Int>, isUnique: Bool = false) {
    (self.count, self.isUnique) = (count, isUnique)
  }

  /// As many entries as a record can hold.
  public static let any = ListRule(0...Int.max)

  /// What is wrong with a list; nil if nothing is.
  @usableFromInline func problem(count found: Int, distinct: @autoclosure () -> Int) -> String? {
    guard count.contains(found) else { return "\(found) entries: expected \(sentence)" }
    return isUnique && distinct() != found ? "an entry appears twice" : nil
  }

  /// `1 to 300`, `at most 50`.
  package var sentence: String {
    if count.upperBound == .max { return count.lowerBound == 0 ? "any number" : "at least \(count.lowerBound)" }
    return count.lowerBound == 0 ? "at most \(count.upperBound)" : "\(count.lowerBound) to \(count.upperBound)"
  }
}

/// How long a text may be, and of what characters.
public struct TextRule: Sendable, Hashable {
  /// Bytes of UTF-8.
  public let length: ClosedRange<Int>
  /// The characters.
  public let grammar: Grammar

  /// Of what characters a text is.
  public enum Grammar: Sendable, Hashable {
    /// Any.
    case any
    /// Any but control characters; line feeds are allowed.
    case text
    /// Visible ASCII without spaces: texts that look the same are the same.
    case code
  }

  /// A rule for a text.
  @inlinable public init(_ length: ClosedRange<Int>, _ grammar: Grammar = .text) {
    (self.length, self.grammar) = (length, grammar)
  }

  /// Whatever a record can hold.
  public static let any = TextRule(0...Int.max, .any)

  /// What is wrong with a text; nil if nothing is.
  @usableFromInline func problem(_ text: String) -> String? {
    let count = text.utf8.count
    guard length.contains(count) else {
      return "\(count == 0 ? "is missing" : "\(count) bytes"): expected \(sentence)"
    }
    switch grammar {
    case .any: return nil
    case .text:
      let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\n") }
      return isPlain ? nil : "control characters are not allowed"
    case .code:
      let isVisible = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
      return isVisible ? nil : "“\(text)”: expected visible ASCII characters without spaces"
    }
  }

  /// `1 to 300 bytes`.
  package var sentence: String {
    let unit = grammar == .code ? "visible ASCII characters" : "bytes"
    if length.upperBound == .max { return length.lowerBound == 0 ? "any number of \(unit)" : "\(unit)" }
    return length.lowerBound == 0
      ? "at most \(length.upperBound) \(unit)" : "\(length.lowerBound) to \(length.upperBound) \(unit)"
  }
}

/// What a field that may be absent has in its place.
public enum Absence: Sendable, Hashable {
  /// It is not there; zero is a value (`optional` in the schema).
  case unset
  /// Zero, which is no value of its own.
  case zero
  /// Nothing: it must be there, and zero is a value.
  case required

  /// What is wrong if the field is not there; nil if nothing is.
  @usableFromInline func problem(_ expectation: @autoclosure () -> String) -> String? {
    self == .required ? "is missing: expected \(expectation())" : nil
  }
}
