/// The place of an entry in the log, counted from 0: its leaf index.
///
/// A position is not a ``LogSize``: the last position of a log is one less than its size.
public struct Position: Sendable, Hashable, Codable, RawRepresentable {
  /// The 0-based leaf index.
  public let rawValue: UInt64

  /// The position with this 0-based leaf index.
  public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// The position with this 0-based leaf index.
  public init(_ rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// The position of the last entry of a log of that size; nothing if the log is empty.
  public init?(lastOf size: LogSize) {
    guard size != .zero else { return nil }
    self.init(size.rawValue - 1)
  }

  /// The position that the next entry of a log of that size will take.
  public init(nextIn size: LogSize) {
    self.init(size.rawValue)
  }
}

extension Position: Strideable {
  /// The number of entries from this position to the other.
  public func distance(to other: Position) -> Int {
    rawValue.distance(to: other.rawValue)
  }

  /// The position so many entries further on.
  public func advanced(by count: Int) -> Position {
    Position(rawValue.advanced(by: count))
  }
}

extension Position: ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// A position written as a literal.
  public init(integerLiteral value: UInt64) {
    self.init(value)
  }

  /// Decimal, as in receipts.
  public var description: String { String(rawValue) }
}
