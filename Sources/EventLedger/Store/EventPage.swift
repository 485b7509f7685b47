public import LogAudit
public import TransparencyLog

/// A page of events, and where the next one starts.
public struct EventPage: Sendable {
  /// The size of the log that the page was read from.
  public let size: LogSize
  /// The events, in the direction that was asked for.
  public let events: [RecordedEvent]
  /// Where to go on from: a position, or a version of the stream; nil at the end.
  public let next: UInt64?
}

/// In which order events are read.
public enum ReadDirection: String, Sendable, CaseIterable {
  /// From old to new.
  case forward
  /// From new to old.
  case backward
}
