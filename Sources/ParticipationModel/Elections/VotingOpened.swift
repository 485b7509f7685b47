import Crypto
public import EventModel
import FoundationEssentials
import SwiftProtobuf
public import TransparencyLog

/// The polls open.
public struct VotingOpened: Act {
  /// The election.
  public var election: Identifier
  /// SHA-256("albo/tag-key/v1\0" ‖ key) of the key that makes voter tags; nil in a transcription.
  public var keyCommitment: [UInt8]?
  /// How many voters are on the roll; 0 unknown.
  public var rollCount: UInt64
  /// The RFC 6962 root over the roll's voter tags, where ballots prove that they are on it.
  public var rollRoot: MerkleHash?
  /// The ballot paper, where candidacies were filed: those admitted and not withdrawn, by district and id. Computed.
  public var options: [BallotOption] = []

  /// The opening of an election's polls.
  public init(election: Identifier, keyCommitment: [UInt8]?, rollCount: UInt64 = 0, rollRoot: MerkleHash? = nil) {
    self.election = election
    self.keyCommitment = keyCommitment
    self.rollCount = rollCount
    self.rollRoot = rollRoot
  }

  /// `election/ID`.
  public var stream: StreamName { ElectionCalled.stream(of: election) }

  /// The opening without its ballot paper.
  public var proposed: VotingOpened {
    var act = self
    act.options = []
    return act
  }

  /// Refuses `UnknownElection`, `AlreadyOpened`, `TooEarly`, `Late`, `KeyCommitmentMissing`, `UndecidedCandidacies`,
  /// `NoCandidates`, `TooManyCandidacies`.
  public func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act] {
    let election = try ElectionLookup(election, rows)
    guard election.state.phase == .called else {
      throw Rejection(
        "AlreadyOpened", "the polls were opened before", rule: "the polls open once",
        positions: [election.state.since])
    }
    guard let window = election.rules.called.window else { return [proposed] }
    guard decision.now >= window.lowerBound else {
      throw Rejection(
        "TooEarly", "voting starts at \(window.lowerBound), and it is \(decision.now)",
        rule: "the polls open at the hour named when the election was called", positions: [election.rules.calledAt])
    }
    guard decision.now < window.upperBound else {
      throw Rejection(
        "Late", "voting ended at \(window.upperBound), and it is \(decision.now)",
        rule: "the window is half-open: at its end the polls are closed", positions: [election.rules.calledAt])
    }
    guard keyCommitment != nil else {
      throw Rejection(
        "KeyCommitmentMissing", "the commitment to the key of the voter tags is missing",
        rule: "voter tags come from one key, committed to at the opening")
    }
    guard election.rules.called.candidacies != nil else { return [proposed] }
    var act = self
    act.options = try paper(election, rows)
    return [act]
  }

  private func paper(_ election: ElectionLookup, _ rows: any ConstraintRows) throws(Rejection) -> [BallotOption] {
    let index = rows.row(CandidacyIndex.key(self.election), as: CandidacyIndex.self) ?? CandidacyIndex()
    var options: [(district: Int, option: BallotOption)] = []
    for candidacy in index.candidacies {
      let row = try election.candidacy(candidacy, rows)
      guard row.state != .filed else {
        throw Rejection(
          "UndecidedCandidacies", "the commission has not decided on “\(candidacy)”",
          rule: "every candidacy is decided before the polls open", positions: [row.filedAt])
      }
      guard row.state == .admitted else { continue }
      let district = election.rules.districtIndexes[row.candidate.district] ?? 0
      options.append((district, BallotOption(id: candidacy, kind: .candidate(row.candidate))))
    }
    guard (1...ElectionCalled.maximumOptions).contains(options.count) else {
      throw Rejection(
        options.isEmpty ? "NoCandidates" : "TooManyCandidacies", "\(options.count) candidates stand",
        rule: "a ballot paper has 1 to \(ElectionCalled.maximumOptions) options", positions: [election.rules.calledAt])
    }
    return options.sorted { left, right in
      left.district != right.district
        ? left.district < right.district : left.option.id.utf8.lexicographicallyPrecedes(right.option.id.utf8)
    }.map(\.option)
  }

  /// Opens the polls.
  public func evolve(_ event: Decision, _ rows: any ConstraintRows) {
    if !options.isEmpty || rollRoot != nil, let rules = rows.row(ElectionRules.key(election), as: ElectionRules.self) {
      let roll = rollRoot.map { VoterRoll.Commitment(root: $0, size: LogSize(rollCount)) }
      rows.set(ElectionRules.key(election), to: rules.opened(paper: options, roll: roll))
    }
    guard var state = rows.row(ElectionState.key(election), as: ElectionState.self) else { return }
    (state.phase, state.since) = (.open, event.position)
    rows.set(ElectionState.key(election), to: state)
  }
}

extension VotingOpened: MessageAct {
  package init(message: Albo_V1_VotingOpened) throws(InvalidAct) {
    self.init(
      election: try Fields.identifier(message.election, "election"),
      keyCommitment: try Fields.optionalDigest(message.keyCommitment, "keyCommitment"),
      rollCount: try Fields.count(message.rollCount, "rollCount"))
    if !message.rollRoot.isEmpty { rollRoot = MerkleHash(bytes: try Fields.digest(message.rollRoot, "rollRoot")) }
    guard rollRoot == nil || rollCount > 0 else {
      throw InvalidAct(field: "rollCount", reason: "a roll with a root has voters")
    }
    guard message.options.count <= ElectionCalled.maximumOptions else {
      throw InvalidAct(field: "options", reason: "too many")
    }
    for option in message.options { options.append(try BallotOption(message: option)) }
    guard Set(options.map(\.id)).count == options.count else {
      throw InvalidAct(field: "options", reason: "an option id stands twice")
    }
    guard message.candidateListHash == .init(candidateListDigest) else {
      throw InvalidAct(field: "candidateListHash", reason: "it is computed from the options, and is another")
    }
  }

  /// SHA-256 of the options' messages, each as 8-byte length ‖ bytes; none where there are no options.
  private var candidateListDigest: [UInt8] {
    if options.isEmpty { return [] }
    var hash = SHA256()
    for option in options {
      let bytes = option.wire
      hash.update(data: UInt64(bytes.count).bigEndianBytes)
      hash.update(data: bytes)
    }
    return Array(hash.finalize())
  }

  package var message: Albo_V1_VotingOpened {
    .with {
      $0.election = election.description
      $0.keyCommitment = .init(keyCommitment ?? [])
      $0.rollCount = rollCount
      $0.rollRoot = .init(rollRoot?.bytes ?? [])
      $0.options = options.map(\.message)
      $0.candidateListHash = .init(candidateListDigest)
    }
  }
}
