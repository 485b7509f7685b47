package import EventModel

/// The id that connects a response with its request (JSON-RPC 2.0 §4).
public enum RequestID: Hashable, Sendable {
  /// Any text.
  case string(String)
  /// A whole number; fractions, which the specification discourages, are refused.
  case integer(Int64)
  /// Given as `null`: such a request is still answered, unlike one without an id. Also the id of errors that
  /// belong to no request.
  case null
}

extension RequestID {
  /// The id in the value, or nil if the value cannot be an id.
  init?(_ value: JSONValue) {
    switch value {
    case .string(let text): self = .string(text)
    case .integer(let number): self = .integer(number)
    case .null: self = .null
    default: return nil
    }
  }

  /// The id as a JSON value.
  package var value: JSONValue {
    switch self {
    case .string(let text): .string(text)
    case .integer(let number): .integer(number)
    case .null: .null
    }
  }
}
