import Dispatch
public import EventLedger
public import EventModel
import LogAudit
public import ParticipationModel
import Synchronization
public import TransparencyLog

/// A city's participation ledger: proposals in, events and read models out.
///
/// ```swift
/// let ledger = try CityLedger.open(at: "city.albo", mode: .writer, options: .init(program: "example"))
/// let recorded = try await ledger.record(proposal, by: Submitter(recorder: "desk-3"))
/// let tally = try await ledger.ask(ElectionTally(election: election), after: recorded.size)
/// ```
public final class CityLedger: Sendable {
  /// The events, their proofs, and what deciders ask.
  public let store: EventStore
  /// The read models.
  public let views: ViewKeeper
  /// The clock that the ledger decides by.
  package let clock: any LedgerClock

  /// The event after the last one that this process has reacted to.
  let reactedUpTo = Mutex<Position?>(nil)

  /// What is due and was refused, by the key of its row.
  let dueRefusals = Mutex<[[UInt8]: DueRefusal]>([:])

  /// The commitments to tag keys of elections whose polls were opened: recorded, they never change.
  let tagKeyCommitments = Mutex<[ID<Election>: [UInt8]]>([:])

  private let queries = DispatchQueue(label: "albo.queries", attributes: .concurrent)

  /// A city over a log.
  init(_ store: EventStore, clock: any LedgerClock, projections: [any Projection.Type]) throws {
    self.store = store
    self.clock = clock
    views = try ViewKeeper(store, projections)
  }

  /// Records a proposal: decides it, and returns once its events are on disk.
  ///
  /// - Parameter submitter: who submits, as the caller has authenticated it.
  /// - Throws: `Rejection` if a rule refuses it; `LedgerError`, of which `outcomeUnknown` and `busy` call
  ///   for a retry with the same id.
  public func record(_ proposal: Proposal, by submitter: Submitter) async throws -> Recorded {
    try await store.record(proposal, by: submitter)
  }

  /// Records proposals one after the other, each on its own; the answers have the same order.
  ///
  /// - Throws: `LedgerError` if none of them was taken.
  public func record(_ proposals: [Proposal], by submitter: Submitter) async throws -> [Result<Recorded, any Error>] {
    try await store.record(proposals, by: submitter)
  }

  /// Queues proposals and returns, so that what comes next can be prepared while these are decided and written.
  ///
  /// - Throws: `LedgerError` if none of them was taken.
  public func submit(_ proposals: [Proposal], by submitter: Submitter) async throws -> Submission {
    try await store.submit(proposals, by: submitter)
  }

  /// What a proposal would become now, without recording it.
  ///
  /// - Throws: `Rejection` with the rule and the positions it rests on, as recording would.
  public func why(_ proposal: Proposal, by submitter: Submitter) throws -> [any Act] {
    try store.decide(proposal, by: submitter, clock: clock)
  }

  /// Answers a query.
  ///
  /// - Parameter size: answers only once the read models have got there: read your own writes.
  /// - Throws: `LedgerError`, or `Rejection` for what may not be answered yet.
  public func ask<Question: AnsweredQuery>(_ query: Question, after size: LogSize? = nil) async throws
    -> Question.Answer
  {
    let query = try query.checked()
    if let size, try store.size < size {
      throw LedgerError(.noSuchPosition(Position(size.rawValue)), "the log has not reached size \(size)")
    }
    if Question.readsViews { try await views.catchUp() }
    if Question.readsViews, let size { try checkViews(reached: size) }
    // Answers read files and may be long: they have threads of their own.
    return try await withCheckedThrowingContinuation { continuation in
      queries.async { continuation.resume(with: Result { try query.answer(from: self) }) }
    }
  }

  private func checkViews(reached size: LogSize) throws {
    for name in views.names where try views.read(name, { $0.size }) < size {
      throw LedgerError(.busy, "the view “\(name)” has not reached size \(size) yet: ask again")
    }
  }

  /// Waits until what was accepted is on disk, and closes the files.
  public func close() async {
    await store.close()
    views.close()
  }
}

/// A query that a ledger answers.
public protocol AnsweredQuery: Query {
  /// Whether it reads the read models; evidence does not depend on them.
  static var readsViews: Bool { get }

  /// The answer, from the read models and the log as they stand.
  func answer(from ledger: CityLedger) throws -> Answer
}

extension AnsweredQuery {
  /// True: most queries read the read models.
  public static var readsViews: Bool { true }
}
