public import TransparencyLog

/// What was published.
public struct PublishedSize: Sendable, Hashable, Codable {
  /// The size of the published checkpoint.
  public var size: LogSize
  /// How many entries are published, from the first one on: less than the size while some are withheld.
  public var entries: LogSize
  /// How many files were written; 0 if nothing was new.
  public var files: Int

  /// What was published.
  public init(size: LogSize, entries: LogSize, files: Int) {
    (self.size, self.entries, self.files) = (size, entries, files)
  }
}
