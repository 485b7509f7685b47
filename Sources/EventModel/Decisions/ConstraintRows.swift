/// The rows that deciders ask: who has voted, which text was signed.
///
/// A row belongs to a stream, is of a kind, and has a key within both. It can be read as the typed value
/// that was stored; the value's bytes are what is kept on disk and what `verify` compares.
public protocol ConstraintReader: AnyObject {
  /// The row at a key; nil if there is none.
  func row<Value: ConstraintValue>(_ key: ConstraintKey, as type: Value.Type) -> Value?
}

/// The rows as `evolve` changes them; `decide` cannot.
public protocol ConstraintRows: ConstraintReader {
  /// Stores a row, over an older one. Its stream has an event: that of `evolve`, or an earlier one.
  func set(_ key: ConstraintKey, to value: some ConstraintValue)

  /// Removes a row.
  func remove(_ key: ConstraintKey)

  /// Changes the row at a key, if there is one; `body` must not ask for a row.
  func update<Value: ConstraintValue>(_ key: ConstraintKey, as type: Value.Type, _ body: (inout Value) -> Void)
}

extension ConstraintRows {
  /// Changes a copy of the row and stores it; rows that are held in memory can do so in place.
  public func update<Value: ConstraintValue>(
    _ key: ConstraintKey, as type: Value.Type, _ body: (inout Value) -> Void
  ) {
    guard var value = row(key, as: type) else { return }
    body(&value)
    set(key, to: value)
  }
}

/// Where a constraint row stands.
public struct ConstraintKey: Hashable, Sendable {
  /// The stream to which the row belongs.
  public let stream: StreamName
  /// What kind of row: unique within the category of the stream.
  public let kind: UInt8
  /// The key within stream and kind; at most 400 bytes.
  public let key: [UInt8]

  /// The key of a row.
  public init(_ stream: StreamName, kind: UInt8, key: [UInt8] = []) {
    (self.stream, self.kind, self.key) = (stream, kind, key)
  }

  /// The key of a row by a text.
  public init(_ stream: StreamName, kind: UInt8, key: String) {
    self.init(stream, kind: kind, key: [UInt8](key.utf8))
  }
}

/// The typed content of a constraint row: a message whose fields are described, or bytes of its own.
public protocol ConstraintValue: Sendable {
  /// Reads what `row` wrote; nil if the bytes are damaged.
  init?(row: [UInt8])

  /// The bytes of the row: equal values have equal bytes.
  var row: [UInt8] { get }
}

extension ConstraintValue where Self: Described {
  /// Reads the message; nil if the bytes are not its usual encoding.
  @inlinable public init?(row: [UInt8]) {
    guard let value = try? WireFieldReader.read(Self.self, from: row) else { return nil }
    self = value
  }

  /// The message in its usual encoding.
  @inlinable public var row: [UInt8] { encoded }
}
