/// A value that describes its fields once: an act, a message within one, a constraint row, the parameters of a query.
///
/// Everything else is a visitor of the description: both encodings, the checks, the clearing of computed fields, the
/// schema and the documentation, examples and the values that tests make.
public protocol Described: Sendable {
  /// A value without content, to be filled by a visitor. Nobody else makes one.
  init(_ blank: Blank)

  /// The name of the message in the schema, without its package: `BallotRule`.
  static var schemaName: String { get }

  /// Shows the visitor every field, in the order of the field numbers; checks across fields come last.
  ///
  /// - Throws: `InvalidAct` from a visitor that reads or checks.
  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct)

  /// Changes the fields of an example that do not fit each other as they were made one by one.
  mutating func completeExample()
}

extension Described {
  /// The name of the type.
  public static var schemaName: String { "\(Self.self)" }

  /// Does nothing: the fields of most messages fit each other.
  public mutating func completeExample() {}
}
