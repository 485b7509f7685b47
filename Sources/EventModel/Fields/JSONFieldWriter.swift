import Bytes

/// Writes fields as proto3 JSON: without what has its default, 64-bit integers as numbers.
package struct JSONFieldWriter: FieldVisitor {
  private var members: [String: JSONValue] = [:]

  private init() {}

  /// The value as an object.
  package static func json<Value: Described>(_ value: Value) -> JSONValue {
    var copy = value
    return object(&copy)
  }

  private static func object<Value: Described>(_ value: inout Value) -> JSONValue {
    var writer = JSONFieldWriter()
    // Writing finds nothing wrong.
    try? value.visit(&writer)
    return .object(writer.members)
  }

  package var isChecking: Bool { false }

  package mutating func fault(_ field: String, _ reason: String) throws(InvalidAct) {}

  package mutating func number<Value: NumberValue>(
    _ field: Field, _ value: inout Value, _ bounds: ClosedRange<Int64>
  ) throws(InvalidAct) {
    if value.wire != 0 { members[field.name] = value.json }
  }

  package mutating func optionalNumber<Value: NumberValue>(
    _ field: Field, _ value: inout Value?, _ bounds: ClosedRange<Int64>, _ absence: Absence
  ) throws(InvalidAct) {
    if let value, value.wire != 0 || absence != .zero { members[field.name] = value.json }
  }

  package mutating func numbers<Value: NumberValue>(
    _ field: Field, _ values: inout [Value], _ bounds: ClosedRange<Int64>, _ rule: ListRule
  ) throws(InvalidAct) {
    if !values.isEmpty { members[field.name] = .array(values.map(\.json)) }
  }

  package mutating func text<Value: TextValue>(
    _ field: Field, _ value: inout Value, _ rule: TextRule
  ) throws(InvalidAct) {
    let text = value.text
    if !text.isEmpty { members[field.name] = .string(text) }
  }

  package mutating func optionalText<Value: TextValue>(
    _ field: Field, _ value: inout Value?, _ rule: TextRule
  ) throws(InvalidAct) {
    if let text = value?.text, !text.isEmpty { members[field.name] = .string(text) }
  }

  package mutating func texts<Value: TextValue>(
    _ field: Field, _ values: inout [Value], _ text: TextRule, _ rule: ListRule
  ) throws(InvalidAct) {
    if !values.isEmpty { members[field.name] = .array(values.map { .string($0.text) }) }
  }

  package mutating func bytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    let bytes = value.bytes
    if !bytes.isEmpty { members[field.name] = .string(Base64.text(bytes)) }
  }

  package mutating func optionalBytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value?, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    if let bytes = value?.bytes, !bytes.isEmpty { members[field.name] = .string(Base64.text(bytes)) }
  }

  package mutating func byteStrings<Value: BytesValue>(
    _ field: Field, _ values: inout [Value], _ length: ClosedRange<Int>, _ rule: ListRule
  ) throws(InvalidAct) {
    if !values.isEmpty { members[field.name] = .array(values.map { .string(Base64.text($0.bytes)) }) }
  }

  package mutating func message<Value: Described>(_ field: Field, _ value: inout Value) throws(InvalidAct) {
    members[field.name] = Self.object(&value)
  }

  package mutating func optionalMessage<Value: Described>(
    _ field: Field, _ value: inout Value?
  ) throws(InvalidAct) {
    if let value { members[field.name] = Self.json(value) }
  }

  package mutating func messages<Value: Described>(
    _ field: Field, _ values: inout [Value], _ rule: ListRule
  ) throws(InvalidAct) {
    if !values.isEmpty { members[field.name] = .array(values.map(Self.json)) }
  }
}
