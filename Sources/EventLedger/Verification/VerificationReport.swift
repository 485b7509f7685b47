public import TransparencyLog

/// What a verification found.
public struct VerificationReport: Sendable, Hashable, Codable {
  /// How many records the log has.
  public var size: LogSize
  /// The root of their tree, in base64.
  public var root: String
  /// How many signed checkpoints there are, each of which was verified.
  public var checkpoints: Int
  /// Types whose acts were not read, because this program does not know them.
  public var uncheckedTypes: [String]
  /// Time for records, tree and tiles, in µs.
  public var treeMicroseconds: Int64
  /// Time for the signatures of checkpoints, in µs.
  public var signatureMicroseconds: Int64
  /// Time for the indexes and constraint rows, in µs.
  public var indexMicroseconds: Int64
  /// What is wrong and where; nil where everything holds.
  public var damage: String?
}

/// How far a verification has come.
public struct VerificationProgress: Sendable, Hashable, Codable {
  /// What is being checked.
  public var stage: String
  /// How much of it is done.
  public var done: UInt64
  /// How much there is.
  public var total: UInt64
}

/// What is wrong, and where: ends a verification.
struct Damage: Error {
  var description: String

  init(_ description: String) { self.description = description }
}
