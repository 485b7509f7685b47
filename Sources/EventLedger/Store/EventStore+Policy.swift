import EventModel
import LocalFiles
import LogAudit
public import TransparencyLog

extension LedgerDirectory {
  /// Which witnesses are asked, and which of them must have cosigned what is published (c2sp.org/tlog-policy).
  var policy: String { path + "/policy" }
}

extension EventStore {
  /// The policy that checkpoints are published under; nil if none was set.
  ///
  /// - Throws: `LedgerError.damaged` if the file `policy` cannot be read.
  public func policy() throws -> TrustPolicy? {
    guard Files.exists(directory.policy) else { return nil }
    do { return try TrustPolicy(parsing: Files.read(directory.policy)) } catch let error as TrustPolicyError {
      throw LedgerError(.damaged, "\(directory.policy) cannot be used: set it with `albo witnesses set`", cause: error)
    }
  }

  /// Sets the policy that checkpoints are published under from now on.
  ///
  /// - Parameter text: a file as c2sp.org/tlog-policy says; the URLs of witnesses are their submission prefixes.
  /// - Throws: `TrustPolicyError`; `PolicyRefusal.unlistedKey` if it lists logs and not this one;
  ///   `LedgerError.quorumNotMet` if the witnesses that have a URL, one that this process can reach, cannot meet the
  ///   quorum.
  public func setPolicy(_ text: [UInt8]) throws {
    let policy = try TrustPolicy(parsing: text)
    _ = try policy.judge(checkpoint().note, keys: keys)
    let reachable = policy.witnesses.filter { witness in
      witness.url != nil && witnesses.map { $0.access.connect(witness) != nil } != false
    }
    guard policy.isMet(by: Set(reachable.map(\.key))) else {
      throw LedgerError(
        .quorumNotMet,
        "the witnesses with an http or https URL cannot meet the quorum: under this policy nothing could be published")
    }
    try Files.write(text, to: directory.policy)
  }

  /// The last size that a witness has cosigned, and when by its own clock; nil if it has cosigned none.
  public func lastCosigned(by witness: VerifierKey) throws -> (size: LogSize, posixSeconds: Int64)? {
    try cosignatures.store()?.last(by: witness)
  }

  /// What may be published of a size: the checkpoint with what witnesses have cosigned.
  ///
  /// - Throws: `LedgerError.quorumNotMet` if the ledger has a policy and too few have.
  func publishable(at size: LogSize) throws -> SignedNote {
    let checkpoint = try checkpoint(at: size)
    let note = checkpoint.note
    guard let policy = try policy() else { return note }
    let listed = try cosignatures(of: checkpoint, by: policy)
    let cosigned = listed.isEmpty ? note : try SignedNote(text: note.text, signatures: note.signatures + listed)
    let verdict = try policy.judge(cosigned, keys: keys)
    guard verdict.isMet else {
      throw LedgerError(.quorumNotMet, "the checkpoint is not published: \(verdict)")
    }
    return cosigned
  }

  /// The kept lines of the policy's witnesses that are of this checkpoint.
  ///
  /// If the ledger is an older copy beside newer cosignatures, those may be of another checkpoint of that size.
  func cosignatures(of checkpoint: Checkpoint, by policy: TrustPolicy) throws -> [NoteSignature] {
    let lines = try cosignatures.store()?.lines(at: checkpoint.size) ?? []
    return lines.filter { line in
      policy.witnesses.contains { witness in
        var cosigned = checkpoint
        return (try? cosigned.add(line, by: witness.key)) != nil
      }
    }
  }

  /// The receipt of a position with cosignatures: its inclusion in the smallest size above it that met the quorum of
  /// the ledger's policy, with the cosignatures of that moment, so that it stays the same for ever.
  ///
  /// - Throws: `LedgerError.noSuchPosition`; `quorumNotMet` if no such size was published yet.
  public func cosignedReceipt(of position: Position) throws -> Receipt {
    guard try size.contains(position) else {
      throw LedgerError(.noSuchPosition(position), "there is no event at position \(position)")
    }
    guard let quorum = try cosignatures.store()?.quorum(above: position) else {
      throw LedgerError(
        .quorumNotMet,
        "no checkpoint above position \(position) has been cosigned by a quorum of witnesses yet: set a policy and publish (`albo witnesses set`, `albo publish`)"
      )
    }
    var checkpoint = try checkpoint(at: quorum.size)
    let note = try SignedNote(text: checkpoint.text, signatures: checkpoint.note.signatures + quorum.lines)
    checkpoint = try keys.verify(note)
    return try Receipt(proof: inclusionProof(of: position, in: quorum.size), checkpoint: checkpoint)
  }
}
