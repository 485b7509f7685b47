/// An act's message is not what its type requires. Nothing was decided, nothing is recorded.
public struct InvalidAct: Error, Hashable, Sendable, CustomStringConvertible {
  /// A field, and what is wrong with it.
  public struct Fault: Hashable, Sendable, CustomStringConvertible {
    /// The path of the field in the spelling of its JSON, `act.ballot.kind`; empty if it is the whole message.
    public let field: String
    /// What was found, and what is allowed.
    public let reason: String

    /// A field that is wrong.
    public init(field: String, reason: String) { (self.field, self.reason) = (field, reason) }

    /// `field: reason`.
    public var description: String { field.isEmpty ? reason : "\(field): \(reason)" }
  }

  /// Everything that was found wrong; at least one.
  public let faults: [Fault]

  /// A message that is refused because of a field.
  public init(field: String = "", reason: String) { faults = [Fault(field: field, reason: reason)] }

  /// A message that is refused because of several fields.
  ///
  /// - Precondition: there is one.
  package init(_ faults: [Fault]) { self.faults = faults }

  /// The first field that is wrong.
  public var field: String { faults[0].field }

  /// What is wrong with it.
  public var reason: String { faults[0].reason }

  /// The same, of a message that stands in a field of another.
  @usableFromInline package func within(_ path: String) -> InvalidAct {
    InvalidAct(
      faults.map { fault in
        let separator = fault.field.isEmpty || path.isEmpty ? "" : "."
        return Fault(field: path + separator + fault.field, reason: fault.reason)
      })
  }

  /// Each field with what is wrong with it.
  public var description: String { faults.map(\.description).joined(separator: "; ") }
}
