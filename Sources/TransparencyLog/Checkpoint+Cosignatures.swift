extension Checkpoint {
  /// The verified cosignatures of those witnesses; none if none of them has cosigned. Other lines are
  /// ignored.
  ///
  /// - Throws: ``CheckpointError/note(_:)`` if a line under the name and id of one of them does not verify.
  public func cosignatures(by witnesses: [VerifierKey]) throws(CheckpointError) -> [Cosignature] {
    do { return try note.cosignatures(by: witnesses) } catch { throw .note(error) }
  }

  /// Adds a witness's line to the note, once it is verified.
  ///
  /// - Throws: ``CheckpointError/note(_:)`` if the line is not of that witness, does not verify, or is one
  ///   too many.
  public mutating func add(_ cosignature: NoteSignature, by witness: VerifierKey) throws(CheckpointError) {
    do {
      try SignedNote(text: text, signatures: [cosignature]).verify(with: [witness])
      guard !note.signatures.contains(cosignature) else { return }
      note = try SignedNote(text: text, signatures: note.signatures + [cosignature])
    } catch { throw .note(error) }
  }
}
