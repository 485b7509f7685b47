public import EventModel
public import TransparencyLog

extension FieldVisitor {
  /// At which size of the log something is asked: `at`.
  ///
  /// What was recorded later is not in the answer. It has two times: `at` says what was known, and `on`, if the query
  /// has it, on which day something held.
  public mutating func asOf(_ number: UInt32, _ size: inout LogSize?) throws(InvalidAct) {
    try position(number, "at", &size, "as the log knew at this size; default: the present size")
  }
}
