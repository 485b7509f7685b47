import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel

/// What the demonstration makes up, the same at every run.
enum Generated {
  static let districts = ["Gavasseto", "Sesso"]

  static func proposal(_ act: any Act, by actor: String, channel: Channel = .unspecified) -> Proposal {
    Proposal(
      id: .random(at: SystemClock().now), act: act, actor: Actor(actor) ?? .ledger, channel: channel)
  }

  /// SHA-256-like bytes that stand for a text or a person.
  static func digest(_ seed: UInt64) -> [UInt8] {
    var random = SplitMix64(state: seed)
    return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }
}

/// A small generator with a fixed seed (Steele, Lea, Flood 2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// Voters who mostly vote once, sometimes change their mind, and sometimes get it wrong.
struct BallotBox {
  let election: Identifier
  let options: [String]
  private var random = SplitMix64(state: 2022)

  init(election: Identifier, options: [String]) { (self.election, self.options) = (election, options) }

  mutating func ballots(tag: [UInt8], voter: Int) -> [Proposal] {
    let channel: Channel = voter.isMultiple(of: 5) ? .inPerson : .online
    var ballots = [ballot(tag, voter, choice(), channel)]
    if voter % 50 == 7 { ballots.append(ballot(tag, voter, ["somebody-else"], channel)) }
    if voter % 60 == 11 { ballots.append(ballot(tag, voter, Array(options.prefix(3)), channel)) }
    if voter % 20 == 13 { ballots.append(ballot(tag, voter, choice(), .online)) }
    return ballots
  }

  private func ballot(_ tag: [UInt8], _ voter: Int, _ options: [String], _ channel: Channel) -> Proposal {
    let act = BallotCast(
      election: election, voterTag: tag, district: Generated.districts[voter % 3 == 0 ? 1 : 0], options: options)
    return Generated.proposal(act, by: "elector", channel: channel)
  }

  /// None to two options; the first ones of the paper are liked best.
  private mutating func choice() -> [String] {
    let count = Int.random(in: 0..<20, using: &random)
    let first = min(
      Int.random(in: 0..<options.count, using: &random), Int.random(in: 0..<options.count, using: &random))
    let second = Int.random(in: 0..<options.count, using: &random)
    if count == 0 { return [] }
    return count < 8 || first == second ? [options[first]] : [options[first], options[second]]
  }
}

/// The desk that knows the voters: it holds the election's key and the candidates' names, which the log never sees.
struct ElectionDesk {
  private let city: CityLedger

  init(directory: String) throws {
    city = try CityLedger.open(at: directory, mode: .reader, options: OpeningOptions(program: "albo demo"))
  }

  /// Candidates by pseudonym, their public names in the vault behind commitments.
  func candidates(_ names: [String]) throws -> [BallotOption] {
    try names.enumerated().map { index, name in
      BallotOption(
        id: "c\(index + 1)",
        kind: .candidate(
          person: Actor("candidate:\(index + 1)") ?? .ledger,
          commitment: try city.store.vault.keep(Array(name.utf8))))
    }
  }

  func commitment(_ election: Identifier) throws -> [UInt8] { try city.tagKeyCommitment(of: election) }

  func tag(_ person: String, _ election: Identifier) throws -> [UInt8] {
    try city.voterTag(of: person, in: election)
  }

  func close() async { await city.close() }
}
