import TransparencyLog

/// A request whose checkpoint was signed by a log that the witness knows.
struct Submission {
  let origin: KeyName
  let request: WitnessRequest
  /// The checkpoint with one signature line for each of the log's keys; the sender can add others and repeat these.
  private let note: SignedNote
  private let body: UncheckedCheckpoint

  /// Makes the checks that need no state, in the order of the protocol.
  ///
  /// - Throws: `WitnessRefusal`: `unknownLog`, `untrusted`, `sizesOutOfOrder`.
  init(_ request: WitnessRequest, logs: [KeyName: [VerifierKey]]) throws(WitnessRefusal) {
    self.request = request
    do { body = try UncheckedCheckpoint(parsing: request.note.text) } catch {
      throw .malformed(.checkpoint(error))
    }
    guard let origin = try? KeyName(body.origin), let keys = logs[origin] else { throw .unknownLog(body.origin) }
    self.origin = origin
    do {
      try request.note.verify(with: keys)
      let lines = keys.compactMap { key in
        request.note.signatures.first { $0.name == key.name && $0.keyID == key.keyID }
      }
      note = try SignedNote(text: request.note.text, signatures: lines)
    } catch { throw .untrusted(error) }
    guard request.proof.oldSize <= body.size else { throw .sizesOutOfOrder(request.proof) }
  }

  /// Checks the request against the last cosigned checkpoint.
  ///
  /// - Returns: the checkpoint, which may be cosigned.
  /// - Throws: `WitnessRefusal`: `conflict`, `inconsistent`.
  func check(against last: CosignedCheckpoint?) throws(WitnessRefusal) -> Checkpoint {
    let (size, root) = (last?.size ?? .zero, last?.root ?? .emptyRoot)
    guard request.proof.oldSize == size else { throw .conflict(size) }
    do {
      let checkpoint = try Checkpoint(unchecked: note)
      try request.proof.verify(oldRoot: root, newRoot: checkpoint.root)
      return checkpoint
    } catch {
      let isFork = body.size == size && body.root != root
      throw .inconsistent("checkpoint of size \(body.size) after size \(size): \(error)", isFork: isFork)
    }
  }
}
