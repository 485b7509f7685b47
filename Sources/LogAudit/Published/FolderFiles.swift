import Glibc
import LocalFiles

/// A published log in a folder.
public final class FolderFiles: PublishedFiles {
  /// The folder.
  public let name: String

  /// The files below a folder.
  public init(_ folder: String) {
    name = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
  }

  /// Reads a file.
  public func read(_ path: String, limit: Int) throws -> [UInt8]? {
    // Reading a named pipe could block for ever.
    guard !Files.exists("\(name)/\(path)") || Files.isFile("\(name)/\(path)") else {
      throw LedgerError(.damaged, "\(name)/\(path) is not a file")
    }
    do { return try Files.read("\(name)/\(path)", limit: limit) } catch {
      switch error.code {
      case .system(errno: ENOENT), .system(errno: ENOTDIR): return nil
      case .tooLarge: throw LedgerError(.damaged, error.message)
      default: throw error
      }
    }
  }
}
