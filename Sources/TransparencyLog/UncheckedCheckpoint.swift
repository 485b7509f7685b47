/// The text of a checkpoint: which log, how many entries, which root. Nobody's signature is behind it yet
/// (c2sp.org/tlog-checkpoint).
public struct UncheckedCheckpoint: Sendable {
  /// The unique name of the log, without scheme; not empty.
  public let origin: String

  /// The number of entries.
  public let size: LogSize

  /// The root of the tree of these entries.
  public let root: MerkleHash

  /// The lines that are signed, extension lines included.
  public let text: String

  /// The text of a log's own checkpoint: three lines, for extension lines cannot be audited.
  public init(origin: KeyName, size: LogSize, root: MerkleHash) {
    self.origin = origin.text
    self.size = size
    self.root = root
    text = "\(origin)\n\(size)\n\(root.base64)\n"
  }

  /// Reads the text of a checkpoint; extension lines after the third are accepted if they are not empty.
  ///
  /// - Throws: ``CheckpointError``.
  public init(parsing text: String) throws(CheckpointError) {
    let bytes = Array(text.utf8)
    do { try NoteText.check(bytes) } catch { throw .note(error) }
    var lines = LineReader(bytes[...])
    guard let origin = lines.next(), !origin.isEmpty else { throw .missingOrigin }
    guard let size = lines.next().flatMap(Decimal.parse) else { throw .malformedSize }
    guard let root = lines.next().flatMap(MerkleHash.init(base64:)) else { throw .malformedRoot }
    while let line = lines.next() {
      guard !line.isEmpty else { throw .emptyLine(lines.number) }
    }
    self.origin = String(decoding: origin, as: UTF8.self)
    self.size = LogSize(size)
    self.root = root
    self.text = text
  }
}
