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
  /// What is wrong and where; nil if everything holds.
  public var damage: String?
}
