/// The first thing found wrong with the pages of a `data.mdb`.
///
/// Switch on ``kind``; show ``message`` to a person. A file with structural damage must not be written to, whatever
/// can still be read from it: restore a backup.
public struct StructuralDamage: Error, Sendable, Hashable {
  /// What sort of damage it is.
  public let kind: Kind

  /// The snapshot that was checked, as the number of its transaction; `nil` if the file does not even say that.
  public let snapshot: UInt64?

  private let sentence: String

  /// What can be wrong with a file.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// The system failed to read from the file.
    case unreadable
    /// The file ends before a page that is needed.
    case truncated
    /// A meta page, which says where everything else is, makes no sense.
    case metaPage
    /// A page is not what its place in a tree calls for, or what it holds lies outside of it.
    case page
    /// Keys are not in ascending order.
    case order
    /// A tree has other levels, pages or rows than its record says.
    case counts
    /// A page is in use in two places.
    case sharedPage
    /// The free list makes no sense by itself.
    case freeList
    /// A page is in use and listed as free: a writer would overwrite it.
    case freePageInUse
  }

  init(_ kind: Kind, _ sentence: String, snapshot: UInt64? = nil) {
    self.kind = kind
    self.sentence = sentence
    self.snapshot = snapshot
  }

  func found(in snapshot: UInt64) -> StructuralDamage { StructuralDamage(kind, sentence, snapshot: snapshot) }
}

extension StructuralDamage: CustomStringConvertible {
  /// What is wrong, in one line of English.
  public var message: String {
    guard let snapshot else { return sentence }
    return "in snapshot \(snapshot), \(sentence)"
  }

  /// The same sentence as ``message``.
  public var description: String { message }
}
