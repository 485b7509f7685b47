/// What a log sends to a witness to have a checkpoint cosigned: the body of `add-checkpoint`
/// (c2sp.org/tlog-witness).
public struct WitnessRequest: Sendable, Hashable {
  /// The most hashes that a witness accepts.
  public static let maximumProofLength = 63

  /// The proof from the size that the witness last cosigned; from 0 it is empty.
  public let proof: ConsistencyProof

  /// The new checkpoint, not verified.
  public let note: SignedNote

  /// The request to go on from the old size of the proof to the checkpoint.
  ///
  /// - Throws: ``WitnessRequestError/sizesDiffer(proof:checkpoint:)`` if the proof does not end at the
  ///   checkpoint.
  public init(proof: ConsistencyProof, checkpoint: Checkpoint) throws(WitnessRequestError) {
    guard proof.newSize == checkpoint.size else {
      throw .sizesDiffer(proof: proof.newSize, checkpoint: checkpoint.size)
    }
    self.proof = proof
    note = checkpoint.note
  }

  /// The body to post.
  public var text: String {
    let lines = ["old \(proof.oldSize)"] + proof.path.map(\.base64)
    return lines.joined(separator: "\n") + "\n\n" + note.serialized
  }

  /// Reads the body of a request, as a witness does.
  ///
  /// - Throws: ``WitnessRequestError`` if it is malformed; nothing is verified yet.
  public init(parsing text: String) throws(WitnessRequestError) {
    let bytes = Array(text.utf8)
    guard bytes.count <= 2 * SignedNote.maximumByteCount else { throw .tooLong(bytes.count) }
    var lines = LineReader(bytes[...])
    guard let old = lines.next()?.after("old ").flatMap(Decimal.parse) else { throw .malformedLine(1) }
    guard let encoded = lines.untilEmptyLine(limit: Self.maximumProofLength) else { throw .unterminatedProof }
    var path: [MerkleHash] = []
    for (place, line) in encoded.enumerated() {
      guard let hash = MerkleHash(base64: line) else { throw .malformedLine(place + 2) }
      path.append(hash)
    }
    do { note = try SignedNote(parsing: lines.rest) } catch { throw .checkpoint(.note(error)) }
    let size: LogSize
    do { size = try UncheckedCheckpoint(parsing: note.text).size } catch { throw .checkpoint(error) }
    proof = ConsistencyProof(oldSize: LogSize(old), newSize: size, path: path)
  }
}
