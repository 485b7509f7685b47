public import TransparencyLog

/// What a replay found.
public struct ReplayReport: Sendable, Hashable, Codable {
  /// Where the log was taken from.
  public var source: String
  /// The origin of its checkpoint.
  public var origin: String
  /// The size of its checkpoint.
  public var size: LogSize
  /// The root that its checkpoint signs, in base64.
  public var root: String
  /// Whether the key has signed the checkpoint, and the records have the root.
  public var isRootVerified = false
  /// How many events, from the first on, the rules made again with the same bytes.
  public var decided = LogSize.zero
  /// How many commands they were.
  public var commands: UInt64 = 0
  /// The first record that is withheld; events from there on were hashed, not decided.
  public var firstWithheld: Position?
  /// How many records are withheld.
  public var withheld: UInt64 = 0
  /// Types whose acts were not decided, because this program does not know them.
  public var uncheckedTypes: [String] = []
  /// The first event beside whose bytes an export shows something else; what is verified are the bytes.
  public var firstMisreading: Position?
  /// What is wrong; empty if nothing is.
  public var findings: [ReplayFinding] = []
  /// The digest of every view over the events that were decided.
  public var views: [ViewDigest] = []

  /// Whether nothing is wrong and everything was decided again.
  public var isVerified: Bool { isSound && decided == size && uncheckedTypes.isEmpty }

  /// Whether nothing is wrong; the end of the log may be withheld.
  public var isSound: Bool { findings.isEmpty && isRootVerified }
}

/// What is wrong with a log, and where.
public struct ReplayFinding: Error, Sendable, Hashable, Codable {
  /// What kind of finding.
  public var kind: Kind
  /// The event.
  public var position: Position?
  /// The type of its act.
  public var type: String?
  /// Its stream.
  public var stream: String?
  /// The code of the rejection.
  public var code: String?
  /// What is wrong, for a person.
  public var message: String
  /// The rule that stands against it.
  public var rule: String?

  /// The kinds of findings.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// The key has not signed the checkpoint.
    case signature
    /// The source contradicts itself, or ends early.
    case source
    /// The records do not have the root that the checkpoint signs, or the last one of a replaced key.
    case root
    /// A record is not an event, or does not follow on those before it.
    case record
    /// The rules refuse what was recorded.
    case refused
    /// The rules make something else of the command than what was recorded.
    case different
  }

  init(_ kind: Kind, _ message: String, code: String? = nil, rule: String? = nil) {
    (self.kind, self.message, self.code, self.rule) = (kind, message, code, rule)
  }
}

extension ReplayFinding: CustomStringConvertible {
  /// Event, message, and the rule if there is one.
  public var description: String {
    let place = position.map { "event \($0)" }
    let what = type.map { type in " (\(type)\(stream.map { " of \($0)" } ?? ""))" } ?? ""
    let verdict = code.map { "\($0): \(message)" } ?? message
    return (place.map { $0 + what + ": " } ?? "") + verdict + (rule.map { " (rule: \($0))" } ?? "")
  }
}
