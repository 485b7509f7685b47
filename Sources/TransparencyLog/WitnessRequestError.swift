/// Why a request to a witness is refused.
public enum WitnessRequestError: Error, Hashable, CustomStringConvertible {
  /// The request has this many bytes, more than any real one.
  case tooLong(Int)
  /// That line, counted from 1, is not what must stand there.
  case malformedLine(Int)
  /// No empty line ends the proof within 63 hashes.
  case unterminatedProof
  /// The checkpoint is malformed.
  case checkpoint(CheckpointError)
  /// A request cannot be made of a proof and a checkpoint of different sizes.
  case sizesDiffer(proof: LogSize, checkpoint: LogSize)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .tooLong(let count): "a witness request of \(count) bytes is too long"
    case .malformedLine(let line): "line \(line) of the request to the witness is malformed"
    case .unterminatedProof:
      "the proof does not end in an empty line within \(WitnessRequest.maximumProofLength) hashes"
    case .checkpoint(let error): "the checkpoint is refused: \(error)"
    case .sizesDiffer(let proof, let checkpoint):
      "the proof leads to \(proof) entries, but the checkpoint has \(checkpoint)"
    }
  }
}
