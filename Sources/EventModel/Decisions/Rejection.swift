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
  /// Whether what was prepared for the decision is out of date, so that preparing it anew may have another outcome.
  public let isStale: Bool

  /// A refusal.
  ///
  /// - Parameter rule: the rule in words of this case; that of the code if it is left out.
  public init(
    _ code: RejectionCode, _ message: String, rule: String? = nil, positions: [Position] = [],
    details: [String: JSONValue] = [:], isStale: Bool = false
  ) {
    self.code = code
    self.message = message
    self.rule = rule ?? code.rule
    self.positions = positions
    self.details = details
    self.isStale = isStale
  }
}

extension Rejection: CustomStringConvertible {
  /// `Code: message (rule; events at positions …)`.
  public var description: String {
    let grounds = positions.isEmpty ? "" : "; rests on \(positions.map(\.description).joined(separator: ", "))"
    return "\(code): \(message) (rule: \(rule)\(grounds))"
  }
}

/// What kind of refusal: its name, for instance `AlreadySigned`, and the rule that it stands for.
///
/// The codes of a ledger are constants, in one catalogue for each institution.
public struct RejectionCode: Hashable, Sendable, CustomStringConvertible {
  /// The name itself, in upper camel case.
  public let description: String
  /// The rule as a sentence, without a capital and a full stop; empty for a code that came from elsewhere.
  public let rule: String

  /// A code with this name.
  public init(_ name: String, _ rule: String = "") { (description, self.rule) = (name, rule) }

  /// Codes are the same if their names are.
  public static func == (left: RejectionCode, right: RejectionCode) -> Bool { left.description == right.description }

  /// Hashes the name.
  public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
