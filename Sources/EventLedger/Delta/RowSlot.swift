import EventModel

/// A row in memory; this class itself stands for one that was removed.
class RowSlot {
  var isChanged = false
  /// The type of the value; nil if the row was removed.
  private let type: ObjectIdentifier?

  init(of type: Any.Type? = nil) { self.type = type.map { ObjectIdentifier($0) } }

  /// The bytes of the row; nil if it was removed.
  var row: [UInt8]? { nil }

  /// The row, if it holds a value of a type.
  func holding<Value>(_ type: Value.Type) -> ValueSlot<Value>? {
    // Asking the runtime costs as much as finding the row: the slot knows.
    self.type == ObjectIdentifier(type) ? unsafeDowncast(self, to: ValueSlot<Value>.self) : nil
  }
}

/// A row in memory, read and changed in place.
final class ValueSlot<Value: ConstraintValue>: RowSlot {
  var value: Value

  init(_ value: Value) {
    self.value = value
    super.init(of: Value.self)
  }

  override var row: [UInt8]? { value.row }
}
