public import TransparencyLog

/// What the verification of a published log found.
public struct PublishedLogReport: Sendable, Hashable, Codable {
  /// The folder, URL or file.
  public var source: String
  /// The origin of its checkpoint.
  public var origin: String
  /// The size of its checkpoint.
  public var size: LogSize
  /// The root that its checkpoint signs, in base64.
  public var root: String
  /// The checkpoint as it is served, with every signature and cosignature: to be kept for the next time.
  public var checkpoint: String
  /// Whether the key has signed the checkpoint, and the records have its root.
  public var isRootVerified = false
  /// The policy's witnesses that have cosigned the checkpoint, by the names of their keys; none without a policy.
  public var cosigned: [String] = []
  /// How many records were there to be hashed.
  public var entries: UInt64 = 0
  /// How many records are withheld: of those only the hashes were verified.
  public var withheld: UInt64 = 0
  /// The kept checkpoints that the log continues.
  public var continued: [String] = []
  /// What is wrong; empty if nothing is.
  public var findings: [Finding] = []
  /// How long it took, in µs.
  public var microseconds: Int64 = 0

  /// Whether nothing is wrong.
  public var isVerified: Bool { findings.isEmpty && isRootVerified }

  init(_ source: any RecordSource) throws {
    let body = try UncheckedCheckpoint(parsing: source.note.text)
    (self.source, checkpoint) = (source.name, source.note.serialized)
    (origin, size, root) = (body.origin, body.size, body.root.base64)
  }

  mutating func add(_ kind: Finding.Kind, _ message: String, evidence: [SignedNote] = []) {
    findings.append(Finding(kind: kind, message: message, evidence: evidence.map(\.serialized)))
  }

  /// What is wrong, and where.
  public struct Finding: Sendable, Hashable, Codable {
    /// What kind of finding.
    public var kind: Kind
    /// What and where, for a person.
    public var message: String
    /// Signed checkpoints that contradict each other.
    public var evidence: [String]

    /// The kinds of findings.
    public enum Kind: String, Sendable, Hashable, Codable {
      /// The key has not signed the checkpoint.
      case signature
      /// Too few of the policy's witnesses have cosigned the checkpoint.
      case witnesses
      /// A file contradicts another, cannot be read, or is missing.
      case files
      /// The records do not have the root that the checkpoint signs.
      case root
      /// What was given as a kept checkpoint of this log is not one.
      case kept
      /// The log is smaller than it was.
      case rollback
      /// The log is not what it was.
      case fork
    }
  }
}
