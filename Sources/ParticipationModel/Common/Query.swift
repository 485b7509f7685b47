public import EventModel
public import TransparencyLog

/// A question to a ledger: the same value in Swift, behind `albo`, and over the socket.
///
/// Its parameters are described once: the socket's check, the command's options, discovery and the documentation come
/// from that description. `Answer` is what all three ways return.
public protocol Query: Described, Hashable {
  /// The answer.
  associatedtype Answer: Codable & Sendable

  /// The name of the method, for instance `elections.tally`.
  static var method: String { get }
  /// What it answers, in one sentence.
  static var summary: String { get }
}

extension Query {
  /// The name of the method.
  public static var schemaName: String { method }

  /// Its parameters.
  public static var parameters: [FieldDescription] { FieldDescriber.fields(of: Self.self) }

  /// The parameters as lines of Documentation/Queries.md.
  package static var parameterLines: [String] {
    parameters.map { field in
      let need = field.isRequired ? ", required" : ""
      return "- `\(field.name)` (\(field.jsonType)\(need)): \(field.meaning). Allowed: \(field.allowed)"
    }
  }

  /// Reads the parameters, by name.
  ///
  /// - Throws: `InvalidAct` with every parameter that is wrong.
  public init(json: JSONValue) throws(InvalidAct) {
    // In an act, an empty text means that it is absent; in a question it is a mistake, such as an empty shell variable.
    let empty = (json.members ?? [:]).filter { $0.value == .string("") }.keys.sorted()
    if !empty.isEmpty {
      throw InvalidAct(empty.map { .init(field: $0, reason: "is empty: expected a value, or nothing at all") })
    }
    self = try JSONFieldReader.read(Self.self, from: json)
  }

  /// The parameters, by name; those that were left out are absent.
  public var json: JSONValue { JSONFieldWriter.json(self) }

  /// The question itself.
  ///
  /// - Throws: `InvalidAct` for a parameter that no command and no socket would take.
  package func checked() throws(InvalidAct) -> Self { try FieldChecker.checked(self) }
}

extension FieldVisitor {
  /// Which page of a list is asked for: `limit`, and `cursor` under the next number.
  public mutating func page(_ first: UInt32, _ limit: inout Int?, _ cursor: inout String?) throws(InvalidAct) {
    try number(first, "limit", &limit, 1...1000, "at most this many items; default: 100")
    try check(cursor != "", "cursor", "is empty: expected the `next` of the previous page")
    try text(first + 1, "cursor", &cursor, 1...1000, "the `next` of the previous page")
  }
}

/// A page of a list: `{"size", "items", "next"}`.
public struct Page<Item: Codable & Sendable>: Codable, Sendable {
  /// The size of the log that the page is about.
  public let size: LogSize
  /// The items.
  public let items: [Item]
  /// What to give as `cursor` for the next page; absent at the end.
  public let next: String?

  /// A page of a list.
  public init(size: LogSize, items: [Item], next: String?) {
    (self.size, self.items, self.next) = (size, items, next)
  }
}
