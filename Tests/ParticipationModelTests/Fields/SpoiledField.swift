import EventModel

/// Puts a value that its bounds forbid into one field of a value, counted through nested messages.
struct SpoiledField: FieldVisitor {
  /// How many fields come before the one to be spoiled.
  private var before: Int
  /// Which of the ways to spoil it.
  private let way: Int
  private var prefix = ""
  /// The path of the field that was spoiled; nil if there was no such field, or no such way.
  private(set) var path: String?

  /// A value with one field outside its bounds, and the path of that field.
  struct Spoiled<Value> {
    var value: Value
    var path: String
  }

  /// A value spoiled in each of its fields, in each way there is.
  static func all<Value: Described & Equatable>(of value: Value) -> [Spoiled<Value>] {
    var all: [Spoiled<Value>] = []
    for field in 0... {
      for way in 0..<4 {
        var visitor = SpoiledField(before: field, way: way)
        var copy = value
        try? copy.visit(&visitor)
        if visitor.before >= 0 { return all }
        // What is made of several fields holds no value that its parts forbid.
        if let path = visitor.path, copy != value { all.append(Spoiled(value: copy, path: path)) }
      }
    }
    return all
  }

  private init(before: Int, way: Int) { (self.before, self.way) = (before, way) }

  var isChecking: Bool { false }
  mutating func fault(_ field: String, _ reason: String) throws(InvalidAct) {}

  /// Whether this is the field.
  private mutating func isDue() -> Bool {
    before -= 1
    return before == -1
  }

  private mutating func spoil<Value>(_ field: Field, _ value: inout Value, _ wrong: [Value?]) {
    guard isDue() else { return }
    let wrong = wrong.compactMap(\.self)
    guard wrong.indices.contains(way) else { return }
    (value, path) = (wrong[way], prefix + field.name)
  }

  private func outside<Value: NumberValue>(_ bounds: ClosedRange<Int64>) -> [Value?] {
    let above = bounds.upperBound == .max ? [] : [bounds.upperBound + 1]
    let below = bounds.lowerBound == .min ? [] : [bounds.lowerBound - 1]
    return (above + below).map { number in
      Value(wire: UInt64(bitPattern: number)).flatMap { $0.isWithin(bounds) ? nil : $0 }
    }
  }

  private func outside<Value: TextValue>(_ rule: TextRule) -> [Value?] {
    let long = rule.length.upperBound < 100_000 ? String(repeating: "x", count: rule.length.upperBound + 1) : nil
    let texts = [long, rule.length.lowerBound > 0 ? "" : nil, rule.grammar == .any ? nil : "a\u{1}b"]
    return texts.map { $0.flatMap { Value(text: $0) } } + [Value.self == String.self ? nil : blank()]
  }

  /// No id, no actor, no day: what a required one must not be.
  private func blank<Value: TextValue>() -> Value? {
    switch Value.self {
    case is Actor.Type: Actor(Blank()) as? Value
    default: nil
    }
  }

  private func outside<Value: BytesValue>(_ length: ClosedRange<Int>) -> [Value?] {
    [length.upperBound + 1, length.lowerBound - 1].map { count in
      count < 0 ? nil : Value(bytes: Array(repeating: 7, count: count))
    }
  }

  private func outside<Value>(_ values: [Value], _ rule: ListRule) -> [[Value]?] {
    let more = rule.count.upperBound < 10_000
    let many = values.first.map { first in
      Array(repeating: first, count: rule.count.upperBound == .max || !more ? 0 : rule.count.upperBound + 1)
    }
    return [
      many?.isEmpty == true ? nil : many, rule.count.lowerBound > 0 ? [] : nil,
      rule.isUnique ? values.first.map { [$0, $0] } : nil,
    ]
  }

  mutating func number<Value: NumberValue>(
    _ field: Field, _ value: inout Value, _ bounds: ClosedRange<Int64>
  ) throws(InvalidAct) {
    spoil(field, &value, outside(bounds))
  }

  mutating func optionalNumber<Value: NumberValue>(
    _ field: Field, _ value: inout Value?, _ bounds: ClosedRange<Int64>, _ absence: Absence
  ) throws(InvalidAct) {
    let wrong: [Value?] = outside(bounds)
    spoil(field, &value, wrong.compactMap(\.self).filter { absence != .zero || $0.wire != 0 })
  }

  mutating func numbers<Value: NumberValue>(
    _ field: Field, _ values: inout [Value], _ bounds: ClosedRange<Int64>, _ rule: ListRule
  ) throws(InvalidAct) {
    let wrong: [Value?] = outside(bounds)
    spoil(field, &values, outside(values, rule) + wrong.compactMap(\.self).map { [$0] })
  }

  mutating func text<Value: TextValue>(
    _ field: Field, _ value: inout Value, _ rule: TextRule
  ) throws(InvalidAct) {
    spoil(field, &value, outside(rule))
  }

  mutating func optionalText<Value: TextValue>(
    _ field: Field, _ value: inout Value?, _ rule: TextRule
  ) throws(InvalidAct) {
    let wrong: [Value?] = outside(rule)
    spoil(field, &value, wrong.compactMap(\.self).filter { !$0.text.isEmpty })
  }

  mutating func texts<Value: TextValue>(
    _ field: Field, _ values: inout [Value], _ text: TextRule, _ rule: ListRule
  ) throws(InvalidAct) {
    spoil(field, &values, outside(values, rule))
  }

  mutating func bytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    spoil(field, &value, outside(length))
  }

  mutating func optionalBytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value?, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    let wrong: [Value?] = outside(length)
    spoil(field, &value, wrong.compactMap(\.self).filter { !$0.bytes.isEmpty })
  }

  mutating func byteStrings<Value: BytesValue>(
    _ field: Field, _ values: inout [Value], _ length: ClosedRange<Int>, _ rule: ListRule
  ) throws(InvalidAct) {
    spoil(field, &values, outside(values, rule))
  }

  private mutating func nested<Value: Described>(_ name: String, _ value: inout Value) {
    let outer = prefix
    prefix += name + "."
    try? value.visit(&self)
    prefix = outer
  }

  mutating func message<Value: Described>(_ field: Field, _ value: inout Value) throws(InvalidAct) {
    nested(field.name, &value)
  }

  mutating func optionalMessage<Value: Described>(_ field: Field, _ value: inout Value?) throws(InvalidAct) {
    guard var message = value else { return }
    nested(field.name, &message)
    value = message
  }

  mutating func messages<Value: Described>(
    _ field: Field, _ values: inout [Value], _ rule: ListRule
  ) throws(InvalidAct) {
    spoil(field, &values, outside(values, rule))
    if path == nil, before >= 0, !values.isEmpty { nested("\(field.name)[0]", &values[0]) }
  }
}
