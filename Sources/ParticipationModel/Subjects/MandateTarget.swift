public import EventModel

/// Where a mandate holds.
public enum MandateTarget: Hashable, Sendable, CustomStringConvertible {
  /// For whatever the organisation does.
  case everything
  /// In one stream: `body/area-f`, `agreement/garden`.
  case stream(StreamName)

  /// `*`, or the name of a stream; nil for other texts.
  public init?(_ text: String) {
    if text == "*" {
      self = .everything
    } else if let stream = StreamName(text) {
      self = .stream(stream)
    } else {
      return nil
    }
  }

  /// `*`, or the name of the stream.
  public var description: String {
    switch self {
    case .everything: "*"
    case .stream(let stream): stream.description
    }
  }
}

extension MandateTarget: TextValue {
  /// `*`, or the name of a stream; nil for other texts.
  public init?(text: String) { self.init(text) }
  /// `*`, or the name of the stream.
  public var text: String { description }
  /// What a target is.
  public static var expectation: String { "a stream (category/name), or * for everything" }
  /// A stream.
  public static func example(for field: String) -> String { "body/area-f" }
}
