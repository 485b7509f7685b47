/// A failed call on a file.
public struct FileError: Error, Hashable, Sendable {
  /// The kind of failure, for programs.
  public let code: Code
  /// What happened and to which file, for people.
  public let message: String

  /// The kinds of failure.
  public enum Code: Hashable, Sendable {
    /// The operating system refused.
    case system(errno: Int32)
    /// The file has more bytes than the limit for reading it.
    case tooLarge
    /// A device, a pipe or a directory is there, which a file would replace.
    case notRegular
  }

  /// A failure.
  package init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }
}

extension FileError: CustomStringConvertible {
  /// The message.
  public var description: String { message }
}
