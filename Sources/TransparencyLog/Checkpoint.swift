/// A log's signed statement of its size and root. Whoever holds one holds a checked one: the signature was
/// verified, or made, here (c2sp.org/tlog-checkpoint).
///
/// A log signs no two checkpoints of which one does not continue the other. That is not checked here; a
/// ``ConsistencyProof`` does.
public struct Checkpoint: Sendable {
  /// The unique name of the log.
  public let origin: KeyName

  /// The number of entries.
  public let size: LogSize

  /// The root of the tree of these entries.
  public let root: MerkleHash

  /// The note as it is served, with the cosignatures that came with it or were added.
  public internal(set) var note: SignedNote

  /// The text that is signed.
  public var text: String { note.text }

  /// Reads a checkpoint and verifies that the log with that key has signed it.
  ///
  /// - Throws: ``CheckpointError`` if it is malformed, not signed by the key, or its origin is not the key's
  ///   name.
  public init(verifying note: String, key: VerifierKey) throws(CheckpointError) {
    try self.init(verifying: Self.parse(Array(note.utf8)), key: key)
  }

  /// Reads a checkpoint and verifies that the log with that key has signed it.
  ///
  /// - Throws: ``CheckpointError`` if it is malformed, not signed by the key, or its origin is not the key's
  ///   name.
  public init(verifying note: [UInt8], key: VerifierKey) throws(CheckpointError) {
    try self.init(verifying: Self.parse(note), key: key)
  }

  /// Verifies that the log with that key has signed this checkpoint.
  ///
  /// - Throws: ``CheckpointError`` if it is malformed, not signed by the key, or its origin is not the key's
  ///   name.
  public init(verifying note: SignedNote, key: VerifierKey) throws(CheckpointError) {
    do { try note.verify(with: [key]) } catch { throw .note(error) }
    try self.init(unchecked: note)
    guard origin == key.name else { throw .wrongOrigin(origin.text, expected: key.name) }
  }

  /// Takes a note as a checkpoint without verifying any signature: for notes from your own database.
  ///
  /// - Throws: ``CheckpointError`` if the text is malformed or its origin cannot be the name of a key.
  public init(unchecked note: SignedNote) throws(CheckpointError) {
    let body = try UncheckedCheckpoint(parsing: note.text)
    guard body.size > .zero || body.root == .emptyRoot else { throw .wrongEmptyRoot }
    do { origin = try KeyName(body.origin) } catch { throw .note(.key(error)) }
    size = body.size
    root = body.root
    self.note = note
  }

  /// Signs the size and root of the log whose origin is the key's name.
  ///
  /// Before this, make sure that every checkpoint signed so far is of a beginning of the same tree.
  ///
  /// - Throws: ``CheckpointError/wrongEmptyRoot``; ``CheckpointError/note(_:)`` if signing failed.
  public static func sign(
    size: LogSize, root: MerkleHash, key: SigningKey
  ) throws(CheckpointError) -> Checkpoint {
    let body = UncheckedCheckpoint(origin: key.verifierKey.name, size: size, root: root)
    let note: SignedNote
    do { note = try SignedNote(text: body.text, signatures: [key.sign(body.text)]) } catch {
      throw .note(error)
    }
    return try Checkpoint(unchecked: note)
  }

  private static func parse(_ note: [UInt8]) throws(CheckpointError) -> SignedNote {
    do { return try SignedNote(parsing: note) } catch { throw .note(error) }
  }
}

extension Checkpoint: Hashable {}
