import Dispatch
import EventModel
import LogAudit
import Synchronization
import TransparencyLog

/// The second stage: signs what was decided, gives it to the log of record, and commits it.
final class LogCommitter: Sendable {
  /// Where deltas are committed while the next is decided.
  let thread = DispatchQueue(label: "albo.log.committer")

  private let engine: LogEngine
  private let key: SigningKey
  private let record: (any LogOfRecord)?
  private let term: UInt64
  private let atStep: CommitStep.Hook

  init(
    _ engine: LogEngine, key: SigningKey, record: (any LogOfRecord)?, term: UInt64, atStep: @escaping CommitStep.Hook
  ) {
    (self.engine, self.key, self.record, self.term, self.atStep) = (engine, key, record, term, atStep)
  }

  /// Makes a delta durable.
  ///
  /// - Throws: ``SizeMoved``; ``RecordUncertain`` if the log of record may have it; `CommitFailure`, `LedgerError`.
  func commit(_ delta: LogDelta) throws {
    var delta = delta
    let checkpoint = try Checkpoint.sign(size: delta.edge.size, root: delta.edge.root, key: key)
    delta.signature = checkpoint.note.signatures[0]
    try atStep(.signed)
    if let record {
      do {
        try record.append(delta.records.all, after: delta.start, checkpoint: checkpoint.note, term: term)
      } catch let error as SizeMoved {
        throw error
      } catch {
        throw RecordUncertain(cause: error)
      }
      do {
        try atStep(.taken)
        try engine.commit(delta, atStep: atStep)
      } catch {
        throw RecordUncertain(cause: error)
      }
    } else {
      try engine.commit(delta, atStep: atStep)
    }
  }

  /// Commits what the log of record has taken already, under the checkpoint that it was taken with.
  ///
  /// - Throws: `LedgerError.damaged` if that signs other records, or another key has signed it.
  func commit(_ delta: LogDelta, taken checkpoint: SignedNote) throws {
    var delta = delta
    let signed: Checkpoint
    do { signed = try engine.read { try $0.keys }.verify(checkpoint) } catch {
      throw LedgerError(.damaged, "the log of record has records that the log's key has not signed", cause: error)
    }
    guard signed.size == delta.end, signed.root == delta.edge.root else {
      throw LedgerError(
        .damaged, "the records after \(delta.start) in the log of record are not those that were signed")
    }
    delta.signature = signed.note.signatures[0]
    try engine.commit(delta)
  }

  /// What the log of record has after a size; nil at the end.
  func taken(after size: LogSize) throws -> TakenRecords? { try record?.taken(after: size) }
}

/// The log of record may have the delta, and the tables do not.
struct RecordUncertain: Error {
  var cause: any Error
}

/// A delta on its way to disk.
final class CommitFlight: Sendable {
  let delta: LogDelta
  private let landed = DispatchSemaphore(value: 0)
  private let state = Mutex<(hasLanded: Bool, verdict: CommitVerdict?)>((false, nil))

  init(_ delta: LogDelta) { self.delta = delta }

  /// Whether it has ended.
  var hasLanded: Bool { state.withLock { $0.hasLanded } }

  /// Says how it ended; nil means success.
  func land(_ verdict: CommitVerdict?) {
    state.withLock { $0 = (true, verdict) }
    landed.signal()
  }

  /// Waits for the end; called once.
  func wait() -> CommitVerdict? {
    landed.wait()
    return state.withLock { $0.verdict }
  }
}

/// What a failed commit means to those who wait, and to what comes after it.
struct CommitVerdict: Sendable {
  /// The error that those who wait get.
  let error: LedgerError
  /// Whether the tables must be opened anew; a row that cannot be read says nothing of the others.
  let isOfTables: Bool
  private let isFull: Bool
  private let isFinal: Bool

  /// Bytes that must be free before a full disk counts as having room again.
  private static let neededBytes: UInt64 = 256 << 10
}

extension CommitVerdict {
  init(_ error: any Error, _ engine: LogEngine) {
    let ledger = error as? LedgerError
    isOfTables = ledger.map { $0.code == .ledgerChanged } ?? true
    switch error {
    case let moved as SizeMoved:
      (isFull, isFinal) = (false, true)
      self.error = LedgerError(
        .ledgerChanged,
        "another node now writes this log, which has \(moved.size) records: this node has stopped writing")
    case let uncertain as RecordUncertain:
      (isFull, isFinal) = (false, false)
      self.error = LedgerError(
        .outcomeUnknown, "the log of record may have taken the command: retry with the same id", cause: uncertain.cause)
    case let failure as CommitFailure:
      isFinal = false
      isFull = failure.isFull || failure.isDevice && engine.room < Self.neededBytes
      self.error = Self.error(of: failure, isFull: isFull)
    default:
      (isFull, isFinal) = (false, false)
      self.error = ledger ?? LedgerError(.damaged, "the log cannot be written", cause: error)
    }
  }

  private static func error(of failure: CommitFailure, isFull: Bool) -> LedgerError {
    if isFull {
      return LedgerError(.diskFull, "the disk is full: nothing is recorded until there is room", cause: failure.cause)
    }
    guard failure.isUncertain else {
      return LedgerError(.damaged, "the log cannot be written", cause: failure.cause)
    }
    return LedgerError(
      .outcomeUnknown, "the commit failed but may have reached the disk: retry with the same id", cause: failure.cause)
  }

  /// Whether the tables may be opened anew now.
  func mayGoOn(_ engine: LogEngine) -> Bool { !isFinal && (!isFull || engine.room >= Self.neededBytes) }
}
