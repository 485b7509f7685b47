import Bytes
import Crypto
import EventModel
import ParticipationModel
import TransparencyLog

/// A Pabulib file as the acts that transcribe it, without what the file says about the outcome.
struct PabulibElection {
  let file: PabulibFile
  let election: ID<Election>
  /// The first 48 bits of the file's SHA-256, from which every command id is derived.
  let source: UInt64
  let called: ElectionCalled
  /// The office that transcribes.
  let office: ID<Office>

  /// - Throws: `InvalidAct` if the file has a rule that this ledger cannot apply.
  init(_ file: PabulibFile, path: String, office: ID<Office>) throws {
    (self.file, self.office) = (file, office)
    source = file.digest.prefix(6).reduce(0) { $0 << 8 | UInt64($1) }
    election = try Self.identifier(path, file.digest)
    called = ElectionCalled(
      election: election, title: Self.title(file.meta), window: nil, options: try Self.options(file),
      ballot: try Self.ballotRule(file, path), allocation: Self.allocation(file.meta),
      transcription: .init(
        sourceHash: file.digest, votedFrom: Self.date(file.meta.begins), votedTo: Self.date(file.meta.ends),
        source: "Pabulib \(Self.name(path))".prefixed(bytes: 200)))
  }

  /// The commands before the ballots: the election and its opening.
  var opening: [Proposal] {
    [proposal(1, called), proposal(2, VotingOpened(election: election, keyCommitment: nil))]
  }

  /// The commands after the ballots: the close and the certification.
  var closing: [Proposal] {
    [proposal(3, VotingClosed(election: election)), proposal(4, ResultCertified(election: election))]
  }

  /// The ballot of a vote; its id contains the line number, which is above those of the other commands.
  func ballot(_ vote: PabulibVote) -> Proposal {
    let points = called.ballot.kind == .cumulative ? vote.points ?? [] : []
    let act = BallotCast(
      election: election, voterTag: tag(of: vote.voterID), options: vote.options, points: points)
    var proposal = proposal(UInt64(vote.line), act)
    proposal.channel =
      switch vote.channel {
      case .internet: .online
      case .paper: .paper
      default: .unspecified
      }
    return proposal
  }

  /// SHA-256("albo/transcribed-voter/v1\0" ‖ file hash ‖ voter id).
  private func tag(of voter: String) -> [UInt8] {
    Array(SHA256.hash(data: Self.tagPrefix + file.digest + Array(voter.utf8)))
  }

  private static let tagPrefix = Array("albo/transcribed-voter/v1\0".utf8)

  private func proposal(_ counter: UInt64, _ act: any Act) -> Proposal {
    Proposal(id: .derived(from: source, counter: counter), act: act, actor: Actor(office: office))
  }
}

extension PabulibElection {
  /// The file's name without its extension.
  private static func name(_ path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    return last.hasSuffix(".pb") ? String(last.dropLast(3)) : last
  }

  /// An id made from the file's name; a long one is cut and ends with eight digits of the file's hash.
  private static func identifier(_ path: String, _ digest: [UInt8]) throws -> ID<Election> {
    let letters = name(path).lowercased().unicodeScalars.map { scalar -> Character in
      let isAllowed = scalar.isASCII && (Character(scalar).isLetter || Character(scalar).isNumber)
      return isAllowed || ".-_".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
    }
    let trimmed = String(letters.drop { !$0.isLetter && !$0.isNumber })
    let text = trimmed.utf8.count <= 64 ? trimmed : "\(trimmed.prefix(55))-\(Hex.text(digest.prefix(4)))"
    guard let identifier = ID<Election>(text.isEmpty ? Hex.text(digest.prefix(8)) : text) else {
      throw InvalidAct(field: "election", reason: "no id can be made from the name of \(path)")
    }
    return identifier
  }

  private static func title(_ meta: PabulibMeta) -> String {
    let instance = meta.description.contains(meta.instance) ? "" : " \(meta.instance)"
    return (meta.description + instance).prefixed(bytes: 300)
  }

  private static func date(_ date: PabulibDate) -> CivilDate? { CivilDate(date.description) }

  private static func options(_ file: PabulibFile) throws -> [BallotOption] {
    file.projects.map { project in
      BallotOption(
        id: project.id,
        kind: .project(label: (project.name ?? project.id).prefixed(bytes: 1000), cost: project.cost))
    }
  }

  private static func ballotRule(_ file: PabulibFile, _ path: String) throws -> BallotRule {
    let meta = file.meta
    func unsupported(_ key: String) -> InvalidAct {
      InvalidAct(field: key, reason: "\(path): this ledger has no rule for the META key \(key); nothing was recorded")
    }
    if meta.minSumCost ?? 0 > 0 { throw unsupported("min_sum_cost") }
    let most = min(meta.maxLength ?? file.projects.count, ElectionCalled.maximumOptions)
    let least = max(1, meta.minLength ?? 1)
    guard least <= most else { throw unsupported("min_length") }
    let choices = least...most
    var rule = BallotRule(
      kind: .approval, choices: choices, allowsBlank: meta.minLength == 0, maximumCost: meta.maxSumCost ?? 0)
    switch meta.voteType {
    case .approval: break
    case .chooseOne: (rule.kind, rule.choices) = (.chooseOne, 1...1)
    case .ordinal:
      if let function = meta.scoringFunction, function.lowercased() != "borda" { throw unsupported("scoring_fn") }
      rule.kind = .ordinal
      rule.rankPoints = (0..<choices.upperBound).map { UInt32(choices.upperBound - $0) }
    case .cumulative:
      guard let sum = meta.maxSumPoints else { throw unsupported("max_sum_points (missing)") }
      if let most = meta.maxPoints, UInt64(most) < sum { throw unsupported("max_points") }
      if let least = meta.minPoints, least > 1 { throw unsupported("min_points") }
      rule.kind = .cumulative
      rule.sum = Int(clamping: meta.minSumPoints ?? 1)...max(Int(clamping: meta.minSumPoints ?? 1), Int(clamping: sum))
    }
    return rule
  }

  /// The greedy rules, by the votes of approval ballots or by the score of other ballots, and equal shares; no other
  /// rule is computed here.
  private static func allocation(_ meta: PabulibMeta) -> AllocationRule? {
    let measure: AllocationMeasure = meta.voteType == .ordinal || meta.voteType == .cumulative ? .score : .votes
    let isApproval = meta.voteType == .approval || meta.voteType == .chooseOne
    switch meta.rule.lowercased() {
    case "greedy", "greedy-threshold":
      return .greedy(
        budget: meta.budget, measure: measure, skips: true, threshold: meta.minProjectScoreThreshold)
    case "equalshares" where isApproval: return .equalShares(budget: meta.budget, increment: 0)
    // One unit of the currency at a time, like the completion "add1" of pabutools.
    case "equalshares/add1" where isApproval: return .equalShares(budget: meta.budget, increment: 100)
    case "greedy-no-skip":
      return .greedy(
        budget: meta.budget, measure: measure, skips: false, threshold: meta.minProjectScoreThreshold)
    default: return nil
    }
  }
}

extension String {
  /// The longest prefix of at most this many bytes.
  fileprivate func prefixed(bytes count: Int) -> String {
    var text = self
    while text.utf8.count > count { text.removeLast() }
    return text
  }
}
