/// Builds JSON text without a line feed, values as RFC 8785 spells them (members sorted by name).
///
/// Messages are concatenated from parts that already are JSON text, which no encoder of whole values can do.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package static func text(_ value: JSONValue) -> [UInt8] {
    var writer = JSONWriter()
    writer.append(value)
    return writer.bytes
  }

  package mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Appends JSON text. Line feeds can only stand between its tokens and become spaces, so that
  /// pretty-printed text does not break the framing.
  package mutating func append(line text: [UInt8]) {
    guard text.contains(UInt8(ascii: "\n")) else { return bytes.append(contentsOf: text) }
    bytes.append(contentsOf: text.lazy.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 })
  }

  package mutating func append(_ value: JSONValue) {
    switch value {
    case .null: append("null")
    case .bool(let flag): append(flag ? "true" : "false")
    case .integer(let number): bytes.append(contentsOf: String(number).utf8)
    case .unsigned(let number): bytes.append(contentsOf: String(number).utf8)
    case .number(let number) where number.isFinite: bytes.append(contentsOf: String(number).utf8)
    case .number: append("null")  // JSON has no infinity.
    case .string(let text): append(string: text)
    case .array(let elements): append(elements: elements)
    case .object(let members): append(members: members)
    }
  }

  package mutating func append(string text: String) {
    append("\"")
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case UInt8(ascii: "\n"): append("\\n")
      case UInt8(ascii: "\r"): append("\\r")
      case UInt8(ascii: "\t"): append("\\t")
      case 0x08: append("\\b")
      case 0x0C: append("\\f")
      case 0..<0x20: append(escaped: byte)
      default: bytes.append(byte)
      }
    }
    append("\"")
  }

  private mutating func append(escaped byte: UInt8) {
    append(byte < 0x10 ? "\\u000" : "\\u00")
    bytes.append(contentsOf: String(byte, radix: 16).utf8)
  }

  private mutating func append(elements: [JSONValue]) {
    append("[")
    for (index, element) in elements.enumerated() {
      if index > 0 { append(",") }
      append(element)
    }
    append("]")
  }

  private mutating func append(members: [String: JSONValue]) {
    append("{")
    for (index, name) in members.keys.sorted().enumerated() {
      if index > 0 { append(",") }
      append(string: name)
      append(":")
      append(members[name] ?? .null)
    }
    append("}")
  }
}
