public import EventModel
import LocalFiles

/// The sources that a path can be.
public enum RecordSources {
  /// Opens what lies at a path: a folder with tiles, an export, or a saved checkpoint.
  ///
  /// - Throws: `LedgerError` if it is none of them, or damaged; `FileError` if it cannot be read; `NoteError`,
  ///   `CheckpointError` for an export that ends in no checkpoint.
  public static func open(_ path: String, registry: ActRegistry) throws -> any RecordSource {
    if Files.exists(path + "/checkpoint") { return try PublishedLog(path) }
    guard Files.isFile(path) else {
      throw LedgerError(
        .notALedger, "\(path) is no folder with tiles, no export and no saved checkpoint")
    }
    let lines = try LineFile(path)
    // No origin of a log starts with a brace: it could be the name of no web address.
    if try lines.next()?.first == UInt8(ascii: "{") { return try ExportFile(path, registry: registry) }
    return try SavedCheckpoint(path)
  }
}
