public import EventModel
public import TransparencyLog

/// An election is called. Its rules are frozen in this act, which opens the stream.
public struct ElectionCalled: CityAct, ElectionAct {
  /// The election's id.
  public var election = ID<Election>()
  /// A public title, at most 300 bytes.
  public var title = ""
  /// Voting is open in `[from, to)` on the ledger's clock; nil in a transcription.
  public var window: Range<Instant>?
  /// In the order of the ballot paper, which also breaks ties; at most 500.
  public var options: [BallotOption] = []
  /// What makes a ballot valid.
  public var ballot = BallotRule(Blank())
  /// What the votes decide; nil if they are counted and that is all.
  public var allocation: AllocationRule?
  /// Districts by which turnout is reported; if there are any, every ballot names one.
  public var districts: [String] = []
  /// Who annuls ballots and certifies the result.
  public var commission: [Actor] = []
  /// How many persons may vote; 0: unknown.
  public var electors: UInt64 = 0
  /// Set if a past vote is transcribed.
  public var transcription: Transcription?
  /// 1, plus 1 for each time that a deadline was moved later.
  public var version: UInt32 = 1
  /// The previous issue. Computed.
  public var amends: Position?
  /// Candidacies are filed in `[from, to)`; nil if the options are given here.
  public var candidacies: Range<Instant>?
  /// Seats by district; if there are any, in the order of `districts`.
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
  /// How many members of the commission must sign a certification; 0: none.
  public var signatures: UInt32 = 0
  /// The result is void unless at least this share of the electors voted.
  public var turnoutQuorum: Share?

  /// The most options that an election may have.
  public static let maximumOptions = 500
  /// The most seats that an election may fill.
  public static let maximumSeats: UInt32 = 10_000
  /// The rulebook that these deciders are.
  static let rulebook: UInt32 = 1

  /// Where a transcribed vote comes from.
  public struct Transcription: Described, Hashable {
    /// SHA-256 of the source file, 32 bytes.
    public var sourceHash: [UInt8] = []
    /// First day of the vote, as the source has it.
    public var votedFrom: CivilDate?
    /// Last day of the vote, as the source has it.
    public var votedTo: CivilDate?
    /// The source in words, at most 200 bytes.
    public var source = ""

    /// The source of a transcribed vote.
    public init(sourceHash: [UInt8], votedFrom: CivilDate?, votedTo: CivilDate?, source: String) {
      self.sourceHash = sourceHash
      self.votedFrom = votedFrom
      self.votedTo = votedTo
      self.source = source
    }

    /// A source without content.
    public init(_ blank: Blank) {}

    /// The fields of the message.
    public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.hash(1, "sourceHash", &sourceHash)
      try fields.named(2, "votedFrom", &votedFrom)
      try fields.named(3, "votedTo", &votedTo)
      try fields.text(4, "source", &source, 0...200)
    }
  }

  /// An election to be called; the decider checks that the parts fit.
  public init(
    election: ID<Election>, title: String, window: Range<Instant>?, options: [BallotOption], ballot: BallotRule,
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

  /// `albo.v1.ElectionCalled`.
  public static let type = ActType(static: "albo.v1.ElectionCalled")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.elections)

  /// What a slip of may be corrected.
  public static let clerical = ["title"]

  /// Refuses a correction of a later issue, which has the title of the first.
  public func corrected(
    from earlier: ElectionCalled, at target: Position, _ rows: any ConstraintReader
  ) throws(Rejection) -> ElectionCalled {
    guard version == 1 else {
      throw Rejection(
        .notClerical, "the title is that of the first issue: correct it there",
        rule: "a later issue of a call moves deadlines, and has no title of its own", positions: [target])
    }
    return self
  }

  /// A call without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    var (rulebook, issue, parts) = (Self.rulebook, version == 1 ? 0 : version, AllocationParts(allocation))
    var quorum = turnoutQuorum ?? Share(0, 0)
    try fields.named(1, "election", &election)
    try fields.text(2, "title", &title, 1...300)
    try fields.number(3, "rulebook", &rulebook, 1...1)
    try fields.window((4, "votingFrom"), (5, "votingTo"), &window)
    try fields.messages(6, "options", &options, ListRule(0...Self.maximumOptions))
    try fields.message(7, "ballot", &ballot)
    try fields.message(8, "allocation", &parts)
    try fields.texts(9, "districts", &districts, 1...100, ListRule(0...500, isUnique: true))
    try fields.names(10, "commission", &commission, ListRule(0...100, isUnique: true))
    try fields.count(11, "electors", &electors)
    try fields.message(12, "transcription", &transcription)
    try fields.number(13, "version", &issue)
    try fields.position(14, "amends", &amends, computed: true)
    try fields.window((15, "candidacyFrom"), (16, "candidacyTo"), &candidacies)
    try fields.messages(17, "seats", &seats, .any)
    try fields.message(18, "eligibility", &eligibility)
    try fields.messages(19, "guarantees", &guarantees, ListRule(0...20))
    try fields.choices(20, "tieBreak", &tieBreak, ListRule(0...TieBreaker.allCases.count, isUnique: true))
    try fields.message(21, "beacon", &beacon)
    try fields.messages(22, "pollingPoints", &pollingPoints, ListRule(0...300))
    try fields.number(23, "signatures", &signatures)
    try fields.number(24, "turnoutNumerator", &quorum.numerator)
    try fields.number(25, "turnoutDenominator", &quorum.denominator)
    (allocation, version) = (parts.rule, max(1, issue))
    turnoutQuorum = quorum == Share(0, 0) ? nil : quorum
    try fields.check(issue != 1, "version", "expected none for the first issue, and 2, 3, … for those after it")
    try fields.check(checkParts)
  }

  /// An example is a participatory budget: its options are given, so it has no candidacies and no seats.
  public mutating func completeExample() {
    (candidacies, seats, eligibility, guarantees) = (nil, [], nil, [])
    (transcription, tieBreak, beacon, pollingPoints, version) = (nil, [.ballotOrder], nil, [], 1)
  }

  /// `election/ID`.
  public var stream: StreamName { Self.stream(of: election) }

  /// The stream of an election.
  public static func stream(of election: ID<Election>) -> StreamName { StreamName(category: "election", election) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .alreadyCalled, .staleVersion, .deadlinePassed, .actReferenceMissing, .notLater, .rulesFrozen, .alreadyClosed,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    guard decision.streamVersion == 0 else { return [try extending(ElectionLookup(election, rows), decision)] }
    guard version == 1 else {
      throw Rejection(
        .staleVersion, "version \(version) would change “\(election)”, which was never called",
        rule: "the first issue has no version")
    }
    if let window, window.upperBound <= decision.now {
      throw Rejection(
        .deadlinePassed, "voting would end at \(window.upperBound), but it is already \(decision.now)",
        rule: "an election must be called before its deadline; a past vote is recorded as a transcription")
    }
    return [proposed]
  }

  /// Keeps the rules, and for the first issue a state without ballots.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    if amends != nil, let rules = rows.row(ElectionRules.key(election), as: ElectionRules.self) {
      let state = rows.row(ElectionState.key(election), as: ElectionState.self)
      if let state, state.phase == .open {
        rules.called.clearDue(openedAt: state.since, rows)
        setDue(openedAt: state.since, calledAt: event.position, rows)
      }
      return rows.set(ElectionRules.key(election), to: rules.reissued(self, at: event.position))
    }
    rows.set(ElectionRules.key(election), to: ElectionRules(self, calledAt: event.position))
    rows.set(ElectionState.key(election), to: ElectionState())
  }
}

extension ElectionCalled {
  /// The close of the polls becomes due at the end of voting.
  ///
  /// - Parameter calledAt: the issue of the call that set the deadline.
  func setDue(openedAt: Position, calledAt: Position, _ rows: any ConstraintRows) {
    guard let window else { return }
    var due = DueRow(.votingCloses, cause: calledAt, stream: stream)
    due.election = election
    rows.set(DueRow.key(window.upperBound, openedAt, .votingCloses), to: due)
  }

  /// It is no longer due: the polls are closed, or the end of voting is moved.
  func clearDue(openedAt: Position, _ rows: any ConstraintRows) {
    guard let window else { return }
    rows.remove(DueRow.key(window.upperBound, openedAt, .votingCloses))
  }
}
