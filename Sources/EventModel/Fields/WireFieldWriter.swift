/// Writes fields in the usual encoding of proto3: in the order of their numbers, without what has its default.
@usableFromInline package struct WireFieldWriter: FieldVisitor {
  @usableFromInline var writer: WireWriter

  @inlinable package init(reservingCapacity capacity: Int = 128) { writer = WireWriter(reservingCapacity: capacity) }

  /// What was written.
  @inlinable package var bytes: [UInt8] { writer.bytes }

  @inlinable package var isChecking: Bool { false }

  @usableFromInline package mutating func fault(_ field: String, _ reason: String) throws(InvalidAct) {}

  @inlinable package mutating func number<Value: NumberValue>(
    _ field: Field, _ value: inout Value, _ bounds: ClosedRange<Int64>
  ) throws(InvalidAct) {
    let number = value.wire
    if number != 0 { writer.varint(number, field: field.number) }
  }

  @inlinable package mutating func optionalNumber<Value: NumberValue>(
    _ field: Field, _ value: inout Value?, _ bounds: ClosedRange<Int64>, _ absence: Absence
  ) throws(InvalidAct) {
    guard let number = value?.wire, number != 0 || absence != .zero else { return }
    writer.varint(number, field: field.number)
  }

  @inlinable package mutating func numbers<Value: NumberValue>(
    _ field: Field, _ values: inout [Value], _ bounds: ClosedRange<Int64>, _ rule: ListRule
  ) throws(InvalidAct) {
    if values.isEmpty { return }
    let start = writer.openMessage(field: field.number)
    for value in values { writer.rawVarint(value.wire) }
    writer.closeMessage(from: start)
  }

  @inlinable package mutating func text<Value: TextValue>(
    _ field: Field, _ value: inout Value, _ rule: TextRule
  ) throws(InvalidAct) {
    let text = value.text
    if !text.isEmpty { writer.string(text, field: field.number) }
  }

  @inlinable package mutating func optionalText<Value: TextValue>(
    _ field: Field, _ value: inout Value?, _ rule: TextRule
  ) throws(InvalidAct) {
    if let text = value?.text, !text.isEmpty { writer.string(text, field: field.number) }
  }

  @inlinable package mutating func texts<Value: TextValue>(
    _ field: Field, _ values: inout [Value], _ text: TextRule, _ rule: ListRule
  ) throws(InvalidAct) {
    for value in values { writer.string(value.text, field: field.number) }
  }

  @inlinable package mutating func bytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    let bytes = value.bytes
    if !bytes.isEmpty { writer.bytes(bytes, field: field.number) }
  }

  @inlinable package mutating func optionalBytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value?, _ length: ClosedRange<Int>
  ) throws(InvalidAct) {
    if let bytes = value?.bytes, !bytes.isEmpty { writer.bytes(bytes, field: field.number) }
  }

  @inlinable package mutating func byteStrings<Value: BytesValue>(
    _ field: Field, _ values: inout [Value], _ length: ClosedRange<Int>, _ rule: ListRule
  ) throws(InvalidAct) {
    for value in values { writer.bytes(value.bytes, field: field.number) }
  }

  @inlinable package mutating func message<Value: Described>(_ field: Field, _ value: inout Value) throws(InvalidAct) {
    let start = writer.openMessage(field: field.number)
    try value.visit(&self)
    writer.closeMessage(from: start)
  }

  @inlinable package mutating func optionalMessage<Value: Described>(
    _ field: Field, _ value: inout Value?
  ) throws(InvalidAct) {
    if var message = value { try self.message(field, &message) }
  }

  @inlinable package mutating func messages<Value: Described>(
    _ field: Field, _ values: inout [Value], _ rule: ListRule
  ) throws(InvalidAct) {
    for var value in values { try message(field, &value) }
  }
}

extension Described {
  /// The usual encoding of the message.
  @inlinable package var encoded: [UInt8] {
    var writer = WireFieldWriter()
    var copy = self
    // Writing finds nothing wrong.
    try? copy.visit(&writer)
    return writer.bytes
  }
}
