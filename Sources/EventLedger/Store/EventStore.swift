public import EventModel
import LogAudit
public import TransparencyLog

/// A ledger on disk: an append-only log of events with its proofs, and what deciders ask about it.
///
/// One process writes; anybody may read and follow at any time. An act is *proposed* and decided, and is
/// recorded once its event is on disk and a signed checkpoint covers it.
public final class EventStore: Sendable {
  /// The directory of the ledger.
  public let path: String
  /// How it was opened.
  public let mode: Mode
  /// The types of acts that this program knows.
  public let registry: ActRegistry
  /// The origin of the log's checkpoints.
  public let origin: KeyName
  /// The key that signed the log's checkpoints when it was opened here; ``keys`` has those before and after.
  public let verifierKey: VerifierKey
  /// The key that position 0 names, by which the log was first known.
  public let firstKey: VerifierKey
  /// Which human has which pseudonym, beside the vault.
  public let identities: IdentityRegister

  package let directory: LedgerDirectory
  package let engine: LogEngine
  let changes: LogChanges
  let writer: LogWriter?
  let cosignatures: CosignatureFile
  let witnesses: LogWitnesses?

  /// How a ledger is opened.
  public enum Mode: Hashable, Sendable {
    /// The one process that records; needs the signing key.
    case writer
    /// Reads and follows.
    case reader
    /// Reads media that cannot be written, without locks: nobody may write meanwhile.
    case auditor
  }

  init(
    mode: Mode, directory: LedgerDirectory, engine: LogEngine, keys: LogKeys, registry: ActRegistry,
    changes: LogChanges, writer: LogWriter?, witnesses: WitnessAccess?
  ) {
    path = directory.path
    self.mode = mode
    self.directory = directory
    self.engine = engine
    self.registry = registry
    self.changes = changes
    self.writer = writer
    identities = IdentityRegister(directory, isWritable: mode == .writer)
    cosignatures = CosignatureFile(directory)
    self.witnesses = witnesses.map(LogWitnesses.init)
    (origin, verifierKey, firstKey) = (keys.first.name, keys.current, keys.first)
  }

  /// How many events are recorded.
  ///
  /// - Throws: `LedgerError` if the log cannot be read.
  public var size: LogSize {
    get throws { mode == .writer ? changes.size : try engine.read { try $0.size } }
  }

  /// How many commands wait to be decided.
  package var waiting: Int { writer?.waiting ?? 0 }

  /// Refuses what comes from now on, waits until what was accepted is on disk, and closes the files.
  public func close() async {
    await writer?.finish()
    changes.close()
    engine.close()
    cosignatures.close()
    writer?.release()
  }
}

extension EventStore {
  /// Records a proposal: decides it, and returns once its events are on disk.
  ///
  /// - Parameter submitter: who submits, as the caller has authenticated it.
  /// - Throws: `Rejection` if a rule refuses it; `InvalidAct` for a field that no record may have; `LedgerError`, of which
  ///   `outcomeUnknown` and `busy` call for a retry with the same id.
  public func record(_ proposal: Proposal, by submitter: Submitter) async throws -> Recorded {
    try await record([proposal], by: submitter)[0].get()
  }

  /// Records proposals one after the other, each on its own; the answers have their order.
  ///
  /// - Throws: `LedgerError` if none of them was taken: `readOnly`, `busy`, `closed`.
  public func record(_ proposals: [Proposal], by submitter: Submitter) async throws -> [Result<Recorded, any Error>] {
    let writer = try await requireWriter()
    var answers: [Result<Recorded, any Error>] = []
    var rest = proposals[...]
    while !rest.isEmpty {
      let chunk = Self.chunk(of: rest)
      do {
        answers += try await record(chunk: chunk, writer, submitter)
      } catch {
        // What is recorded stays recorded: the failure is the answer of the rest.
        guard !answers.isEmpty else { throw error }
        return answers + rest.map { _ in .failure(error) }
      }
      rest = rest.dropFirst(chunk.count)
    }
    return answers
  }

  /// Queues proposals and returns, so that the next ones can be prepared while these are decided and written.
  ///
  /// Proposals of one lane keep their order, also over several calls that are made one after the other. Acts that are
  /// prepared over history, and more than 4,096 proposals, are recorded before it returns.
  ///
  /// - Throws: `LedgerError` if none of them was taken: `readOnly`, `busy`, `closed`.
  public func submit(_ proposals: [Proposal], by submitter: Submitter) async throws -> Submission {
    let writer = try await requireWriter()
    guard proposals.count <= WriterQueue.capacity / 4, Self.chunk(of: proposals[...]).count == proposals.count,
      proposals.first.map({ !type(of: $0.act).isPreparedOverHistory }) ?? true
    else {
      let answers = try await record(proposals, by: submitter)
      return Submission { answers }
    }
    let round = try prepare(proposals, Array(proposals.indices), by: submitter)
    let group = try writer.enqueue(round.commands, lane: submitter.lane)
    return Submission { try await self.settle(proposals, round, group, writer, submitter) }
  }

  /// The proposals of one call that are queued at once: at most a quarter of what the queue holds, and none that is
  /// prepared over what those before it will have recorded.
  private static func chunk(of proposals: ArraySlice<Proposal>) -> [Proposal] {
    let chunk = proposals.prefix(WriterQueue.capacity / 4)
    let next = chunk.dropFirst().firstIndex { type(of: $0.act).isPreparedOverHistory } ?? chunk.endIndex
    return Array(chunk[..<next])
  }

  private func record(
    chunk proposals: [Proposal], _ writer: LogWriter, _ submitter: Submitter
  ) async throws -> [Result<Recorded, any Error>] {
    let round = try prepare(proposals, Array(proposals.indices), by: submitter)
    let group = try writer.enqueue(round.commands, lane: submitter.lane)
    return try await settle(proposals, round, group, writer, submitter)
  }

  /// Some of the proposals of a call as commands, and what refuses the others.
  private struct Round: Sendable {
    var commands: [PreparedCommand] = []
    var sent: [Int] = []
    var refused: [Int: any Error] = [:]
  }

  private func prepare(_ proposals: [Proposal], _ indexes: [Int], by submitter: Submitter) throws -> Round {
    try lendHistory { history in
      var round = Round()
      for index in indexes {
        do {
          round.commands.append(try prepare(proposals[index], by: submitter, over: history))
          round.sent.append(index)
        } catch { round.refused[index] = error }
      }
      return round
    }
  }

  /// Waits for the answers; what was prepared over a stream that has moved since is prepared again, a few times.
  private func settle(
    _ proposals: [Proposal], _ first: Round, _ group: RequestGroup, _ writer: LogWriter, _ submitter: Submitter
  ) async throws -> [Result<Recorded, any Error>] {
    var answers: [Result<Recorded, any Error>?] = Array(repeating: nil, count: proposals.count)
    var (round, group) = (first, group)
    for attempt in 1...3 {
      for (index, error) in round.refused { answers[index] = .failure(error) }
      for (index, answer) in zip(round.sent, await group.all()) { answers[index] = answer }
      let stale = round.sent.filter { index in
        if case .failure(let error as Rejection)? = answers[index] { error.isStale } else { false }
      }
      guard !stale.isEmpty, attempt < 3 else { break }
      round = try prepare(proposals, stale, by: submitter)
      group = try writer.enqueue(round.commands, lane: submitter.lane)
    }
    return answers.map { $0 ?? .failure(LedgerError(.closed, "no answer was given")) }
  }

  /// Records acts that nobody decides, all or none.
  ///
  /// - Throws: `InvalidAct` for a type that is not registered as opaque; `LedgerError`.
  public func append(_ command: OpaqueCommand, by submitter: Submitter) async throws -> Recorded {
    let writer = try await requireWriter()
    let prepared = try PreparedCommand(command, registry: registry, by: submitter)
    return try await writer.submit([prepared], lane: submitter.lane)[0].get()
  }

  /// What a proposal would become now, without recording it: the events' acts, or what refuses it.
  ///
  /// - Throws: `Rejection`, `InvalidAct`, `LedgerError`, as recording would.
  public func decide(_ proposal: Proposal, by submitter: Submitter, clock: any LedgerClock = SystemClock()) throws
    -> [any Act]
  {
    let command = try lendHistory { try prepare(proposal, by: submitter, over: $0) }
    return try engine.read { snapshot in
      let rows = WorkingRows()
      return try rows.reading(snapshot) {
        guard case .proposal(let act) = command.content else { return [] }
        let acts = try command.decide(act, rows, at: clock.now, position: snapshot.size.rawValue)
        if let failure = rows.failure { throw failure }
        return acts
      }
    }
  }

  /// Lends what is recorded, as one snapshot.
  package func lendHistory<Result>(_ body: (LogSnapshot) throws -> Result) throws -> Result {
    try engine.read(body)
  }

  private func prepare(
    _ proposal: Proposal, by submitter: Submitter, over history: LogSnapshot
  ) throws -> PreparedCommand {
    let type = Swift.type(of: proposal.act)
    guard registry[type.type] != nil, type.isProposable else {
      throw InvalidAct(field: "act", reason: "\(type.type) cannot be proposed to this ledger")
    }
    // The decision is about what the record will say: an act made in Swift that its own message refuses goes no
    // further, and what the decider computes is not the proposer's to say.
    let act = try proposal.act.checked().proposed
    let command = try PreparedCommand(proposal, wire: act.wire, act: try act.prepared(over: history), by: submitter)
    if type.isFirstByAdministrator, submitter.actors != .any, try history.type(type.type) == nil {
      throw Rejection(
        .notEntitled, "“\(submitter.recorder)” may not record the first \(type.type.shortName) of this ledger",
        rule: "the first one comes from the ledger's own user, or from a program that has its directory")
    }
    return command
  }

  /// The writer, once witnesses were asked what they have seen of the log.
  func requireWriter() async throws -> LogWriter {
    guard let writer else {
      throw LedgerError(.readOnly, "this ledger was opened for reading: only the process that writes to it can record")
    }
    guard !changes.isClosed else { throw LedgerError(.closed, "the ledger is closed") }
    try await consultWitnesses()
    return writer
  }
}
