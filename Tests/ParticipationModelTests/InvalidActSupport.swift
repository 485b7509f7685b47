import EventModel
import ParticipationModel
import SchemaOracle
import Testing

/// A valid message with one field made wrong, and the name that the refusal must give it.
struct InvalidCase: Sendable, CustomTestStringConvertible {
  let field: String
  let testDescription: String
  let attempt: @Sendable () throws -> Void

  init<Value: MessageAct>(
    _ field: String, _ type: Value.Type, _ valid: @escaping @Sendable () -> Value.ActMessage,
    _ spoil: @escaping @Sendable (inout Value.ActMessage) -> Void
  ) {
    self.field = field
    testDescription = "\(Value.type.shortName).\(field)"
    attempt = {
      var message = valid()
      _ = try Value(message: message)
      spoil(&message)
      do { _ = try Value(message: message) } catch let error as InvalidAct { throw Refused(invalid: error) }
    }
  }

  /// Tells the refusal of the spoilt message from one of the message before.
  private struct Refused: Error { let invalid: InvalidAct }

  /// Expects the refusal.
  func check() {
    let refused = #expect(throws: Refused.self) { try attempt() }
    // Which entry of a list it is follows from the message: the names on the way are what a case says.
    let path = refused?.invalid.field.replacing(/\[[0-9]+\]/, with: "")
    #expect(path == field && refused?.invalid.reason.isEmpty == false, "\(refused?.invalid as Any)")
  }
}
