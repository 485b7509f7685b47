/// Makes up a whole valid value, for people to start from.
package struct ExampleFields: FieldVisitor {
  /// The time of the last instant that was made up: each is an hour after the one before.
  private var now = Instant(microseconds: 1_801_422_000_000_000)

  private init() {}

  /// An example of a type.
  package static func example<Value: Described>(of type: Value.Type) -> Value {
    var examples = ExampleFields()
    return examples.make(type)
  }

  private mutating func make<Value: Described>(_ type: Value.Type) -> Value {
    var value = Value(Blank())
    // Making up finds nothing wrong.
    try? value.visit(&self)
    value.completeExample()
    return value
  }

  package var isChecking: Bool { false }

  package mutating func fault(_ field: String, _ reason: String) throws(InvalidAct) {}

  private mutating func number<Value: NumberValue>(_ bounds: ClosedRange<Int64>) -> Value? {
    if Value.self == Instant.self {
      now = now.advanced(byMicroseconds: 3_600_000_000)
      return Value(wire: now.wire)
    }
    return [1, UInt64(clamping: bounds.lowerBound), 0].lazy.compactMap { Value(wire: $0) }
      .first { $0.isWithin(bounds) }
  }

  private func text<Value: TextValue>(_ field: Field, _ rule: TextRule) -> Value? {
    let text = Value.example(for: field.name)
    return Value(
      text: rule.length.contains(text.utf8.count) ? text : String(text.prefix(max(1, rule.length.upperBound))))
  }

  private func bytes<Value: BytesValue>(_ field: Field, _ length: ClosedRange<Int>) -> Value? {
    let seed = Array(field.name.utf8)
    return Value(bytes: (0..<max(length.lowerBound, min(32, length.upperBound))).map { seed[$0 % seed.count] })
  }

  package mutating func number<Value: NumberValue>(
    _ field: Field, _ value: inout Value, _ bounds: ClosedRange<Int64>
  ) throws(InvalidAct) {
    if !field.isComputed, let example: Value = number(bounds) { value = example }
  }

  package mutating func optionalNumber<Value: NumberValue>(
    _ field: Field, _ value: inout Value?, _ bounds: ClosedRange<Int64>, _ absence: Absence
  ) throws(InvalidAct) {
    if !field.isComputed { value = number(bounds) }
  }

  package mutating func numbers<Value: NumberValue>(
    _ field: Field, _ values: inout [Value], _ bounds: ClosedRange<Int64>, _ rule: ListRule
  ) throws(InvalidAct) {
    if !field.isComputed { values = [number(bounds)].compactMap(\.self) }
  }

  package mutating func text<Value: TextValue>(
    _ field: Field, _ value: inout Value, _ rule: TextRule
  ) throws(InvalidAct) {
    if !field.isComputed, let example: Value = text(field, rule) { value = example }
  }

  package mutating func optionalText<Value: TextValue>(
    _ field: Field, _ value: inout Value?, _ rule: TextRule
  ) throws(InvalidAct) {
    if !field.isComputed { value = text(field, rule) }
  }

  package mutating func texts<Value: TextValue>(
    _ field: Field, _ values: inout [Value], _ text: TextRule, _ rule: ListRule
  ) throws(InvalidAct) {
    if !field.isComputed { values = [self.text(field, text)].compactMap(\.self) }
  }

  package mutating func bytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    if !field.isComputed, let example: Value = bytes(field, length) { value = example }
  }

  package mutating func optionalBytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value?, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    if !field.isComputed { value = bytes(field, length) }
  }

  package mutating func byteStrings<Value: BytesValue>(
    _ field: Field, _ values: inout [Value], _ length: ClosedRange<Int>, _ rule: ListRule
  ) throws(InvalidAct) {
    if !field.isComputed { values = [bytes(field, length)].compactMap(\.self) }
  }

  package mutating func message<Value: Described>(_ field: Field, _ value: inout Value) throws(InvalidAct) {
    if !field.isComputed { value = make(Value.self) }
  }

  package mutating func optionalMessage<Value: Described>(
    _ field: Field, _ value: inout Value?
  ) throws(InvalidAct) {
    if !field.isComputed { value = make(Value.self) }
  }

  package mutating func messages<Value: Described>(
    _ field: Field, _ values: inout [Value], _ rule: ListRule
  ) throws(InvalidAct) {
    if !field.isComputed { values = [make(Value.self)] }
  }
}
