/// A call on a file that failed.
public struct FileError: Error, Hashable, Sendable {
  /// What kind of failure, to switch on.
  public let code: Code
  /// What happened and to which file, for a person.
  public let message: String

  /// The kinds of failure.
  public enum Code: Hashable, Sendable {
    /// The operating system refused.
    case system(errno: Int32)
    /// The file has more bytes than what is read of it.
    case tooLarge
    /// A device, a pipe or a directory is there, which a file would take the place of.
    case notRegular
  }

  /// A failure.
  package init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }
}

extension FileError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
