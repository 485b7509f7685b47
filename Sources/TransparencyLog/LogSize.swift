/// A number of entries: the first `n` of a log. Every root, proof and answer speaks of one.
public struct LogSize: Sendable, Hashable, RawRepresentable {
  /// The size of an empty log.
  public static let zero = LogSize(0)

  /// The largest size that a text may state, 2⁶³ − 1: other implementations count in signed 64-bit integers.
  public static let maximum = LogSize(UInt64(Int64.max))

  /// The number of entries.
  public let rawValue: UInt64

  /// The size of a log with that many entries.
  public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// The size of a log with that many entries.
  public init(_ rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// The size of a log whose last entry is at that position.
  public init(after position: Position) {
    self.init(position.rawValue + 1)
  }

  /// Whether a log of this size has an entry at that position.
  public func contains(_ position: Position) -> Bool {
    position.rawValue < rawValue
  }
}

extension LogSize: Strideable {
  // Both spelled out: Strideable's own would trap if the distance does not fit an Int.

  /// Whether it is the same number.
  public static func == (left: LogSize, right: LogSize) -> Bool {
    left.rawValue == right.rawValue
  }

  /// The order of the numbers.
  public static func < (left: LogSize, right: LogSize) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The number of entries between the two sizes; traps unless it fits an `Int`.
  public func distance(to other: LogSize) -> Int {
    rawValue.distance(to: other.rawValue)
  }

  /// The size after that many further entries; traps if there is none.
  public func advanced(by count: Int) -> LogSize {
    LogSize(rawValue.advanced(by: count))
  }
}

extension LogSize: ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// A size written as a literal.
  public init(integerLiteral value: UInt64) {
    self.init(value)
  }

  /// Decimal, as in checkpoints.
  public var description: String { String(rawValue) }
}

extension LogSize: Codable {
  /// Reads a number.
  ///
  /// - Throws: `DecodingError` for anything but a whole number from 0 to 2⁶³ − 1.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    rawValue = try container.decode(UInt64.self)
    guard rawValue <= LogSize.maximum.rawValue else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "a size is at most 2⁶³ − 1")
    }
  }
}
