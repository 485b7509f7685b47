import EventModel
import LogAudit
public import TransparencyLog

extension EventStore {
  /// Asks the policy's witnesses what they last cosigned of this log, once in the life of the process, before anything
  /// is recorded. A witness that does not answer within the access's patience is reported, but does not stop the log.
  ///
  /// - Throws: `LedgerError.restoredBackup`, `forkedHistory` if a witness shows, under the log's signature, what this
  ///   log does not hold; the same at every later call.
  public func consultWitnesses() async throws {
    guard let witnesses else { return }
    try await witnesses.consultOnce { try await self.consult(witnesses) }
    try witnesses.checkEvidence()
  }

  private func consult(_ witnesses: LogWitnesses) async throws {
    guard let policy = try policy() else { return }
    let access = witnesses.access
    let reachable = policy.witnesses.filter { access.connect($0) != nil }
    await witnesses.ask(reachable, within: access.patience) { witness in
      await self.lookAtLast(of: witness, witnesses)
    } onAnswer: { witness, reason in
      // No answer at all is a reason too.
      let reason = reason ?? "no answer in time"
      if let reason { access.notice("the witness \(witness.name) could not be asked what it has seen: \(reason)") }
      return witnesses.hasEvidence
    }
  }

  /// Compares what a witness serves with this log, and keeps what proves another history; returns why it could not be
  /// compared.
  func lookAtLast(of witness: TrustPolicy.Witness, _ witnesses: LogWitnesses) async -> String? {
    do {
      guard let note = try await witnesses.access.connect(witness)?.lastCheckpoint(of: origin) else { return nil }
      // What is not signed by the log proves nothing against it.
      let checkpoint = try keys.verify(note)
      do { try check(checkpoint, shownBy: "the witness \(witness.name)") } catch let error as LedgerError {
        guard witnesses.keep(error) else { throw error }
      }
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// Has the checkpoint of a size cosigned by the witnesses of the ledger's policy: all are asked at once, and what
  /// they give is kept.
  ///
  /// - Parameter limit: the time that all of them have together.
  /// - Returns: how it went; nil if the ledger has no policy, or this process no access to witnesses.
  /// - Throws: `LedgerError.restoredBackup`, `forkedHistory` if a witness shows, under the log's signature, what this
  ///   log does not hold.
  public func cosign(_ size: LogSize, within limit: Duration = .seconds(10)) async throws -> WitnessRound? {
    guard let witnesses, let policy = try policy() else { return nil }
    try witnesses.checkEvidence()
    let dialogue = WitnessDialogue(
      store: self, witnesses: witnesses, policy: policy, checkpoint: try checkpoint(at: size),
      cosignatures: try cosignatures.writable())
    try dialogue.cosignatures.settle(size, policy: policy)
    var signers = try dialogue.signers()
    let known = signers
    var round = WitnessRound(size: size)
    await witnesses.ask(policy.witnesses, within: limit) { witness in
      known.contains(witness.key) ? .known : await dialogue.ask(witness)
    } onAnswer: { witness, outcome in
      round.outcomes.append((witness.name, outcome ?? .unreachable("no answer in time")))
      if outcome == nil { witnesses.note(.unreachable("no answer in time"), by: witness.key) }
      if case .cosigned? = outcome { signers.insert(witness.key) }
      return policy.isMet(by: signers)
    }
    try witnesses.checkEvidence()
    // In the order of the policy, so that the same failures read the same.
    round.outcomes = policy.witnesses.compactMap { witness in round.outcomes.first { $0.witness == witness.name } }
    return round
  }
}
