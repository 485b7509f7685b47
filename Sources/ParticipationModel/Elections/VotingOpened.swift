import Bytes
import Crypto
public import EventModel
public import TransparencyLog

/// The polls open.
public struct VotingOpened: CityAct {
  /// The election.
  public var election = ID<Election>()
  /// SHA-256("albo/tag-key/v1\0" ‖ key) of the key that makes voter tags; nil in a transcription.
  public var keyCommitment: [UInt8]?
  /// How many voters are on the roll; 0: unknown.
  public var rollCount: UInt64 = 0
  /// The RFC 6962 root over the roll's voter tags, if ballots prove that they are on it.
  public var rollRoot: MerkleHash?
  /// The ballot paper, if candidacies were filed: those admitted and not withdrawn, by district and id. Computed.
  public var options: [BallotOption] = []

  /// The opening of an election's polls.
  public init(election: ID<Election>, keyCommitment: [UInt8]?, rollCount: UInt64 = 0, rollRoot: MerkleHash? = nil) {
    self.election = election
    self.keyCommitment = keyCommitment
    self.rollCount = rollCount
    self.rollRoot = rollRoot
  }

  /// `albo.v1.VotingOpened`.
  public static let type = ActType(static: "albo.v1.VotingOpened")

  /// Who may do it.
  public static let entitlement = Entitlement.office(.elections)

  /// An opening without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "election", &election)
    try fields.hash(2, "keyCommitment", &keyCommitment)
    try fields.count(3, "rollCount", &rollCount)
    try fields.hash(4, "rollRoot", &rollRoot)
    try fields.messages(5, "options", &options, ListRule(0...ElectionCalled.maximumOptions), computed: true)
    var hash = candidateListHash
    try fields.hash(6, "candidateListHash", &hash, computed: true)
    try fields.check(rollRoot == nil || rollCount > 0, "rollCount", "is missing: a roll with a root has voters")
    try fields.check(Set(options.map(\.id)).count == options.count, "options", "an option id appears twice")
    try fields.check(hash == candidateListHash, "candidateListHash", "does not match the options")
  }

  /// SHA-256 of the options' messages, each as 8-byte length ‖ bytes; none if there are no options.
  private var candidateListHash: [UInt8]? {
    if options.isEmpty { return nil }
    var hash = SHA256()
    for option in options {
      let bytes = option.encoded
      hash.update(data: UInt64(bytes.count).bigEndianBytes)
      hash.update(data: bytes)
    }
    return Array(hash.finalize())
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] = [
    .unknownElection, .alreadyOpened, .tooEarly, .late, .keyCommitmentMissing, .undecidedCandidacies,
    .noCandidates, .tooManyCandidacies,
  ]

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    guard election.state.phase == .called else {
      throw Rejection(
        .alreadyOpened, "the polls were already opened", rule: "the polls open only once",
        positions: [election.state.since])
    }
    guard let window = election.rules.called.window else { return [proposed] }
    guard decision.now >= window.lowerBound else {
      throw Rejection(
        .tooEarly, "voting starts at \(window.lowerBound); it is now \(decision.now)",
        rule: "the polls do not open before the time named when the election was called",
        positions: [election.rules.calledAt])
    }
    guard decision.now < window.upperBound else {
      throw Rejection(
        .late, "voting ended at \(window.upperBound); it is now \(decision.now)",
        rule: "the polls must open before the end of voting", positions: [election.rules.calledAt])
    }
    guard keyCommitment != nil else {
      throw Rejection(
        .keyCommitmentMissing, "the commitment to the key of the voter tags is missing")
    }
    guard election.rules.called.candidacies != nil else { return [proposed] }
    var act = self
    act.options = try paper(election, rows)
    return [act]
  }

  private func paper(_ election: ElectionLookup, _ rows: any ConstraintReader) throws(Rejection) -> [BallotOption] {
    let index = rows.row(CandidacyIndex.key(self.election), as: CandidacyIndex.self) ?? CandidacyIndex()
    var options: [(district: Int, option: BallotOption)] = []
    for candidacy in index.candidacies {
      let row = try election.candidacy(candidacy, rows)
      guard row.state != .filed else {
        throw Rejection(
          .undecidedCandidacies, "the commission has not decided on “\(candidacy)”", positions: [row.filedAt])
      }
      guard row.state == .admitted else { continue }
      let district = election.rules.districtIndexes[row.candidate.district] ?? 0
      options.append((district, BallotOption(id: candidacy, kind: .candidate(row.candidate))))
    }
    guard (1...ElectionCalled.maximumOptions).contains(options.count) else {
      throw Rejection(
        options.isEmpty ? .noCandidates : .tooManyCandidacies, "there are \(options.count) candidates",
        rule: "a ballot paper must have 1 to \(ElectionCalled.maximumOptions) options",
        positions: [election.rules.calledAt])
    }
    return options.sorted { left, right in
      left.district != right.district
        ? left.district < right.district : left.option.id.utf8.lexicographicallyPrecedes(right.option.id.utf8)
    }.map(\.option)
  }

  /// Opens the polls.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    if !options.isEmpty || rollRoot != nil, let rules = rows.row(ElectionRules.key(election), as: ElectionRules.self) {
      let roll = rollRoot.map { VoterRoll.Commitment(root: $0, size: LogSize(rollCount)) }
      rows.set(ElectionRules.key(election), to: rules.opened(paper: options, roll: roll))
    }
    guard var state = rows.row(ElectionState.key(election), as: ElectionState.self) else { return }
    (state.phase, state.since) = (.open, event.position)
    rows.set(ElectionState.key(election), to: state)
    let rules = rows.row(ElectionRules.key(election), as: ElectionRules.self)
    if let rules { rules.called.setDue(openedAt: event.position, calledAt: rules.calledAt, rows) }
  }
}
