import CommandSupport
import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import Scenarios

/// What the demonstration makes up; the same in every run.
enum Generated {
  static func proposal(_ act: any Act, by actor: String, channel: Channel = .unspecified) -> Proposal {
    Proposal(
      id: .random(at: SystemClock().now), act: act, actor: Actor(actor) ?? .ledger, channel: channel)
  }

  /// 32 bytes that stand for a text or a person.
  static func digest(_ seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    return random.bytes(32)
  }
}

extension SocketAccess {
  /// Records a proposal that no rule refuses.
  func mustRecord(_ proposal: Proposal) async throws { _ = try await record([proposal])[0].get() }

  /// Records a proposal that a rule refuses, and shows the refusal.
  func mustRefuse(_ proposal: Proposal) async throws {
    guard case .failure(let refusal as Rejection) = try await record([proposal])[0] else { throw ExitStatus.failed }
    print("refused: \(refusal)")
  }
}

extension ID {
  /// An id that is written in this program.
  static func demo(_ text: StaticString) -> ID {
    guard let id = ID("\(text)") else { preconditionFailure("\(text) is not an id") }
    return id
  }
}
