import TransparencyLog

/// Why a witness does not cosign.
enum WitnessRefusal: Error, CustomStringConvertible {
  /// The request cannot be read.
  case malformed(WitnessRequestError)
  /// The witness does not know the log.
  case unknownLog(String)
  /// None of the log's keys has signed the checkpoint, or the signature of one of them does not verify.
  case untrusted(NoteError)
  /// The request's old size is larger than the size of the checkpoint.
  case sizesOutOfOrder(ConsistencyProof)
  /// The witness last cosigned this size, not the old size of the request.
  case conflict(LogSize)
  /// Signed by the log but not consistent with what was cosigned: it may be proof of misbehaviour.
  case inconsistent(String, isFork: Bool)

  /// The status of the protocol's answer.
  var status: Int {
    switch self {
    case .malformed, .sizesOutOfOrder: 400
    case .untrusted: 403
    case .unknownLog: 404
    case .conflict: 409
    case .inconsistent: 422
    }
  }

  /// A sentence for people.
  var description: String {
    switch self {
    case .malformed(let error): "\(error)"
    case .unknownLog(let origin): "this witness does not know the log “\(origin)”"
    case .untrusted(let error): "\(error)"
    case .sizesOutOfOrder(let proof): "the old size \(proof.oldSize) is larger than the checkpoint's \(proof.newSize)"
    case .conflict(let size): "the last cosigned size is \(size)"
    case .inconsistent(let reason, _): reason
    }
  }
}
