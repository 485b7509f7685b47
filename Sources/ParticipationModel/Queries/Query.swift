public import TransparencyLog

/// A question to a ledger: the same value in Swift, behind `albo`, and over the socket.
///
/// Its stored properties are its parameters, by their names; `Answer` is what all three ways give.
public protocol Query: Codable, Sendable {
  /// What is answered.
  associatedtype Answer: Codable & Sendable

  /// The name of the method, for instance `elections.tally`.
  static var method: String { get }
  /// What it answers, in one sentence.
  static var summary: String { get }
  /// Its parameters.
  static var parameters: [QueryParameter] { get }
}

/// A parameter of a query, as `rpc.discover` and error messages describe it.
public struct QueryParameter: Sendable, Hashable, Codable {
  /// Its name.
  public let name: String
  /// The JSON type: `string`, `integer`, `array`.
  public let type: String
  /// Whether it must be given.
  public let isRequired: Bool
  /// What it means, with its unit.
  public let meaning: String

  /// A parameter.
  public init(_ name: String, _ type: String, required: Bool = false, _ meaning: String) {
    (self.name, self.type, isRequired, self.meaning) = (name, type, required, meaning)
  }

  static let limit = QueryParameter("limit", "integer", "at most so many items, 1 to 1000; 100 where absent")
  static let cursor = QueryParameter("cursor", "string", "where the page before ended: its `next`")
}

/// A page of a list: `{"size", "items", "next"}`.
public struct Page<Item: Codable & Sendable>: Codable, Sendable {
  /// The size of the log that the page speaks of.
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

/// Which page of a list is asked for.
public struct PageRequest: Codable, Sendable, Hashable {
  /// At most so many items.
  public var limit: Int?
  /// Where the page before ended.
  public var cursor: String?

  /// A page.
  public init(limit: Int? = nil, cursor: String? = nil) { (self.limit, self.cursor) = (limit, cursor) }
}
