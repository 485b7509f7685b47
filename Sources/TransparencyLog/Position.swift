/// The place of an entry in the log, counted from 0: its leaf index.
///
/// A position is not a ``LogSize``: the last position of a log is one less than its size.
public struct Position: Sendable, Hashable, RawRepresentable {
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
  // Both spelled out: Strideable's own would trap if the distance does not fit an Int.

  /// Whether it is the same place.
  public static func == (left: Position, right: Position) -> Bool {
    left.rawValue == right.rawValue
  }

  /// The order of the numbers.
  public static func < (left: Position, right: Position) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The number of entries from this position to the other; traps unless it fits an `Int`.
  public func distance(to other: Position) -> Int {
    rawValue.distance(to: other.rawValue)
  }

  /// The position that many entries further on; traps if there is none.
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

extension Position: Codable {
  /// Reads a number.
  ///
  /// - Throws: `DecodingError` for anything but a whole number from 0 to 2⁶³ − 1.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    rawValue = try container.decode(UInt64.self)
    guard rawValue <= LogSize.maximum.rawValue else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "a position is at most 2⁶³ − 1")
    }
  }
}
