public import TransparencyLog

/// A value that is a text in both encodings, with a grammar of its own.
public protocol TextValue: Hashable, Sendable {
  /// The value of a text; nil outside the grammar.
  init?(text: String)

  /// The text.
  var text: String { get }

  /// What is allowed, for people: `an id ([a-z0-9][a-z0-9._-]{0,63})`.
  static var expectation: String { get }

  /// A text that is allowed, for a field of this name.
  static func example(for field: String) -> String
}

extension String: TextValue {
  /// The text itself.
  @inlinable public init?(text: String) { self = text }
  /// The text itself.
  @inlinable public var text: String { self }
  /// A text.
  public static var expectation: String { "a text" }
  /// The name of the field.
  public static func example(for field: String) -> String { "\(field)-1" }
}

extension Actor: TextValue {
  /// Checks the grammar.
  public init?(text: String) { self.init(text) }
  /// The text itself.
  public var text: String { description }
  /// What an actor is.
  public static var expectation: String { "1 to 128 letters, digits and . _ - : / @" }
  /// A person, or an office if the field is one for offices.
  public static func example(for field: String) -> String {
    ["office", "attestedBy", "attestor"].contains(field) ? "office:participation" : "person:\(field.lowercased())"
  }
}

extension CivilDate: TextValue {
  /// Checks that the day exists.
  public init?(text: String) { self.init(text) }
  /// `YYYY-MM-DD`.
  public var text: String { description }
  /// What a day is.
  public static var expectation: String { "a day that exists (YYYY-MM-DD)" }
  /// A day.
  public static func example(for field: String) -> String { "2027-01-31" }
}

extension StreamName: TextValue {
  /// Checks the grammar.
  public init?(text: String) { self.init(text) }
  /// `category/name`.
  public var text: String { description }
  /// What a stream is.
  public static var expectation: String { "a stream (category/name)" }
  /// A stream.
  public static func example(for field: String) -> String { "election/budget-2027" }
}

/// A value that is bytes in the wire format and base64 in JSON.
public protocol BytesValue: Hashable, Sendable {
  /// The value of bytes; nil for another length.
  init?(bytes: [UInt8])

  /// The bytes.
  var bytes: [UInt8] { get }
}

extension [UInt8]: BytesValue {
  /// The bytes themselves.
  @inlinable public init?(bytes: [UInt8]) { self = bytes }
  /// The bytes themselves.
  @inlinable public var bytes: [UInt8] { self }
}

extension MerkleHash: BytesValue {}

/// What is wrong with the number of bytes; nil if nothing is.
@usableFromInline func bytesProblem(_ count: Int, _ length: ClosedRange<Int>) -> String? {
  if length.contains(count) { return nil }
  return "\(count == 0 ? "is missing" : "\(count) bytes"): expected \(bytesSentence(length))"
}

/// `32 bytes (base64 in JSON)`.
package func bytesSentence(_ length: ClosedRange<Int>) -> String {
  let count =
    switch (length.lowerBound, length.upperBound) {
    case (let least, let most) where least == most: "\(least)"
    case (0, let most): "at most \(most)"
    case (let least, let most): "\(least) to \(most)"
    }
  return "\(count) bytes (base64 in JSON)"
}
