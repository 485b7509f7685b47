public import EventModel

/// An election is called. Its rules are frozen in this act, which opens the stream.
public struct ElectionCalled: Act {
  /// The election's id.
  public var election: Identifier
  /// A public title, at most 300 bytes.
  public var title: String
  /// Voting is open in `[from, to)` on the ledger's clock; nil in a transcription.
  public var window: Range<Instant>?
  /// In the order of the ballot paper, which also breaks ties; at most 500.
  public var options: [BallotOption]
  /// What makes a ballot valid.
  public var ballot: BallotRule
  /// What the votes decide; nil where they are counted and that is all.
  public var allocation: AllocationRule?
  /// Districts by which turnout is told; a ballot names one where there are any.
  public var districts: [String]
  /// Who annuls ballots and certifies the result.
  public var commission: [Actor]
  /// How many persons may vote; 0 unknown.
  public var electors: UInt64
  /// Set where a past vote is transcribed.
  public var transcription: Transcription?

  /// The most options that an election may have.
  public static let maximumOptions = 500
  /// The rulebook that these deciders are.
  static let rulebook: UInt32 = 1

  /// Where a transcribed vote comes from.
  public struct Transcription: Hashable, Sendable {
    /// SHA-256 of the source file, 32 bytes.
    public var sourceDigest: [UInt8]
    /// First day of the vote, as the source has it.
    public var votedFrom: CivilDate?
    /// Last day of the vote, as the source has it.
    public var votedTo: CivilDate?
    /// The source in words, at most 200 bytes.
    public var source: String

    /// The source of a transcribed vote.
    public init(sourceDigest: [UInt8], votedFrom: CivilDate?, votedTo: CivilDate?, source: String) {
      self.sourceDigest = sourceDigest
      self.votedFrom = votedFrom
      self.votedTo = votedTo
      self.source = source
    }
  }

  /// An election to be called; the decider checks that the parts fit.
  public init(
    election: Identifier, title: String, window: Range<Instant>?, options: [BallotOption], ballot: BallotRule,
    allocation: AllocationRule?, districts: [String] = [], commission: [Actor] = [], electors: UInt64 = 0,
    transcription: Transcription? = nil
  ) {
    self.election = election
    self.title = title
    self.window = window
    self.options = options
    self.ballot = ballot
    self.allocation = allocation
    self.districts = districts
    self.commission = commission
    self.electors = electors
    self.transcription = transcription
  }

  /// `election/ID`.
  public var stream: StreamName { Self.stream(of: election) }

  /// The stream of an election.
  public static func stream(of election: Identifier) -> StreamName { StreamName(category: "election", election) }

  /// Refuses `AlreadyCalled`, `DeadlinePassed`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    guard decision.streamVersion == 0 else {
      throw Rejection(
        "AlreadyCalled", "“\(election)” was called before; another vote needs another id",
        rule: "rules are frozen in the act that calls an election")
    }
    if let window, window.upperBound <= decision.now {
      throw Rejection(
        "DeadlinePassed", "voting would have ended at \(window.upperBound), and it is \(decision.now)",
        rule: "an election is called before its deadline; a past vote is a transcription")
    }
    return [self]
  }

  /// Keeps the rules, and a state without ballots.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    rows.set(ElectionRules.key(election), to: ElectionRules(self, calledAt: event.position))
    rows.set(ElectionState.key(election), to: ElectionState())
  }
}
