public import EventModel
public import TransparencyLog

/// An election is called. Its rules are frozen in this act, which opens the stream.
public struct ElectionCalled: Act, Hashable {
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
  /// 1, and one more for each time that a deadline was moved later.
  public var version: UInt32 = 1
  /// The issue before. Computed.
  public var amends: Position?
  /// Candidacies are filed in `[from, to)`; nil where the options are given here.
  public var candidacies: Range<Instant>?
  /// Seats by district; where there are any, in the order of `districts`.
  public var seats: [DistrictSeats] = []
  /// Who may stand.
  public var eligibility: Eligibility?
  /// Applied in this order once seats are allocated by votes.
  public var guarantees: [Guarantee] = []
  /// How ties are broken; empty: by the order of the ballot paper.
  public var tieBreak: [TieBreaker] = []
  /// Where lots come from.
  public var beacon: Beacon?
  /// Where ballots are cast in person, and when.
  public var pollingPoints: [PollingPoint] = []
  /// How many members of the commission sign a certification; 0 none need to.
  public var signatures: UInt32 = 0
  /// The result is void unless voters make up this share of the electors.
  public var turnoutQuorum: Share?

  /// The most options that an election may have.
  public static let maximumOptions = 500
  /// The most seats that an election may fill.
  public static let maximumSeats: UInt32 = 10_000
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

  /// The call without the issue that it amends.
  public var proposed: ElectionCalled {
    var act = self
    act.amends = nil
    return act
  }

  /// Refuses `AlreadyCalled`, `StaleVersion`, `DeadlinePassed`, and of a later issue `NotEntitled`, `NotLater`,
  /// `RulesFrozen`, `AlreadyClosed`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    guard decision.streamVersion == 0 else { return [try extending(ElectionLookup(election, rows), decision)] }
    guard version == 1 else {
      throw Rejection(
        "StaleVersion", "issue \(version) of “\(election)” has none before it", rule: "the first issue is number 1")
    }
    if let window, window.upperBound <= decision.now {
      throw Rejection(
        "DeadlinePassed", "voting would have ended at \(window.upperBound), and it is \(decision.now)",
        rule: "an election is called before its deadline; a past vote is a transcription")
    }
    return [proposed]
  }

  /// Keeps the rules, and for the first issue a state without ballots.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    if amends != nil, let rules = rows.row(ElectionRules.key(election), as: ElectionRules.self) {
      return rows.set(ElectionRules.key(election), to: rules.reissued(self, at: event.position))
    }
    rows.set(ElectionRules.key(election), to: ElectionRules(self, calledAt: event.position))
    rows.set(ElectionState.key(election), to: ElectionState())
  }
}
