import Glibc
import LogAudit
import TransparencyLog

/// The way from a checkpoint to the cosignature of one witness.
struct WitnessDialogue: Sendable {
  let store: EventStore
  let witnesses: LogWitnesses
  let policy: TrustPolicy
  let checkpoint: Checkpoint
  let cosignatures: CosignatureStore

  /// A witness that keeps naming other sizes is not followed for ever.
  private static let attempts = 3

  /// The policy's witnesses that have cosigned the checkpoint already.
  func signers() throws -> Set<VerifierKey> {
    let lines = try store.cosignatures(of: checkpoint, by: policy)
    return Set(
      policy.witnesses.map(\.key).filter { key in lines.contains { $0.name == key.name && $0.keyID == key.keyID } })
  }

  /// Asks a witness, unless it failed lately, and keeps what it gives.
  func ask(_ witness: TrustPolicy.Witness) async -> WitnessRound.Outcome {
    guard let connection = witnesses.access.connect(witness) else { return .noAddress }
    if let reason = witnesses.restingReason(witness.key) { return .resting(reason: reason) }
    let outcome: WitnessRound.Outcome
    do { outcome = try await ask(connection, witness) } catch { outcome = .unreachable("\(error)") }
    switch outcome {
    case .ahead, .refused(status: 422, _):
      // Its last checkpoint, if the log has signed it, proves which of the two has another history.
      _ = await store.lookAtLast(of: witness, witnesses)
    default: break
    }
    if !Task.isCancelled { witnesses.note(outcome, by: witness.key) }
    return outcome
  }

  private func ask(
    _ connection: any CheckpointWitness, _ witness: TrustPolicy.Witness
  ) async throws -> WitnessRound.Outcome {
    let size = checkpoint.size
    var old = min(size, try cosignatures.last(by: witness.key)?.size ?? .zero)
    for _ in 0..<Self.attempts {
      let proof = try store.consistencyProof(from: old, to: size)
      switch try await connection.cosign(WitnessRequest(proof: proof, checkpoint: checkpoint)) {
      case .cosigned(let lines): return try keep(lines, by: witness.key)
      case .conflict(let seen) where seen > size: return .ahead(seen)
      case .conflict(let seen): old = seen
      case .refused(let status, let text): return .refused(status: status, text)
      }
    }
    return .refused(status: 409, "it keeps naming other sizes")
  }

  /// Keeps the witness's own line, once it is verified; lines of others are ignored.
  private func keep(_ lines: [NoteSignature], by key: VerifierKey) throws -> WitnessRound.Outcome {
    guard let line = lines.first(where: { $0.name == key.name && $0.keyID == key.keyID }) else {
      return .wrongSignature("there is no line under its key")
    }
    var cosigned = checkpoint
    let cosignature: Cosignature
    do {
      try cosigned.add(line, by: key)
      guard let found = try cosigned.cosignatures(by: [key]).first else { throw NoteError.noKnownSignature }
      cosignature = found
    } catch { return .wrongSignature("\(error)") }
    try cosignatures.add(line, cosignature, at: checkpoint.size, policy: policy)
    return .cosigned(secondsAhead: cosignature.posixSeconds &- Int64(time(nil)))
  }
}
