/// What is known of a field without a value: for the schema, the documentation, errors and examples.
public struct FieldDescription: Sendable {
  /// The number in the schema.
  public let number: UInt32
  /// The name in JSON.
  public let name: String
  /// Whether the decider sets it.
  public let isComputed: Bool
  /// What it means, for the parameters of queries; empty for fields of the schema, which have their comments.
  public let meaning: String
  /// The type in the schema: `string`, `uint64`, the name of a message or an enumeration.
  public let type: String
  /// How often it appears.
  public let presence: Presence
  /// What is allowed, for people; empty for a message.
  public let allowed: String
  /// The choices by their names in JSON; empty unless it is a choice.
  public let choices: [String]
  /// The fields of the message that stands in it; empty unless it is one.
  public let fields: [FieldDescription]

  /// How often a field appears.
  public enum Presence: Sendable, Hashable {
    /// Once; absent if it has its default and the bounds allow that.
    case plain
    /// Once or not at all, and zero is a value.
    case optional
    /// Any number of times.
    case list
  }

  /// Whether the type is that of a message.
  public var isMessage: Bool { !fields.isEmpty }

  /// Whether a proposal must have it.
  public let isRequired: Bool

  /// The type in JSON: `string`, `integer`, `boolean`, `array`, `object`.
  public var jsonType: String {
    if presence == .list { return "array" }
    if isMessage { return "object" }
    switch type {
    case "uint32", "uint64", "int64": return "integer"
    case "bool": return "boolean"
    default: return "string"
    }
  }
}

/// Collects the descriptions of fields.
package struct FieldDescriber: FieldVisitor {
  private var fields: [FieldDescription] = []

  private init() {}

  /// The fields of a type, in the order of their numbers.
  package static func fields<Value: Described>(of type: Value.Type) -> [FieldDescription] {
    var describer = FieldDescriber()
    var value = Value(Blank())
    // Describing finds nothing wrong.
    try? value.visit(&describer)
    return describer.fields
  }

  package var isChecking: Bool { false }

  package mutating func fault(_ field: String, _ reason: String) throws(InvalidAct) {}

  private mutating func add(
    _ field: Field, _ type: String, _ presence: FieldDescription.Presence, allowed: String, isRequired: Bool,
    choices: [String] = [], fields nested: [FieldDescription] = []
  ) {
    fields.append(
      FieldDescription(
        number: field.number, name: field.name, isComputed: field.isComputed, meaning: field.meaning, type: type,
        presence: presence, allowed: allowed, choices: choices, fields: nested,
        isRequired: isRequired && !field.isComputed))
  }

  private static func sentence(_ rule: ListRule, of entry: String) -> String {
    let unique = rule.isUnique ? ", none of them twice" : ""
    if rule.count.upperBound == .max, rule.count.lowerBound == 0 { return "each \(entry)\(unique)" }
    return "\(rule.sentence)\(unique), each \(entry)"
  }

  package mutating func number<Value: NumberValue>(
    _ field: Field, _ value: inout Value, _ bounds: ClosedRange<Int64>
  ) throws(InvalidAct) {
    let isZeroAllowed = Value(wire: 0).map { $0.isWithin(bounds) } ?? false
    add(
      field, Value.schemaType, .plain, allowed: Value.expectation(bounds), isRequired: !isZeroAllowed,
      choices: Value.choiceNames)
  }

  package mutating func optionalNumber<Value: NumberValue>(
    _ field: Field, _ value: inout Value?, _ bounds: ClosedRange<Int64>, _ absence: Absence
  ) throws(InvalidAct) {
    add(
      field, Value.schemaType, absence == .zero ? .plain : .optional, allowed: Value.expectation(bounds),
      isRequired: absence == .required, choices: Value.choiceNames)
  }

  package mutating func numbers<Value: NumberValue>(
    _ field: Field, _ values: inout [Value], _ bounds: ClosedRange<Int64>, _ rule: ListRule
  ) throws(InvalidAct) {
    add(
      field, Value.schemaType, .list, allowed: Self.sentence(rule, of: Value.expectation(bounds)),
      isRequired: rule.count.lowerBound > 0, choices: Value.choiceNames)
  }

  private static func allowed<Value: TextValue>(_ type: Value.Type, _ rule: TextRule) -> String {
    Value.self == String.self ? rule.sentence : Value.expectation
  }

  package mutating func text<Value: TextValue>(
    _ field: Field, _ value: inout Value, _ rule: TextRule
  ) throws(InvalidAct) {
    let isEmptyAllowed = Value(text: "") != nil && rule.length.contains(0)
    add(field, "string", .plain, allowed: Self.allowed(Value.self, rule), isRequired: !isEmptyAllowed)
  }

  package mutating func optionalText<Value: TextValue>(
    _ field: Field, _ value: inout Value?, _ rule: TextRule
  ) throws(InvalidAct) {
    add(field, "string", .plain, allowed: Self.allowed(Value.self, rule), isRequired: false)
  }

  package mutating func texts<Value: TextValue>(
    _ field: Field, _ values: inout [Value], _ text: TextRule, _ rule: ListRule
  ) throws(InvalidAct) {
    add(
      field, "string", .list, allowed: Self.sentence(rule, of: Self.allowed(Value.self, text)),
      isRequired: rule.count.lowerBound > 0)
  }

  package mutating func bytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    add(field, "bytes", .plain, allowed: bytesSentence(length), isRequired: length.lowerBound > 0)
  }

  package mutating func optionalBytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value?, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    add(field, "bytes", .plain, allowed: bytesSentence(length), isRequired: false)
  }

  package mutating func byteStrings<Value: BytesValue>(
    _ field: Field, _ values: inout [Value], _ length: ClosedRange<Int>, _ rule: ListRule
  ) throws(InvalidAct) {
    add(
      field, "bytes", .list, allowed: Self.sentence(rule, of: bytesSentence(length)),
      isRequired: rule.count.lowerBound > 0)
  }

  package mutating func message<Value: Described>(_ field: Field, _ value: inout Value) throws(InvalidAct) {
    add(
      field, Value.schemaName, .plain, allowed: "", isRequired: true, fields: Self.fields(of: Value.self))
  }

  package mutating func optionalMessage<Value: Described>(
    _ field: Field, _ value: inout Value?
  ) throws(InvalidAct) {
    add(
      field, Value.schemaName, .plain, allowed: "", isRequired: false, fields: Self.fields(of: Value.self))
  }

  package mutating func messages<Value: Described>(
    _ field: Field, _ values: inout [Value], _ rule: ListRule
  ) throws(InvalidAct) {
    add(
      field, Value.schemaName, .list, allowed: rule == .any ? "" : rule.sentence,
      isRequired: rule.count.lowerBound > 0, fields: Self.fields(of: Value.self))
  }
}
