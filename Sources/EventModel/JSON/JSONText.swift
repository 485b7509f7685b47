import FoundationEssentials

/// Values to JSON text and back: the one encoder and the one decoder that everything here uses.
public enum JSONText {
  /// The value as one line of UTF-8: members sorted by name, slashes as they are, no spaces, no line feed.
  ///
  /// For values without fractions whose member names are ASCII this is RFC 8785 (JSON Canonicalization
  /// Scheme), which is what makes the digests of views reproducible elsewhere.
  ///
  /// - Throws: `EncodingError` from the value's own `encode(to:)`.
  public static func encode(_ value: some Encodable) throws -> [UInt8] {
    try encode(value, readableTimes: false)
  }

  /// An answer as programs read it: as ``encode(_:)``, but every `Instant` is RFC 3339 in UTC.
  ///
  /// - Throws: `EncodingError` from the value's own `encode(to:)`.
  public static func answer(_ value: some Encodable) throws -> [UInt8] {
    try encode(value, readableTimes: true)
  }

  private static func encode(_ value: some Encodable, readableTimes: Bool) throws -> [UInt8] {
    if let value = value as? JSONValue { return JSONWriter.text(value) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.userInfo[.readableTimes] = readableTimes
    return [UInt8](try encoder.encode(value))
  }

  /// The value as text, for messages to people.
  package static func text(_ value: JSONValue) -> String { String(decoding: JSONWriter.text(value), as: UTF8.self) }

  /// The JSON value that the text spells, read strictly and at most 128 levels deep.
  ///
  /// - Throws: `InvalidAct` saying where the text is not JSON; two members of one name are refused.
  public static func value(of text: [UInt8]) throws(InvalidAct) -> JSONValue {
    do { return try JSONReader.value(of: text, depthLimit: 128) } catch {
      throw InvalidAct(reason: "not JSON: \(error)")
    }
  }

  /// The value that the text spells.
  ///
  /// - Throws: `DecodingError`, both for text that is not JSON and for JSON of another shape.
  public static func decode<Value: Decodable>(_ type: Value.Type, from text: [UInt8]) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text))
  }
}
