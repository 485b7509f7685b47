/// A number of entries: the first `n` of a log. Every root, proof and answer speaks of one.
public struct LogSize: Sendable, Hashable, Codable, RawRepresentable {
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
  /// The number of entries between the two sizes.
  public func distance(to other: LogSize) -> Int {
    rawValue.distance(to: other.rawValue)
  }

  /// The size after so many further entries.
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
