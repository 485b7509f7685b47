public import TransparencyLog

/// What a command became: its events, and the size of the log whose signed checkpoint covers them.
///
/// A retry gets the same answer for ever.
public struct Recorded: Hashable, Sendable {
  /// The position of the command's first event.
  public var position: Position
  /// How many events the command became.
  public var count: Int
  /// The smallest signed size that holds them all.
  public var size: LogSize
  /// Whether the command had been recorded before.
  public var isRepeated: Bool

  /// What a command became.
  public init(position: Position, count: Int, size: LogSize, isRepeated: Bool) {
    (self.position, self.count, self.size, self.isRepeated) = (position, count, size, isRepeated)
  }
}
