/// How far a verification has come.
public struct VerificationProgress: Sendable, Hashable, Codable {
  /// What is being checked.
  public var stage: String
  /// How much of it is done.
  public var done: UInt64
  /// How much there is.
  public var total: UInt64

  /// A step of some work.
  package init(stage: String, done: UInt64, total: UInt64) {
    (self.stage, self.done, self.total) = (stage, done, total)
  }
}
