/// Reads fields in the order of their numbers, which by itself refuses every encoding but the usual one.
///
/// Bytes are accepted if and only if a protobuf library finds no unknown field in them and writes them again the same,
/// and the checks hold.
@usableFromInline package struct WireFieldReader: FieldVisitor {
  @usableFromInline let bytes: [UInt8]
  @usableFromInline var offset: Int
  @usableFromInline let end: Int
  /// The tag of the next field, whose value starts at `offset`; 0 at the end.
  @usableFromInline var tag: UInt64 = 0

  /// Why bytes are refused that some decoder might accept.
  @usableFromInline package static let unusual = "the message has unknown fields or is not in its usual encoding"

  @inlinable init(_ bytes: [UInt8], _ range: Range<Int>) throws(InvalidAct) {
    self.bytes = bytes
    (offset, end) = (range.lowerBound, range.upperBound)
    try advance()
  }

  /// Reads a whole message.
  ///
  /// - Throws: `InvalidAct` naming the field, or none for the encoding.
  @inlinable package static func read<Value: Described>(_ type: Value.Type, from bytes: [UInt8]) throws(InvalidAct)
    -> Value
  {
    try read(type, from: bytes, 0..<bytes.count)
  }

  @inlinable static func read<Value: Described>(
    _ type: Value.Type, from bytes: [UInt8], _ range: Range<Int>
  ) throws(InvalidAct) -> Value {
    var reader = try WireFieldReader(bytes, range)
    var value = Value(Blank())
    try value.visit(&reader)
    guard reader.tag == 0 else { throw InvalidAct(reason: unusual) }
    return value
  }

  @inlinable package var isChecking: Bool { true }

  @usableFromInline package mutating func fault(_ field: String, _ reason: String) throws(InvalidAct) {
    throw InvalidAct(field: field, reason: reason)
  }

  // MARK: The wire

  @usableFromInline func unusual(_ field: Field) -> InvalidAct { InvalidAct(field: field.name, reason: Self.unusual) }

  @usableFromInline mutating func advance() throws(InvalidAct) {
    guard offset < end else {
      tag = 0
      return
    }
    guard let next = varint(), next > 7, next <= UInt64(UInt32.max) else { throw InvalidAct(reason: Self.unusual) }
    tag = next
  }

  /// A number in as few bytes as it needs; nil for anything else.
  @usableFromInline mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < end, shift < 64 {
      let byte = bytes[offset]
      offset += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 {
        let isShortest = byte != 0 || shift == 0
        return isShortest && (shift < 63 || byte < 2) ? value : nil
      }
      shift += 7
    }
    return nil
  }

  @usableFromInline func isNumber(_ field: Field) -> Bool { tag == UInt64(field.number) << 3 }

  @usableFromInline func isDelimited(_ field: Field) -> Bool { tag == UInt64(field.number) << 3 | 2 }

  @inlinable mutating func nextNumber(_ field: Field) throws(InvalidAct) -> UInt64 {
    guard let number = varint() else { throw unusual(field) }
    try advance()
    return number
  }

  /// Where the bytes of the next field lie. What comes after them is read before they are.
  @inlinable mutating func nextRange(_ field: Field) throws(InvalidAct) -> Range<Int> {
    guard let length = varint(), length <= UInt64(end - offset) else { throw unusual(field) }
    let range = offset..<offset + Int(length)
    offset = range.upperBound
    try advance()
    return range
  }

  @usableFromInline func string(_ field: Field, _ range: Range<Int>) throws(InvalidAct) -> String {
    do { return try bytes.span.checkedText(range) } catch { throw unusual(field) }
  }

  @usableFromInline func slice(_ range: Range<Int>) -> [UInt8] { bytes.span.bytes(range) }

  @inlinable func text<Value: TextValue>(
    _ field: Field, _ range: Range<Int>, _ type: Value.Type
  ) throws(InvalidAct) -> Value {
    let text = try string(field, range)
    guard let value = Value(text: text) else {
      throw InvalidAct(field: field.name, reason: TextProblem.sentence(text, Value.self))
    }
    return value
  }

  @inlinable func check(_ field: Field, _ problem: String?) throws(InvalidAct) {
    if let problem { throw InvalidAct(field: field.name, reason: problem) }
  }

  // MARK: Fields

  @inlinable package mutating func number<Value: NumberValue>(
    _ field: Field, _ value: inout Value, _ bounds: ClosedRange<Int64>
  ) throws(InvalidAct) {
    var number: UInt64 = 0
    if isNumber(field) {
      number = try nextNumber(field)
      guard number != 0 else { throw unusual(field) }
    }
    value = try self.value(field, number, bounds)
  }

  @inlinable func value<Value: NumberValue>(
    _ field: Field, _ number: UInt64, _ bounds: ClosedRange<Int64>
  ) throws(InvalidAct) -> Value {
    guard let value = Value(wire: number) else {
      let wanted = "expected \(Value.expectation(bounds))"
      throw InvalidAct(field: field.name, reason: number == 0 ? "is missing: \(wanted)" : "number \(number): \(wanted)")
    }
    try check(field, value.problem(bounds))
    return value
  }

  @inlinable package mutating func optionalNumber<Value: NumberValue>(
    _ field: Field, _ value: inout Value?, _ bounds: ClosedRange<Int64>, _ absence: Absence
  ) throws(InvalidAct) {
    guard isNumber(field) else {
      value = nil
      return try check(field, absence.problem(Value.expectation(bounds)))
    }
    let number = try nextNumber(field)
    guard number != 0 || absence != .zero else { throw unusual(field) }
    value = try self.value(field, number, bounds) as Value
  }

  @inlinable package mutating func numbers<Value: NumberValue>(
    _ field: Field, _ values: inout [Value], _ bounds: ClosedRange<Int64>, _ rule: ListRule
  ) throws(InvalidAct) {
    values = []
    if isDelimited(field) {
      guard let length = varint(), length > 0, length <= UInt64(end - offset) else { throw unusual(field) }
      let end = offset + Int(length)
      while offset < end {
        guard let number = varint(), offset <= end else { throw unusual(field) }
        values.append(try value(field, number, bounds))
      }
      try advance()
    }
    try check(field, rule.problem(count: values.count, distinct: Set(values).count))
  }

  @inlinable package mutating func text<Value: TextValue>(
    _ field: Field, _ value: inout Value, _ rule: TextRule
  ) throws(InvalidAct) {
    var range = 0..<0
    if isDelimited(field) {
      range = try nextRange(field)
      guard !range.isEmpty else { throw unusual(field) }
    }
    value = try text(field, range, Value.self)
    try check(field, rule.problem(value.text))
  }

  @inlinable package mutating func optionalText<Value: TextValue>(
    _ field: Field, _ value: inout Value?, _ rule: TextRule
  ) throws(InvalidAct) {
    guard isDelimited(field) else {
      value = nil
      return
    }
    let range = try nextRange(field)
    guard !range.isEmpty else { throw unusual(field) }
    let read = try text(field, range, Value.self)
    try check(field, rule.problem(read.text))
    value = read
  }

  @inlinable package mutating func texts<Value: TextValue>(
    _ field: Field, _ values: inout [Value], _ text: TextRule, _ rule: ListRule
  ) throws(InvalidAct) {
    values = []
    while isDelimited(field) {
      let value = try self.text(field, try nextRange(field), Value.self)
      if let problem = text.problem(value.text) {
        throw InvalidAct(field: "\(field.name)[\(values.count)]", reason: problem)
      }
      values.append(value)
    }
    try check(field, rule.problem(count: values.count, distinct: Set(values).count))
  }

  @inlinable package mutating func bytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    var range = 0..<0
    if isDelimited(field) {
      range = try nextRange(field)
      guard !range.isEmpty else { throw unusual(field) }
    }
    value = try self.bytes(field, range, length)
  }

  @inlinable func bytes<Value: BytesValue>(
    _ field: Field, _ range: Range<Int>, _ length: ClosedRange<Int>
  ) throws(InvalidAct) -> Value {
    try check(field, bytesProblem(range.count, length))
    guard let value = Value(bytes: slice(range)) else { throw unusual(field) }
    return value
  }

  @inlinable package mutating func optionalBytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value?, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    guard isDelimited(field) else {
      value = nil
      return
    }
    let range = try nextRange(field)
    guard !range.isEmpty else { throw unusual(field) }
    value = try bytes(field, range, length) as Value
  }

  @inlinable package mutating func byteStrings<Value: BytesValue>(
    _ field: Field, _ values: inout [Value], _ length: ClosedRange<Int>, _ rule: ListRule
  ) throws(InvalidAct) {
    values = []
    while isDelimited(field) { values.append(try bytes(field, try nextRange(field), length)) }
    try check(field, rule.problem(count: values.count, distinct: Set(values).count))
  }

  @inlinable package mutating func message<Value: Described>(_ field: Field, _ value: inout Value) throws(InvalidAct) {
    guard isDelimited(field) else {
      throw InvalidAct(field: field.name, reason: "is missing: expected a message \(Value.schemaName)")
    }
    value = try message(field.name, try nextRange(field))
  }

  @inlinable func message<Value: Described>(_ path: String, _ range: Range<Int>) throws(InvalidAct) -> Value {
    do { return try Self.read(Value.self, from: bytes, range) } catch { throw error.within(path) }
  }

  @inlinable package mutating func optionalMessage<Value: Described>(
    _ field: Field, _ value: inout Value?
  ) throws(InvalidAct) {
    guard isDelimited(field) else {
      value = nil
      return
    }
    value = try message(field.name, try nextRange(field)) as Value
  }

  @inlinable package mutating func messages<Value: Described>(
    _ field: Field, _ values: inout [Value], _ rule: ListRule
  ) throws(InvalidAct) {
    values = []
    while isDelimited(field) {
      let range = try nextRange(field)
      do { values.append(try Self.read(Value.self, from: bytes, range)) } catch {
        throw error.within("\(field.name)[\(values.count)]")
      }
    }
    try check(field, rule.problem(count: values.count, distinct: values.count))
  }
}

/// What is wrong with a text outside the grammar of its value.
@usableFromInline enum TextProblem {
  @usableFromInline static func sentence<Value: TextValue>(_ text: String, _ type: Value.Type) -> String {
    "\(text.isEmpty ? "is missing" : "“\(text.prefix(80))”"): expected \(Value.expectation)"
  }
}
