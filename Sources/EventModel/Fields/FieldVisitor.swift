/// Goes over the fields of a value: writes, reads, checks, describes them or makes them up.
///
/// Each visitor has these few calls; what descriptions say, `named`, `text` and so on, is built on them.
public protocol FieldVisitor {
  /// Whether fields are to be checked against each other now.
  var isChecking: Bool { get }

  /// Notes that a field is wrong.
  ///
  /// - Throws: `InvalidAct`, unless the visitor collects what is wrong.
  mutating func fault(_ field: String, _ reason: String) throws(InvalidAct)

  /// A number, absent if it is zero; within the bounds.
  mutating func number<Value: NumberValue>(
    _ field: Field, _ value: inout Value, _ bounds: ClosedRange<Int64>) throws(InvalidAct)

  /// A number that may be absent.
  mutating func optionalNumber<Value: NumberValue>(
    _ field: Field, _ value: inout Value?, _ bounds: ClosedRange<Int64>, _ absence: Absence) throws(InvalidAct)

  /// Numbers, packed.
  mutating func numbers<Value: NumberValue>(
    _ field: Field, _ values: inout [Value], _ bounds: ClosedRange<Int64>, _ rule: ListRule) throws(InvalidAct)

  /// A text, absent if it is empty.
  mutating func text<Value: TextValue>(_ field: Field, _ value: inout Value, _ rule: TextRule) throws(InvalidAct)

  /// A text that may be absent; an empty one counts as absent.
  mutating func optionalText<Value: TextValue>(
    _ field: Field, _ value: inout Value?, _ rule: TextRule) throws(InvalidAct)

  /// Texts.
  mutating func texts<Value: TextValue>(
    _ field: Field, _ values: inout [Value], _ text: TextRule, _ rule: ListRule) throws(InvalidAct)

  /// Bytes, absent if they are none.
  mutating func bytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value, _ length: ClosedRange<Int>) throws(InvalidAct)

  /// Bytes that may be absent; none at all count as absent.
  mutating func optionalBytes<Value: BytesValue>(
    _ field: Field, _ value: inout Value?, _ length: ClosedRange<Int>) throws(InvalidAct)

  /// Several bytes.
  mutating func byteStrings<Value: BytesValue>(
    _ field: Field, _ values: inout [Value], _ length: ClosedRange<Int>, _ rule: ListRule) throws(InvalidAct)

  /// A message that is always there.
  mutating func message<Value: Described>(_ field: Field, _ value: inout Value) throws(InvalidAct)

  /// A message that may be absent.
  mutating func optionalMessage<Value: Described>(_ field: Field, _ value: inout Value?) throws(InvalidAct)

  /// Messages.
  mutating func messages<Value: Described>(
    _ field: Field, _ values: inout [Value], _ rule: ListRule) throws(InvalidAct)
}

extension FieldVisitor {
  /// Checks something across fields, once each of them alone is right.
  ///
  /// - Parameters:
  ///   - field: the field to be named, in JSON's spelling; its path is the visitor's to know.
  ///   - reason: what is wrong, and what is allowed.
  @inlinable public mutating func check(
    _ holds: @autoclosure () -> Bool, _ field: String, _ reason: @autoclosure () -> String
  ) throws(InvalidAct) {
    if isChecking, !holds() { try fault(field, reason()) }
  }

  /// Checks what throws, once each field alone is right.
  @inlinable public mutating func check(_ body: () throws(InvalidAct) -> Void) throws(InvalidAct) {
    guard isChecking else { return }
    do { try body() } catch { for found in error.faults { try fault(found.field, found.reason) } }
  }
}
