import Bytes
import EventLedger
import EventModel
import LocalFiles
import LogAudit
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// Everybody who acts in a scenario, on a ledger whose clock the scenario controls.
final class ScenarioDesk {
  let city: CityLedger
  let clock: ScenarioClock
  /// Refused proposals by code.
  private(set) var refusals: [String: Int] = [:]
  private var random: SplitMix64
  private static let submitter = Submitter(recorder: "scenario")

  init(_ city: CityLedger, _ clock: ScenarioClock, seed: UInt64) {
    (self.city, self.clock, random) = (city, clock, SplitMix64(seed: seed))
  }

  /// The clock is set to a local date and time, and stands.
  func set(_ date: StaticString, _ hours: Int, _ minutes: Int = 0) {
    clock.stand(at: LocalTime.instant(.of(date), hours, minutes))
  }

  /// A proposal whose id is derived from the seed.
  func propose(_ act: any Act, by actor: String, channel: Channel = .unspecified, under reference: ActReference? = nil)
    -> Proposal
  {
    Proposal(id: nextID(), act: act, actor: .of(actor), channel: channel, actReference: reference)
  }

  /// Records an act that no rule refuses.
  @discardableResult func record(
    _ act: any Act, by actor: String, channel: Channel = .unspecified, under reference: ActReference? = nil
  ) async throws -> Recorded {
    try await city.record(propose(act, by: actor, channel: channel, under: reference), by: Self.submitter)
  }

  /// Records acts that no rule refuses, in one batch.
  @discardableResult func record(_ proposals: [Proposal]) async throws -> [Recorded] {
    try await answers(proposals).map { try $0.get() }
  }

  /// Proposes acts, and counts what is refused.
  func answers(_ proposals: [Proposal]) async throws -> [Result<Recorded, any Error>] {
    let answers = try await city.record(proposals, by: Self.submitter)
    for case .failure(let refusal as Rejection) in answers { refusals[refusal.code.description, default: 0] += 1 }
    return answers
  }

  /// Proposes an act that a rule refuses.
  func expect(
    _ code: RejectionCode, of act: any Act, by actor: String, channel: Channel = .unspecified
  ) async throws {
    let answer = try await answers([propose(act, by: actor, channel: channel)])[0]
    guard case .failure(let refusal as Rejection) = answer, refusal.code == code else {
      throw ScenarioError("\(type(of: act).type) should be refused as \(code): \(answer)")
    }
  }

  /// Asks a question that is refused.
  func expect<Question: AnsweredQuery>(_ code: RejectionCode, asking question: Question) async throws {
    do {
      _ = try await city.ask(question)
    } catch let refusal as Rejection where refusal.code == code {
      return refusals["\(code)", default: 0] += 1
    }
    throw ScenarioError("\(Question.method) should be refused as \(code)")
  }

  /// Lets the ledger do by itself what is due by now.
  @discardableResult func react() async throws -> [any Act] {
    try await city.react().compactMap { try city.store.event(at: $0.position).act(city.store.registry) }
  }

  /// 32 bytes in place of a document's digest.
  func digest() -> [UInt8] { random.bytes(32) }

  /// Keeps a public name in the vault, with a salt derived from the seed: nothing in a scenario is secret.
  func keep(_ name: String) throws -> [UInt8] {
    let salt = random.bytes(32)
    let digest = Vault.digest(salt: salt, content: Array(name.utf8))
    let file = Hex.text(digest)
    let folder = "\(city.store.directory.vault)/\(file.prefix(2))"
    try Files.makeDirectory(folder)
    try Files.write(salt + Array(name.utf8), to: "\(folder)/\(file)")
    return digest
  }

  /// Writes the election's tag key, so that tags, roll and lots are the same in every run.
  func keepTagKey(of election: ID<Election>) throws {
    try Files.writeOnce(random.bytes(32), to: "\(city.store.directory.keys)/election-\(election).key")
  }

  private func nextID() -> CommandID {
    let milliseconds = UInt64(bitPattern: clock.now.microseconds / 1000)
    var bytes = stride(from: 40, through: 0, by: -8).map { UInt8(truncatingIfNeeded: milliseconds >> $0) }
    bytes += random.bytes(10)
    bytes[6] = 0x70 | bytes[6] & 0x0F
    bytes[8] = 0x80 | bytes[8] & 0x3F
    guard let id = CommandID(bytes: bytes) else { preconditionFailure("16 bytes are an id") }
    return id
  }
}
