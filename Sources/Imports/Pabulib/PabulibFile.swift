/// A Pabulib file that was read to its end and is well formed. Its votes are not kept.
public struct PabulibFile: Equatable, Sendable {
  /// Section META.
  public let meta: PabulibMeta
  /// Section PROJECTS, in the file's order.
  public let projects: [PabulibProject]
  /// The number of votes read.
  public let voteCount: Int
  /// The number of bytes read.
  public let byteCount: UInt64
  /// SHA-256 of the bytes read. If a second pass returns another digest, the file has changed.
  public let digest: [UInt8]
}
