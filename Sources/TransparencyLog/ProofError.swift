/// Why a proof proves nothing.
public enum ProofError: Error, Hashable, CustomStringConvertible {
  /// A log of that size has no entry at that position.
  case positionOutsideTree(Position, size: LogSize)
  /// The old size is above the new one.
  case sizesOutOfOrder(old: LogSize, new: LogSize)
  /// The proof has another number of hashes than its sizes call for.
  case wrongLength(found: Int, expected: Int)
  /// The proof leads to another root than the one given for the log of that size.
  case rootMismatch(size: LogSize)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .positionOutsideTree(let position, let size):
      "a log of \(size) entries has no position \(position)"
    case .sizesOutOfOrder(let old, let new):
      "a log of \(old) entries cannot be the beginning of one of \(new)"
    case .wrongLength(let found, let expected):
      "the proof has \(found) hashes, but its sizes call for \(expected)"
    case .rootMismatch(let size):
      "the proof leads to another root than the one given for \(size) entries"
    }
  }
}
