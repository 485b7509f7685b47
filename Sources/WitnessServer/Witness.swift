import Dispatch
import Glibc
import LocalFiles
public import Logging
public import TransparencyLog

/// A witness of other people's logs: it cosigns a checkpoint after it has verified that the log has only grown since
/// the last one (c2sp.org/tlog-witness).
public final class Witness: Sendable {
  /// The public half of its key.
  public let verifierKey: VerifierKey

  /// The keys of each log, by its origin: several while a log changes its key.
  private let logs: [KeyName: [VerifierKey]]
  private let store: WitnessStore
  private let evidence: EvidenceFolder
  private let lock: FileLock
  private let logger: Logger
  private let clock: @Sendable () -> Int64
  private let thread = DispatchQueue(label: "albo.witness")

  /// Opens the witness of a directory; on the first start makes the directory, the key and the store.
  ///
  /// - Parameters:
  ///   - name: the name of its key; needed on the first start only.
  ///   - keys: keys of logs, in addition to those in the directory's file `logs`.
  ///   - clock: seconds since 1970 UTC; nil uses the machine's clock.
  /// - Throws: ``WitnessError``; the store's errors.
  public init(
    directory: String, name: KeyName?, logs keys: [VerifierKey], logger: Logger,
    clock: (@Sendable () -> Int64)? = nil
  ) throws {
    let directory = WitnessDirectory(directory)
    try directory.make()
    lock = try FileLock.witness(directory)
    logs = Dictionary(grouping: try directory.logs(besides: keys), by: \.name)
    store = try WitnessStore(directory: directory.store, name: name)
    evidence = EvidenceFolder(directory.evidence)
    verifierKey = store.key.verifierKey
    self.logger = logger
    self.clock = clock ?? { Int64(time(nil)) }
  }

  /// Closes the store; afterwards no request is answered.
  public func close() { store.close() }

  /// The last cosigned checkpoint, by the path at which the protocol serves it; nil if there is none.
  func lastCheckpoint(at path: String) throws -> SignedNote? {
    guard let origin = logs.keys.first(where: { WitnessProtocol.checkpointPath(of: $0) == path }) else { return nil }
    return try store.last(of: origin)?.note
  }

  /// Cosigns the checkpoint of a request; it is on disk before the cosignature is returned.
  ///
  /// - Throws: `WitnessRefusal`; the store's errors.
  func addCheckpoint(_ body: [UInt8]) async throws -> NoteSignature {
    guard let text = String(validating: body, as: UTF8.self) else {
      throw WitnessRefusal.malformed(.checkpoint(.note(.notUTF8)))
    }
    let request: WitnessRequest
    do { request = try WitnessRequest(parsing: text) } catch { throw WitnessRefusal.malformed(error) }
    let submission = try Submission(request, logs: logs)
    // Commits wait for the disk, on their own thread.
    let cosigned = try await withCheckedThrowingContinuation { continuation in
      thread.async { continuation.resume(with: Result { try self.cosign(submission) }) }
    }
    guard let line = cosigned.note.signatures.last else { throw WitnessError.damaged }
    return line
  }

  private func cosign(_ submission: Submission) throws -> CosignedCheckpoint {
    do {
      return try store.update(submission.origin) { last in
        let checkpoint = try submission.check(against: last)
        // A clock that was set back does not make time go backwards.
        let time = max(clock(), last?.posixSeconds ?? 0)
        var cosigned = checkpoint
        try cosigned.add(try store.key.cosign(checkpoint, posixSeconds: time), by: verifierKey)
        return CosignedCheckpoint(cosigned, posixSeconds: time)
      }
    } catch let refusal as WitnessRefusal {
      if case .inconsistent(let reason, let isFork) = refusal { keep(submission, reason, isFork: isFork) }
      throw refusal
    }
  }

  /// Keeps evidence that may prove that a log has misbehaved, and logs it at a high level.
  private func keep(_ submission: Submission, _ reason: String, isFork: Bool) {
    let last = (try? store.last(of: submission.origin)) ?? nil
    do {
      let file = try evidence.keep(submission, held: last?.note, isFork: isFork)
      logger.log(
        level: isFork ? .critical : .error, "not cosigned: \(reason)",
        metadata: ["log": "\(submission.origin)", "evidence": "\(file ?? "none: the folder is full")"])
    } catch {
      logger.critical("not cosigned: \(reason); the evidence could not be kept: \(error)")
    }
  }
}
