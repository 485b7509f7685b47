public import TransparencyLog

/// A command refused by a rule. It is no event, is not stored, and changes nothing.
public struct Rejection: Error, Hashable, Sendable {
  /// What kind of refusal, to switch on; the catalogue of codes is part of the protocol.
  public let code: RejectionCode
  /// What happened and what can be done, for a person.
  public let message: String
  /// The rule that stands against it, as a sentence.
  public let rule: String
  /// The events it rests on.
  public let positions: [Position]
  /// What programs can use of it, by name: `sealedUntil`, µs since 1970 UTC.
  public let details: [String: JSONValue]

  /// A refusal.
  public init(
    _ code: RejectionCode, _ message: String, rule: String, positions: [Position] = [],
    details: [String: JSONValue] = [:]
  ) {
    self.code = code
    self.message = message
    self.rule = rule
    self.positions = positions
    self.details = details
  }
}

extension Rejection: CustomStringConvertible {
  /// `Code: message (rule; events at positions …)`.
  public var description: String {
    let grounds = positions.isEmpty ? "" : "; rests on \(positions.map(\.description).joined(separator: ", "))"
    return "\(code): \(message) (rule: \(rule)\(grounds))"
  }
}

/// The name of a refusal, for instance `AlreadySigned`.
public struct RejectionCode: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// The name itself, in upper camel case.
  public let description: String

  /// A code with this name.
  public init(stringLiteral name: String) { description = name }
}
