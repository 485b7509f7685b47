import Dispatch
public import EventModel
public import ParticipationModel
public import TransparencyLog

/// Records a published vote as an election with its ballots, in the same way as everybody else.
///
/// The import is idempotent: every command id is derived from the file's SHA-256 and the line, so a second run
/// adds nothing, gives the same receipts, and completes an interrupted run.
public struct PabulibImport: Sendable {
  private let path: String
  private let recorder: any ProposalRecorder
  private let office: ID<Office>
  private static let batch = 1000
  /// How many batches may be read ahead, and how many may wait for the disk.
  private static let ahead = 4

  /// An import of the file at a path, recorded by an office with the competence `elections`.
  public init(path: String, recorder: any ProposalRecorder, office: ID<Office> = ID(static: "elections")) {
    (self.path, self.recorder, self.office) = (path, recorder, office)
  }

  /// The progress of an import.
  public struct Progress: Sendable, Hashable {
    /// Ballots that were decided.
    public var done: Int
    /// Ballots in the file.
    public var total: Int
  }

  /// What an import did, and whether the file's own outcome agrees.
  public struct Report: Sendable, Codable, Hashable {
    /// The file.
    public var file: String
    /// The election's id.
    public var election: String
    /// Ballots in the file.
    public var ballots: Int
    /// Ballots that were recorded by this run.
    public var recorded: Int
    /// Ballots that an earlier run had recorded.
    public var repeated: Int
    /// Ballots that the rules refuse.
    public var refused: [Refused]
    /// The position of the event that called the election.
    public var position: Position
    /// The smallest signed size that covers the certification.
    public var size: LogSize
    /// How the file's columns compare with the tally.
    public var columns: [Column]

    /// Whether every column of the file agrees with the tally.
    public var agrees: Bool { columns.allSatisfy { $0.differing.isEmpty } }
  }

  /// A ballot that the rules refuse.
  public struct Refused: Sendable, Codable, Hashable {
    /// Its line in the file.
    public var line: Int
    /// The refusal's code.
    public var rejection: String
    /// The refusal's message.
    public var message: String
  }

  /// A column of the file's projects compared with the tally.
  public struct Column: Sendable, Codable, Hashable {
    /// `votes`, `score` or `selected`.
    public var name: String
    /// Projects for which the column and the tally are equal.
    public var equal: Int
    /// Projects for which they differ.
    public var differing: [String]
  }

  /// Reads the whole file once to check it, then records it.
  ///
  /// - Parameter progress: called after each batch of ballots.
  /// - Throws: `PabulibError` with file, line and reason before anything is recorded; what the recorder throws.
  public func run(progress: @Sendable (Progress) -> Void = { _ in }) async throws -> Report {
    let file = try PabulibReader(path: path).inspect()
    let election = try PabulibElection(file, path: path, office: office)
    var report = Report(
      file: path, election: election.election.description, ballots: file.voteCount, recorded: 0, repeated: 0,
      refused: [], position: 0, size: .zero, columns: [])
    let start = try await recorder.size()
    report.position = try await record(election.opening)[0].position
    try await recordBallots(election, &report, start, progress)
    report.size = try await record(election.closing)[1].size
    report.columns = compare(file, try await recorder.tally(of: election.election))
    return report
  }

  private func record(_ proposals: [Proposal]) async throws -> [RecordedAnswer] {
    try await recorder.record(proposals).map { try $0.get() }
  }

  private func recordBallots(
    _ election: PabulibElection, _ report: inout Report, _ start: LogSize, _ progress: @Sendable (Progress) -> Void
  ) async throws {
    var done = 0
    var inFlight: [(lines: [Int], answers: @Sendable () async throws -> [Result<RecordedAnswer, any Error>])] = []
    func land() async throws {
      let batch = inFlight.removeFirst()
      let answers = try await batch.answers()
      for (line, answer) in zip(batch.lines, answers) { try report.count(line, answer, start) }
      done += answers.count
      progress(Progress(done: done, total: election.file.voteCount))
    }
    for try await batch in ballots(election) {
      defer { batch.release() }
      if inFlight.count == Self.ahead { try await land() }
      inFlight.append((batch.lines, try await recorder.submit(batch.proposals)))
    }
    while !inFlight.isEmpty { try await land() }
  }

  private struct Batch: Sendable {
    var proposals: [Proposal] = []
    var lines: [Int] = []
    var room: DispatchSemaphore

    /// Lets the reader read one more batch.
    func release() { room.signal() }
  }

  /// The file's ballots in batches, read on a separate thread that waits while enough are read ahead.
  private func ballots(_ election: PabulibElection) -> AsyncThrowingStream<Batch, any Error> {
    let (stream, continuation) = AsyncThrowingStream<Batch, any Error>.makeStream()
    // Made with 0 and then raised: freeing a semaphore whose value is below its initial one crashes.
    let (path, room) = (path, DispatchSemaphore(value: 0))
    for _ in 0..<Self.ahead { room.signal() }
    // When the consumer stops, a reader that waits for room must continue.
    continuation.onTermination = { _ in room.signal() }
    DispatchQueue(label: "albo.import").async {
      continuation.finish(throwing: Self.failure { try Self.read(path, election, room, continuation) })
    }
    return stream
  }

  private static func failure(_ body: () throws -> Void) -> (any Error)? {
    do {
      try body()
      return nil
    } catch { return error }
  }

  private static func read(
    _ path: String, _ election: PabulibElection, _ room: DispatchSemaphore,
    _ continuation: AsyncThrowingStream<Batch, any Error>.Continuation
  ) throws {
    var batch = Batch(room: room)
    func send() throws {
      room.wait()
      if case .terminated = continuation.yield(batch) { throw CancellationError() }
      batch = Batch(room: room)
    }
    let file = try PabulibReader(path: path).read(onVote: { vote in
      batch.proposals.append(election.ballot(vote))
      batch.lines.append(vote.line)
      if batch.lines.count == Self.batch { try send() }
    })
    guard file.digest == election.file.digest else {
      throw InvalidAct(field: "file", reason: "\(path) was changed during the import")
    }
    if !batch.lines.isEmpty { try send() }
  }

  private func compare(_ file: PabulibFile, _ tally: ElectionTally.Answer) -> [Column] {
    var votes = Column(name: "votes", equal: 0, differing: [])
    var score = Column(name: "score", equal: 0, differing: [])
    var selected = Column(name: "selected", equal: 0, differing: [])
    let hasRule = tally.options.contains(where: \.selected)
    for (project, option) in zip(file.projects, tally.options) {
      votes.compare(project.id, project.votes, option.votes)
      score.compare(project.id, project.score, option.score)
      // What was funded outside the rule (2 and 3) says nothing about the rule.
      if hasRule { selected.compare(project.id, project.selected.map { $0 == .byRule }, option.selected) }
    }
    return [votes, score, selected].filter { $0.equal + $0.differing.count > 0 }
  }
}

extension PabulibImport.Column {
  fileprivate mutating func compare<Value: Equatable>(_ id: String, _ stated: Value?, _ counted: Value) {
    guard let stated else { return }
    if stated == counted { equal += 1 } else { differing.append(id) }
  }
}

extension PabulibImport.Report {
  /// Counts a ballot; any error other than a refusal by a rule ends the import.
  fileprivate mutating func count(_ line: Int, _ answer: Result<RecordedAnswer, any Error>, _ start: LogSize) throws {
    switch answer {
    case .success(let answer): if start.contains(answer.position) { repeated += 1 } else { recorded += 1 }
    case .failure(let rejection as Rejection):
      refused.append(
        .init(line: line, rejection: rejection.code.description, message: rejection.message))
    case .failure(let invalid as InvalidAct):
      refused.append(.init(line: line, rejection: "InvalidAct", message: invalid.description))
    case .failure(let error): throw error
    }
  }
}
