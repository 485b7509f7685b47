import Bytes

/// Reads fields from proto3 JSON and collects everything that is wrong with them.
///
/// Read as other proto3 readers do: `null` as absent, names in snake case too, choices by name, short name or number,
/// whole numbers also in strings, base64 in either alphabet with or without padding. Read beyond them: times of RFC
/// 3339 for instants. Unknown members are refused, and so is one field under two names.
package struct JSONFieldReader: FieldVisitor {
  private var members: [String: JSONValue]
  /// Whether a member is spelled in snake case.
  private let hasSnakeCase: Bool
  private var faults: [InvalidAct.Fault] = []

  private init(_ members: [String: JSONValue]) {
    self.members = members
    hasSnakeCase = members.keys.contains { $0.utf8.contains(UInt8(ascii: "_")) }
  }

  /// Reads a whole message.
  ///
  /// - Throws: `InvalidAct` with all that is wrong, each with the path of its field.
  package static func read<Value: Described>(_ type: Value.Type, from json: JSONValue) throws(InvalidAct) -> Value {
    guard case .object(let members) = json else {
      throw InvalidAct(reason: "\(json.kind): expected an object with the fields of \(Value.schemaName)")
    }
    var reader = JSONFieldReader(members)
    var value = Value(Blank())
    try value.visit(&reader)
    if !reader.members.isEmpty { reader.refuseUnknown(Value.self) }
    guard reader.faults.isEmpty else { throw InvalidAct(reader.faults) }
    return value
  }

  /// Whether each field read so far is right.
  package var isChecking: Bool { faults.isEmpty }

  package mutating func fault(_ field: String, _ reason: String) throws(InvalidAct) { note(field, reason) }

  private mutating func note(_ field: String, _ reason: String) {
    if faults.count < Self.mostFaults { faults.append(.init(field: field, reason: reason)) }
  }

  private mutating func note(_ field: String, _ problem: String?) {
    if let problem { note(field, problem) }
  }

  /// More are of no use to anybody.
  private static let mostFaults = 20

  private mutating func refuseUnknown<Value: Described>(_ type: Value.Type) {
    let known = FieldDescriber.fields(of: type).map(\.name)
    for name in members.keys.sorted() {
      note(name, "\(Value.schemaName) has no such field; it has \(known.joined(separator: ", "))")
    }
  }

  /// The value of a field; nil if it is absent.
  private mutating func take(_ field: Field) -> JSONValue? {
    var value = members.removeValue(forKey: field.name)
    if hasSnakeCase, let other = members.removeValue(forKey: field.name.snakeCase) {
      if value != nil { note(field.name, "appears twice") }
      value = other
    }
    return value == .null ? nil : value
  }

  private mutating func takeList(_ field: Field) -> [JSONValue] {
    guard let value = take(field) else { return [] }
    guard case .array(let elements) = value else {
      note(field.name, "\(value.kind): expected a list")
      return []
    }
    return elements
  }

  /// Reads the entries of a list; what is wrong with one names its index.
  private mutating func entries<Value>(
    _ field: Field, _ read: (inout JSONFieldReader, String, JSONValue) -> Value?
  ) -> [Value] {
    var values: [Value] = []
    for (index, element) in takeList(field).enumerated() {
      if let value = read(&self, "\(field.name)[\(index)]", element) { values.append(value) }
    }
    return values
  }

  // MARK: Single values

  private mutating func number<Value: NumberValue>(
    _ path: String, _ json: JSONValue, _ bounds: ClosedRange<Int64>
  ) -> Value? {
    guard let value = Value(json: json) else {
      note(path, "\(json.shown): expected \(Value.expectation(bounds))")
      return nil
    }
    note(path, value.problem(bounds))
    return value
  }

  private mutating func text<Value: TextValue>(_ path: String, _ json: JSONValue, _ rule: TextRule) -> Value? {
    guard case .string(let text) = json else {
      note(path, "\(json.kind): expected \(Value.expectation)")
      return nil
    }
    guard let value = Value(text: text) else {
      note(path, TextProblem.sentence(text, Value.self))
      return nil
    }
    note(path, rule.problem(text))
    return value
  }

  private mutating func bytes<Value: BytesValue>(_ path: String, _ json: JSONValue, _ length: ClosedRange<Int>)
    -> Value?
  {
    guard case .string(let text) = json, let bytes = Base64.lenientBytes(text) else {
      note(path, "\(json.shown): expected \(bytesSentence(length))")
      return nil
    }
    if let problem = bytesProblem(bytes.count, length) {
      note(path, problem)
      return nil
    }
    return Value(bytes: bytes)
  }

  private mutating func message<Value: Described>(_ path: String, _ json: JSONValue) -> Value? {
    do { return try Self.read(Value.self, from: json) } catch {
      for fault in error.within(path).faults { note(fault.field, fault.reason) }
      return nil
    }
  }

  // MARK: Fields

  package mutating func number<Value: NumberValue>(
    _ field: Field, _ value: inout Value, _ bounds: ClosedRange<Int64>
  ) throws(InvalidAct) {
    if let json = take(field) {
      if let read: Value = number(field.name, json, bounds) { value = read }
    } else if let zero = Value(wire: 0) {
      value = zero
      note(field.name, zero.problem(bounds))
    } else {
      note(field.name, "is missing: expected \(Value.expectation(bounds))")
    }
  }

  package mutating func optionalNumber<Value: NumberValue>(
    _ field: Field, _ value: inout Value?, _ bounds: ClosedRange<Int64>, _ absence: Absence
  ) throws(InvalidAct) {
    guard let json = take(field), !(absence == .zero && Value.isZero(json)) else {
      value = nil
      return note(field.name, absence.problem(Value.expectation(bounds)))
    }
    value = number(field.name, json, bounds)
  }

  package mutating func numbers<Value: NumberValue>(
    _ field: Field, _ values: inout [Value], _ bounds: ClosedRange<Int64>, _ rule: ListRule
  ) throws(InvalidAct) {
    values = entries(field) { reader, path, json in reader.number(path, json, bounds) }
    note(field.name, rule.problem(count: values.count, distinct: Set(values).count))
  }

  package mutating func text<Value: TextValue>(
    _ field: Field, _ value: inout Value, _ rule: TextRule
  ) throws(InvalidAct) {
    if let read: Value = text(field.name, take(field) ?? .string(""), rule) { value = read }
  }

  package mutating func optionalText<Value: TextValue>(
    _ field: Field, _ value: inout Value?, _ rule: TextRule
  ) throws(InvalidAct) {
    guard let json = take(field), json != .string("") else {
      value = nil
      return
    }
    value = text(field.name, json, rule)
  }

  package mutating func texts<Value: TextValue>(
    _ field: Field, _ values: inout [Value], _ text: TextRule, _ rule: ListRule
  ) throws(InvalidAct) {
    values = entries(field) { reader, path, json in reader.text(path, json, text) }
    note(field.name, rule.problem(count: values.count, distinct: Set(values).count))
  }

  package mutating func bytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    if let read: Value = bytes(field.name, take(field) ?? .string(""), length) { value = read }
  }

  package mutating func optionalBytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value?, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    guard let json = take(field), json != .string("") else {
      value = nil
      return
    }
    value = bytes(field.name, json, length)
  }

  package mutating func byteStrings<Value: BytesValue>(
    _ field: Field, _ values: inout [Value], _ length: ClosedRange<Int>, _ rule: ListRule
  ) throws(InvalidAct) {
    values = entries(field) { reader, path, json in reader.bytes(path, json, length) }
    note(field.name, rule.problem(count: values.count, distinct: Set(values).count))
  }

  package mutating func message<Value: Described>(_ field: Field, _ value: inout Value) throws(InvalidAct) {
    guard let json = take(field) else {
      let names = FieldDescriber.fields(of: Value.self).map(\.name).joined(separator: ", ")
      return note(field.name, "is missing: expected an object with \(names)")
    }
    if let read: Value = message(field.name, json) { value = read }
  }

  package mutating func optionalMessage<Value: Described>(
    _ field: Field, _ value: inout Value?
  ) throws(InvalidAct) {
    value = nil
    if let json = take(field) { value = message(field.name, json) }
  }

  package mutating func messages<Value: Described>(
    _ field: Field, _ values: inout [Value], _ rule: ListRule
  ) throws(InvalidAct) {
    values = entries(field) { reader, path, json in reader.message(path, json) }
    note(field.name, rule.problem(count: values.count, distinct: values.count))
  }
}

extension JSONValue {
  /// What kind of value it is, for people.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .integer, .unsigned, .number: "a number"
    case .string: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// A short value as it stands, a long one by its kind.
  var shown: String {
    switch self {
    case .null, .bool, .integer, .unsigned, .number: JSONText.text(self)
    case .string(let text): "“\(text.prefix(80))\(text.count > 80 ? "…" : "")”"
    case .array, .object: kind
    }
  }
}
