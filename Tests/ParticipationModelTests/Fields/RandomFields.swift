import EventModel

/// Fills every field with a random value that its own bounds allow; whether the fields fit each other is left to chance.
struct RandomFields: FieldVisitor {
  private var random: SplitMix64

  static func value<Value: Described>(_ type: Value.Type, seed: UInt64) -> Value {
    var fields = RandomFields(random: SplitMix64(seed: seed))
    var value = Value(Blank())
    try? value.visit(&fields)
    return value
  }

  var isChecking: Bool { false }
  mutating func fault(_ field: String, _ reason: String) throws(InvalidAct) {}

  private mutating func number<Value: NumberValue>(_ bounds: ClosedRange<Int64>) -> Value? {
    let inside = max(bounds.lowerBound, -1 << 40)...min(bounds.upperBound, 1 << 40)
    let candidates = [UInt64(bitPattern: random.number(inside)), random.number(0...8), 1, 0]
    return candidates.lazy.compactMap { Value(wire: $0) }.first { $0.isWithin(bounds) }
  }

  private mutating func text<Value: TextValue>(_ field: Field, _ rule: TextRule) -> Value? {
    let example = Value.example(for: field.name)
    let texts = ["\(example)\(random.number(0...99))", example, ""]
    return texts.lazy.compactMap { Value(text: $0) }.first { rule.length.contains($0.text.utf8.count) }
  }

  private mutating func bytes<Value: BytesValue>(_ length: ClosedRange<Int>) -> Value? {
    Value(
      bytes: (0..<random.number(length.lowerBound...min(length.upperBound, 40))).map { _ in random.number(0...255) })
  }

  private mutating func list<Value: Hashable>(_ rule: ListRule, _ make: (inout RandomFields) -> Value?) -> [Value] {
    let count = random.number(rule.count.lowerBound...min(rule.count.upperBound, rule.count.lowerBound + 3))
    let values = (0..<count).compactMap { _ in make(&self) }
    return rule.isUnique ? Array(Set(values)) : values
  }

  mutating func number<Value: NumberValue>(
    _ field: Field, _ value: inout Value, _ bounds: ClosedRange<Int64>
  ) throws(InvalidAct) {
    if let made: Value = number(bounds) { value = made }
  }

  mutating func optionalNumber<Value: NumberValue>(
    _ field: Field, _ value: inout Value?, _ bounds: ClosedRange<Int64>, _ absence: Absence
  ) throws(InvalidAct) {
    value = absence == .required || random.chance(50) ? number(bounds) : nil
    if absence == .zero, value?.wire == 0 { value = nil }
  }

  mutating func numbers<Value: NumberValue>(
    _ field: Field, _ values: inout [Value], _ bounds: ClosedRange<Int64>, _ rule: ListRule
  ) throws(InvalidAct) {
    values = list(rule) { $0.number(bounds) }
  }

  mutating func text<Value: TextValue>(
    _ field: Field, _ value: inout Value, _ rule: TextRule
  ) throws(InvalidAct) {
    if let made: Value = text(field, rule) { value = made }
  }

  mutating func optionalText<Value: TextValue>(
    _ field: Field, _ value: inout Value?, _ rule: TextRule
  ) throws(InvalidAct) {
    value = random.chance(50) ? text(field, rule) : nil
  }

  mutating func texts<Value: TextValue>(
    _ field: Field, _ values: inout [Value], _ text: TextRule, _ rule: ListRule
  ) throws(InvalidAct) {
    values = list(rule) { $0.text(field, text) }
  }

  mutating func bytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    if let made: Value = bytes(length) { value = made }
  }

  mutating func optionalBytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value?, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    value = random.chance(50) ? bytes(length) : nil
  }

  mutating func byteStrings<Value: BytesValue>(
    _ field: Field, _ values: inout [Value], _ length: ClosedRange<Int>, _ rule: ListRule
  ) throws(InvalidAct) {
    values = list(rule) { $0.bytes(length) }
  }

  private mutating func made<Value: Described>(_ type: Value.Type) -> Value {
    var value = Value(Blank())
    try? value.visit(&self)
    return value
  }

  mutating func message<Value: Described>(_ field: Field, _ value: inout Value) throws(InvalidAct) {
    value = made(Value.self)
  }

  mutating func optionalMessage<Value: Described>(_ field: Field, _ value: inout Value?) throws(InvalidAct) {
    value = random.chance(50) ? made(Value.self) : nil
  }

  mutating func messages<Value: Described>(
    _ field: Field, _ values: inout [Value], _ rule: ListRule
  ) throws(InvalidAct) {
    let least = rule.count.lowerBound
    values = (0..<random.number(least...min(rule.count.upperBound, least + 2))).map { _ in made(Value.self) }
  }
}
