import EventModel

/// Reads the text of one field of a message, by its name in JSON.
struct FieldText: FieldVisitor {
  private let name: String
  private var found: String?

  /// The text of a field; nil if there is no such field, or it is empty.
  static func of(_ name: String, in value: some Described) -> String? {
    var (visitor, value) = (FieldText(name: name), value)
    // Reading finds nothing wrong.
    try? value.visit(&visitor)
    return visitor.found
  }

  private init(name: String) { self.name = name }

  var isChecking: Bool { false }

  mutating func fault(_ field: String, _ reason: String) throws(InvalidAct) {}

  mutating func text<Value: TextValue>(_ field: Field, _ value: inout Value, _ rule: TextRule) throws(InvalidAct) {
    if field.name == name, !value.text.isEmpty { found = value.text }
  }

  mutating func optionalText<Value: TextValue>(
    _ field: Field, _ value: inout Value?, _ rule: TextRule
  ) throws(InvalidAct) {
    if field.name == name { found = value?.text }
  }

  mutating func number<Value: NumberValue>(
    _ field: Field, _ value: inout Value, _ bounds: ClosedRange<Int64>
  ) throws(InvalidAct) {}

  mutating func optionalNumber<Value: NumberValue>(
    _ field: Field, _ value: inout Value?, _ bounds: ClosedRange<Int64>, _ absence: Absence
  ) throws(InvalidAct) {}

  mutating func numbers<Value: NumberValue>(
    _ field: Field, _ values: inout [Value], _ bounds: ClosedRange<Int64>, _ rule: ListRule
  ) throws(InvalidAct) {}

  mutating func texts<Value: TextValue>(
    _ field: Field, _ values: inout [Value], _ text: TextRule, _ rule: ListRule
  ) throws(InvalidAct) {}

  mutating func bytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {}

  mutating func optionalBytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value?, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {}

  mutating func byteStrings<Value: BytesValue>(
    _ field: Field, _ values: inout [Value], _ length: ClosedRange<Int>, _ rule: ListRule
  ) throws(InvalidAct) {}

  mutating func message<Value: Described>(_ field: Field, _ value: inout Value) throws(InvalidAct) {}

  mutating func optionalMessage<Value: Described>(_ field: Field, _ value: inout Value?) throws(InvalidAct) {}

  mutating func messages<Value: Described>(
    _ field: Field, _ values: inout [Value], _ rule: ListRule
  ) throws(InvalidAct) {}
}
