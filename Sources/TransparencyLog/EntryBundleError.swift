/// What is wrong with a bundle of entries.
public enum EntryBundleError: Error, Hashable, CustomStringConvertible {
  /// An entry, by its place in the bundle, is longer than 65,535 bytes.
  case entryTooLong(index: Int, length: Int)
  /// A bundle holds 1…256 entries, not this many.
  case wrongCount(Int)
  /// The bundle ends within the entry at that place.
  case truncated(index: Int)
  /// This many bytes follow the last entry.
  case trailingBytes(Int)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .entryTooLong(let index, let length):
      "entry \(index) of the bundle has \(length) bytes, but the maximum is \(EntryBundle.maximumEntryLength)"
    case .wrongCount(let count): "a bundle holds 1 to 256 entries, not \(count)"
    case .truncated(let index): "the bundle ends within its entry \(index)"
    case .trailingBytes(let count): "\(count) bytes follow the last entry of the bundle"
    }
  }
}
