/// Clears the fields that the decider computes: what is left is the value as it was proposed.
@usableFromInline package struct ComputedFieldClearer: FieldVisitor {
  @inlinable init() {}

  /// The value without its computed fields.
  @inlinable package static func cleared<Value: Described>(_ value: Value) -> Value {
    var clearer = ComputedFieldClearer()
    var copy = value
    // Clearing finds nothing wrong.
    try? copy.visit(&clearer)
    return copy
  }

  @inlinable package var isChecking: Bool { false }

  @inlinable package mutating func fault(_ field: String, _ reason: String) throws(InvalidAct) {}

  @inlinable package mutating func number<Value: NumberValue>(
    _ field: Field, _ value: inout Value, _ bounds: ClosedRange<Int64>
  ) throws(InvalidAct) {
    if field.isComputed, let zero = Value(wire: 0) { value = zero }
  }

  @inlinable package mutating func optionalNumber<Value: NumberValue>(
    _ field: Field, _ value: inout Value?, _ bounds: ClosedRange<Int64>, _ absence: Absence
  ) throws(InvalidAct) {
    if field.isComputed { value = nil }
  }

  @inlinable package mutating func numbers<Value: NumberValue>(
    _ field: Field, _ values: inout [Value], _ bounds: ClosedRange<Int64>, _ rule: ListRule
  ) throws(InvalidAct) {
    if field.isComputed { values = [] }
  }

  @inlinable package mutating func text<Value: TextValue>(
    _ field: Field, _ value: inout Value, _ rule: TextRule
  ) throws(InvalidAct) {
    if field.isComputed, let empty = Value(text: "") { value = empty }
  }

  @inlinable package mutating func optionalText<Value: TextValue>(
    _ field: Field, _ value: inout Value?, _ rule: TextRule
  ) throws(InvalidAct) {
    if field.isComputed { value = nil }
  }

  @inlinable package mutating func texts<Value: TextValue>(
    _ field: Field, _ values: inout [Value], _ text: TextRule, _ rule: ListRule
  ) throws(InvalidAct) {
    if field.isComputed { values = [] }
  }

  @inlinable package mutating func bytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    if field.isComputed, let none = Value(bytes: []) { value = none }
  }

  @inlinable package mutating func optionalBytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value?, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    if field.isComputed { value = nil }
  }

  @inlinable package mutating func byteStrings<Value: BytesValue>(
    _ field: Field, _ values: inout [Value], _ length: ClosedRange<Int>, _ rule: ListRule
  ) throws(InvalidAct) {
    if field.isComputed { values = [] }
  }

  /// A message has no computed fields of its own: it is computed as a whole, or not at all.
  @inlinable package mutating func message<Value: Described>(_ field: Field, _ value: inout Value) throws(InvalidAct) {
    if field.isComputed { value = Value(Blank()) }
  }

  @inlinable package mutating func optionalMessage<Value: Described>(
    _ field: Field, _ value: inout Value?
  ) throws(InvalidAct) {
    if field.isComputed { value = nil }
  }

  @inlinable package mutating func messages<Value: Described>(
    _ field: Field, _ values: inout [Value], _ rule: ListRule
  ) throws(InvalidAct) {
    if field.isComputed { values = [] }
  }
}
