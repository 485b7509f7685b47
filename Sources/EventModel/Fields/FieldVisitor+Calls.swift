// The vocabulary of descriptions: what a field is, in a word, each with its number and its name in JSON.

extension FieldVisitor {
  // MARK: Texts

  /// A text whose length in bytes lies within bounds, without control characters.
  @inlinable public mutating func text(
    _ number: UInt32, _ name: String, _ value: inout String, _ length: ClosedRange<Int>, computed: Bool = false,
    _ meaning: String = ""
  ) throws(InvalidAct) {
    try text(Field(number, name, isComputed: computed, meaning: meaning), &value, TextRule(length))
  }

  /// A text that may be absent; its length in bytes lies within bounds if it is there.
  @inlinable public mutating func text(
    _ number: UInt32, _ name: String, _ value: inout String?, _ length: ClosedRange<Int>, computed: Bool = false,
    _ meaning: String = ""
  ) throws(InvalidAct) {
    try optionalText(Field(number, name, isComputed: computed, meaning: meaning), &value, TextRule(length))
  }

  /// 1 to 64 visible ASCII characters: texts that look the same are the same.
  @inlinable public mutating func code(
    _ number: UInt32, _ name: String, _ value: inout String, computed: Bool = false, _ meaning: String = ""
  ) throws(InvalidAct) {
    try text(Field(number, name, isComputed: computed, meaning: meaning), &value, TextRule(1...64, .code))
  }

  /// A text with a grammar of its own: an id, an actor, a day, a stream.
  @inlinable public mutating func named<Value: TextValue>(
    _ number: UInt32, _ name: String, _ value: inout Value, computed: Bool = false, _ meaning: String = ""
  ) throws(InvalidAct) {
    try text(Field(number, name, isComputed: computed, meaning: meaning), &value, .any)
  }

  /// A text with a grammar of its own that may be absent.
  @inlinable public mutating func named<Value: TextValue>(
    _ number: UInt32, _ name: String, _ value: inout Value?, computed: Bool = false, _ meaning: String = ""
  ) throws(InvalidAct) {
    try optionalText(Field(number, name, isComputed: computed, meaning: meaning), &value, .any)
  }

  /// Texts, each with a length in bytes within bounds.
  @inlinable public mutating func texts(
    _ number: UInt32, _ name: String, _ values: inout [String], _ length: ClosedRange<Int>, _ rule: ListRule,
    computed: Bool = false
  ) throws(InvalidAct) {
    try texts(Field(number, name, isComputed: computed), &values, TextRule(length), rule)
  }

  /// Texts with a grammar of their own.
  @inlinable public mutating func names<Value: TextValue>(
    _ number: UInt32, _ name: String, _ values: inout [Value], _ rule: ListRule, computed: Bool = false
  ) throws(InvalidAct) {
    try texts(Field(number, name, isComputed: computed), &values, .any, rule)
  }

  // MARK: Numbers

  /// A number within bounds.
  @inlinable public mutating func number<Value: FixedWidthInteger & NumberValue>(
    _ number: UInt32, _ name: String, _ value: inout Value, _ bounds: ClosedRange<Int64> = .any, computed: Bool = false,
    _ meaning: String = ""
  ) throws(InvalidAct) {
    try self.number(Field(number, name, isComputed: computed, meaning: meaning), &value, bounds)
  }

  /// A number within bounds, if it is there; zero is a value.
  @inlinable public mutating func number<Value: FixedWidthInteger & NumberValue>(
    _ number: UInt32, _ name: String, _ value: inout Value?, _ bounds: ClosedRange<Int64> = .any,
    computed: Bool = false, _ meaning: String = ""
  ) throws(InvalidAct) {
    try optionalNumber(Field(number, name, isComputed: computed, meaning: meaning), &value, bounds, .unset)
  }

  /// `least...most` of two fields.
  @inlinable public mutating func range(
    _ least: (UInt32, String), _ most: (UInt32, String), _ value: inout ClosedRange<Int>, _ bounds: ClosedRange<Int>
  ) throws(InvalidAct) {
    let allowed = Int64(bounds.lowerBound)...Int64(bounds.upperBound)
    var (lower, upper) = (UInt32(clamping: value.lowerBound), UInt32(clamping: value.upperBound))
    try number(least.0, least.1, &lower, allowed)
    try number(most.0, most.1, &upper, allowed)
    if lower <= upper {
      value = Int(lower)...Int(upper)
    } else {
      try check(false, most.1, "\(upper) is less than \(least.1), which is \(lower)")
    }
  }

  /// A number that every JSON reader keeps exactly: below 2^53.
  @inlinable public mutating func count(
    _ number: UInt32, _ name: String, _ value: inout UInt64, computed: Bool = false
  ) throws(InvalidAct) {
    try self.number(Field(number, name, isComputed: computed), &value, .exact)
  }

  /// An amount in cents that is not negative and whose sums cannot overflow.
  @inlinable public mutating func cents(_ number: UInt32, _ name: String, _ value: inout Int64) throws(InvalidAct) {
    try self.number(Field(number, name), &value, .cents)
  }

  /// Yes or no; no if absent.
  @inlinable public mutating func flag(
    _ number: UInt32, _ name: String, _ value: inout Bool, computed: Bool = false
  ) throws(InvalidAct) {
    try self.number(Field(number, name, isComputed: computed), &value, .any)
  }

  /// Yes, no, or not said.
  @inlinable public mutating func flag(
    _ number: UInt32, _ name: String, _ value: inout Bool?, _ meaning: String = ""
  ) throws(InvalidAct) {
    try optionalNumber(Field(number, name, meaning: meaning), &value, .any, .unset)
  }

  /// Numbers within bounds, packed.
  @inlinable public mutating func numbers<Value: NumberValue>(
    _ number: UInt32, _ name: String, _ values: inout [Value], _ bounds: ClosedRange<Int64> = .any,
    _ rule: ListRule = .any, computed: Bool = false
  ) throws(InvalidAct) {
    try numbers(Field(number, name, isComputed: computed), &values, bounds, rule)
  }

  /// One of the choices of the schema.
  @inlinable public mutating func choice<Value: Choice>(
    _ number: UInt32, _ name: String, _ value: inout Value, computed: Bool = false
  ) throws(InvalidAct) {
    try self.number(Field(number, name, isComputed: computed), &value, .any)
  }

  /// One of the choices of the schema, or none.
  @inlinable public mutating func choice<Value: Choice>(
    _ number: UInt32, _ name: String, _ value: inout Value?, computed: Bool = false
  ) throws(InvalidAct) {
    try optionalNumber(Field(number, name, isComputed: computed), &value, .any, .zero)
  }

  /// Several of the choices of the schema.
  @inlinable public mutating func choices<Value: Choice>(
    _ number: UInt32, _ name: String, _ values: inout [Value], _ rule: ListRule, computed: Bool = false
  ) throws(InvalidAct) {
    try numbers(Field(number, name, isComputed: computed), &values, .any, rule)
  }

  // MARK: Time and place

  /// An instant that a civil calendar of this or the next century can have meant.
  @inlinable public mutating func instant(
    _ number: UInt32, _ name: String, _ value: inout Instant, computed: Bool = false
  ) throws(InvalidAct) {
    try self.number(Field(number, name, isComputed: computed), &value, .instants)
  }

  /// Such an instant, or none: zero is no instant here.
  @inlinable public mutating func instant(
    _ number: UInt32, _ name: String, _ value: inout Instant?, computed: Bool = false
  ) throws(InvalidAct) {
    try optionalNumber(Field(number, name, isComputed: computed), &value, .instants, .zero)
  }

  /// `[from, to)` of two fields, or none of it: `to` says whether it is there.
  @inlinable public mutating func window(
    _ from: (UInt32, String), _ to: (UInt32, String), _ value: inout Range<Instant>?
  ) throws(InvalidAct) {
    var (start, end) = (value?.lowerBound ?? Instant(microseconds: 0), value?.upperBound)
    try instant(from.0, from.1, &start)
    try instant(to.0, to.1, &end)
    guard let end else {
      try check(start.microseconds == 0, to.1, "is missing: a window ends")
      value = nil
      return
    }
    if start < end { value = start..<end } else { try check(false, to.1, "\(end) is not after \(start)") }
  }

  /// `[from, to)` of two fields.
  @inlinable public mutating func window(
    _ from: (UInt32, String), _ to: (UInt32, String), _ value: inout Range<Instant>
  ) throws(InvalidAct) {
    var window: Range<Instant>? = value.isEmpty ? nil : value
    try self.window(from, to, &window)
    try check(window != nil, to.1, "is missing: a window ends")
    if let window { value = window }
  }

  /// The position of an event.
  @inlinable public mutating func position<Value: Place>(
    _ number: UInt32, _ name: String, _ value: inout Value, computed: Bool = false, _ meaning: String = ""
  ) throws(InvalidAct) {
    try self.number(Field(number, name, isComputed: computed, meaning: meaning), &value, .any)
  }

  /// The position of an event, or none.
  @inlinable public mutating func position<Value: Place>(
    _ number: UInt32, _ name: String, _ value: inout Value?, computed: Bool = false, _ meaning: String = ""
  ) throws(InvalidAct) {
    try optionalNumber(Field(number, name, isComputed: computed, meaning: meaning), &value, .any, .unset)
  }

  /// The position of an event, or a size, that must be given even if it is 0.
  @inlinable public mutating func requiredPosition<Value: Place>(
    _ number: UInt32, _ name: String, _ value: inout Value, _ meaning: String = ""
  ) throws(InvalidAct) {
    var given: Value? = value
    try optionalNumber(Field(number, name, meaning: meaning), &given, .any, .required)
    if let given { value = given }
  }

  // MARK: Bytes

  /// A SHA-256 hash: 32 bytes.
  @inlinable public mutating func hash<Value: BytesValue>(
    _ number: UInt32, _ name: String, _ value: inout Value, computed: Bool = false
  ) throws(InvalidAct) {
    try bytes(Field(number, name, isComputed: computed), &value, 32...32)
  }

  /// A SHA-256 hash: 32 bytes, or none.
  @inlinable public mutating func hash<Value: BytesValue>(
    _ number: UInt32, _ name: String, _ value: inout Value?, computed: Bool = false
  ) throws(InvalidAct) {
    try optionalBytes(Field(number, name, isComputed: computed), &value, 32...32)
  }

  /// Bytes, their number within bounds.
  @inlinable public mutating func bytes(
    _ number: UInt32, _ name: String, _ value: inout [UInt8], _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    try bytes(Field(number, name), &value, length)
  }

  /// SHA-256 hashes: 32 bytes each.
  @inlinable public mutating func hashes<Value: BytesValue>(
    _ number: UInt32, _ name: String, _ values: inout [Value], _ rule: ListRule
  ) throws(InvalidAct) {
    try byteStrings(Field(number, name), &values, 32...32, rule)
  }

  // MARK: Messages

  /// A message that is always there.
  @inlinable public mutating func message<Value: Described>(
    _ number: UInt32, _ name: String, _ value: inout Value, computed: Bool = false
  ) throws(InvalidAct) {
    try message(Field(number, name, isComputed: computed), &value)
  }

  /// A message that may be absent.
  @inlinable public mutating func message<Value: Described>(
    _ number: UInt32, _ name: String, _ value: inout Value?, computed: Bool = false
  ) throws(InvalidAct) {
    try optionalMessage(Field(number, name, isComputed: computed), &value)
  }

  /// Messages, their number within bounds.
  @inlinable public mutating func messages<Value: Described>(
    _ number: UInt32, _ name: String, _ values: inout [Value], _ rule: ListRule, computed: Bool = false
  ) throws(InvalidAct) {
    try messages(Field(number, name, isComputed: computed), &values, rule)
  }
}

extension ClosedRange<Int64> {
  /// Whatever the type of the number holds.
  @inlinable public static var any: ClosedRange<Int64> { Int64.min...Int64.max }
  /// What every JSON reader keeps exactly: 0 to 2^53 - 1.
  @inlinable public static var exact: ClosedRange<Int64> { 0...(1 << 53 - 1) }
  /// Cents: not negative, and a thousand of the greatest still fit an integer that JSON readers keep exactly.
  @inlinable public static var cents: ClosedRange<Int64> { 0...10_000_000_000_000 }
  /// Instants from 1970 to 2199.
  @inlinable public static var instants: ClosedRange<Int64> { 0...7_258_118_399_999_999 }
}
