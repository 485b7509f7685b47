/// Why a receipt is refused.
public enum ReceiptError: Error, Hashable, CustomStringConvertible {
  /// The receipt has this many bytes, more than any real one.
  case tooLong(Int)
  /// The first line is not that of a receipt.
  case unknownFormat
  /// That line, counted from 1, is not what must stand there.
  case malformedLine(Int)
  /// No empty line ends the proof within 63 hashes.
  case unterminatedProof
  /// The checkpoint is malformed or not signed as it should be.
  case checkpoint(CheckpointError)
  /// The checkpoint is genuine, but the proof does not lead from the entry to its root.
  case proof(ProofError)
  /// A receipt cannot be made of a proof and a checkpoint of different sizes.
  case sizesDiffer(proof: LogSize, checkpoint: LogSize)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .tooLong(let count): "a receipt of \(count) bytes is too long"
    case .unknownFormat: "the first line is not that of a receipt, c2sp.org/tlog-proof@v1"
    case .malformedLine(let line): "line \(line) of the receipt is malformed"
    case .unterminatedProof:
      "the proof in the receipt does not end in an empty line within \(InclusionProof.maximumLength) hashes"
    case .checkpoint(let error): "the checkpoint in the receipt is refused: \(error)"
    case .proof(let error): "the entry is not proved to be in the log: \(error)"
    case .sizesDiffer(let proof, let checkpoint):
      "the proof is of \(proof) entries, but the checkpoint of \(checkpoint)"
    }
  }
}
