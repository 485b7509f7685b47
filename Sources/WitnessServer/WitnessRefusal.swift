import TransparencyLog

/// Why a witness does not cosign.
enum WitnessRefusal: Error, CustomStringConvertible {
  /// The request cannot be read.
  case malformed(WitnessRequestError)
  /// The witness does not know the log.
  case unknownLog(String)
  /// None of the log's keys has signed the checkpoint, or a line under one of them does not verify.
  case untrusted(NoteError)
  /// The old size is larger than that of the checkpoint.
  case sizesOutOfOrder(ConsistencyProof)
  /// The witness has last cosigned this size, not the old one of the request.
  case conflict(LogSize)
  /// Signed by the log, and not consistent with what was cosigned: it may be proof of misbehaviour.
  case inconsistent(String, isFork: Bool)

  /// The status that the protocol answers with.
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
