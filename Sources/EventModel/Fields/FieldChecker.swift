/// Checks the fields of a value that was made in memory, as reading its encoding would.
@usableFromInline package struct FieldChecker: FieldVisitor {
  @inlinable init() {}

  /// - Throws: `InvalidAct` naming the field.
  /// - Returns: the value as its encoding would be read again.
  @inlinable package static func checked<Value: Described>(_ value: Value) throws(InvalidAct) -> Value {
    var checker = FieldChecker()
    var copy = value
    try copy.visit(&checker)
    return copy
  }

  @inlinable package var isChecking: Bool { true }

  @inlinable package mutating func fault(_ field: String, _ reason: String) throws(InvalidAct) {
    throw InvalidAct(field: field, reason: reason)
  }

  @inlinable func check(_ field: Field, _ problem: String?) throws(InvalidAct) {
    if let problem { throw InvalidAct(field: field.name, reason: problem) }
  }

  /// A text made by a blank initialiser is outside its own grammar.
  @inlinable func check<Value: TextValue>(_ field: Field, _ value: Value, _ rule: TextRule) throws(InvalidAct) {
    let text = value.text
    if text.isEmpty, Value(text: text) == nil { try check(field, TextProblem.sentence(text, Value.self)) }
    try check(field, rule.problem(text))
  }

  @inlinable package mutating func number<Value: NumberValue>(
    _ field: Field, _ value: inout Value, _ bounds: ClosedRange<Int64>
  ) throws(InvalidAct) {
    try check(field, value.problem(bounds))
  }

  @inlinable package mutating func optionalNumber<Value: NumberValue>(
    _ field: Field, _ value: inout Value?, _ bounds: ClosedRange<Int64>, _ absence: Absence
  ) throws(InvalidAct) {
    if absence == .zero, value?.wire == 0 { value = nil }
    try check(field, value?.problem(bounds))
  }

  @inlinable package mutating func numbers<Value: NumberValue>(
    _ field: Field, _ values: inout [Value], _ bounds: ClosedRange<Int64>, _ rule: ListRule
  ) throws(InvalidAct) {
    for value in values { try check(field, value.problem(bounds)) }
    try check(field, rule.problem(count: values.count, distinct: Set(values).count))
  }

  @inlinable package mutating func text<Value: TextValue>(
    _ field: Field, _ value: inout Value, _ rule: TextRule
  ) throws(InvalidAct) {
    try check(field, value, rule)
  }

  @inlinable package mutating func optionalText<Value: TextValue>(
    _ field: Field, _ value: inout Value?, _ rule: TextRule
  ) throws(InvalidAct) {
    if value?.text.isEmpty == true { value = nil }
    if let value { try check(field, value, rule) }
  }

  @inlinable package mutating func texts<Value: TextValue>(
    _ field: Field, _ values: inout [Value], _ text: TextRule, _ rule: ListRule
  ) throws(InvalidAct) {
    for (index, value) in values.enumerated() {
      do { try check(field, value, text) } catch {
        throw InvalidAct(field: "\(field.name)[\(index)]", reason: error.reason)
      }
    }
    try check(field, rule.problem(count: values.count, distinct: Set(values).count))
  }

  @inlinable package mutating func bytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    try check(field, bytesProblem(value.bytes.count, length))
  }

  @inlinable package mutating func optionalBytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value?, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    guard let bytes = value?.bytes else { return }
    if bytes.isEmpty { value = nil } else { try check(field, bytesProblem(bytes.count, length)) }
  }

  @inlinable package mutating func byteStrings<Value: BytesValue>(
    _ field: Field, _ values: inout [Value], _ length: ClosedRange<Int>, _ rule: ListRule
  ) throws(InvalidAct) {
    for value in values { try check(field, bytesProblem(value.bytes.count, length)) }
    try check(field, rule.problem(count: values.count, distinct: Set(values).count))
  }

  @inlinable package mutating func message<Value: Described>(_ field: Field, _ value: inout Value) throws(InvalidAct) {
    do { try value.visit(&self) } catch { throw error.within(field.name) }
  }

  @inlinable package mutating func optionalMessage<Value: Described>(
    _ field: Field, _ value: inout Value?
  ) throws(InvalidAct) {
    guard var message = value else { return }
    try self.message(field, &message)
    value = message
  }

  @inlinable package mutating func messages<Value: Described>(
    _ field: Field, _ values: inout [Value], _ rule: ListRule
  ) throws(InvalidAct) {
    for index in values.indices {
      do { try values[index].visit(&self) } catch { throw error.within("\(field.name)[\(index)]") }
    }
    try check(field, rule.problem(count: values.count, distinct: values.count))
  }
}
