public import EventModel
public import TransparencyLog

/// A field of a row that was corrected: the row shows the new value.
public struct Rectification: Codable, Sendable, Hashable {
  /// The field of the act, by its name in JSON.
  public var field: String
  /// The value before.
  public var was: JSONValue
  /// The value since.
  public var value: JSONValue
  /// The event that corrected it.
  public var position: Position

  package init(field: String, was: JSONValue, value: JSONValue, position: Position) {
    (self.field, self.was, self.value, self.position) = (field, was, value, position)
  }
}
