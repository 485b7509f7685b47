import LocalFiles
public import TransparencyLog

/// A checkpoint that somebody has kept: evidence of what a log was.
public final class SavedCheckpoint: RecordSource {
  /// Its path.
  public let name: String
  /// The checkpoint.
  public let note: SignedNote
  /// False.
  public var hasRecords: Bool { false }

  /// Reads the file.
  ///
  /// - Throws: `FileError` if it cannot be read; `LedgerError.damaged` if it is no signed checkpoint.
  public convenience init(_ path: String) throws {
    let bytes = try Files.read(path)
    do { self.init(try SignedNote(parsing: bytes), name: path) } catch {
      throw LedgerError(.damaged, "\(path) is not a signed checkpoint", cause: error)
    }
  }

  /// A checkpoint that was received.
  public init(_ note: SignedNote, name: String) { (self.note, self.name) = (note, name) }

  /// None.
  public func records(from position: Position) throws -> [SourceRecord] { [] }
}
