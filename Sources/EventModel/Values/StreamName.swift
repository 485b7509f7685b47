/// The name of a stream, `category/name`: the events of one election, one agreement, one volunteer.
///
/// The category is `[a-z]{1,32}`; the name is `[a-z0-9][a-z0-9._-]{0,63}`.
public struct StreamName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The whole name, for instance `election/consulte-2022`.
  public let description: String

  /// Checks the grammar; nil for a text outside it.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, (1...32).contains(parts[0].count),
      parts[0].allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }),
      IDGrammar.allows(String(parts[1]) ?? "")
    else { return nil }
    description = text
  }

  /// The stream of an entity in a category that is known to be well formed.
  public init<Of>(category: StaticString, _ name: ID<Of>) {
    var name = name.description
    description = name.withUTF8 { name in
      let length = category.utf8CodeUnitCount
      return String(unsafeUninitializedCapacity: length + 1 + name.count) { text in
        category.withUTF8Buffer { _ = text.initialize(fromContentsOf: $0) }
        text[length] = UInt8(ascii: "/")
        _ = UnsafeMutableBufferPointer(rebasing: text[(length + 1)...]).initialize(fromContentsOf: name)
        return length + 1 + name.count
      }
    }
  }

  /// A name that was read from a record; the grammar was checked when the record was appended.
  package init(unchecked text: String) { description = text }

  /// What stands before the slash.
  public var category: Substring { description.prefix { $0 != "/" } }

  /// Orders by bytes.
  public static func < (left: StreamName, right: StreamName) -> Bool { left.description < right.description }
}
