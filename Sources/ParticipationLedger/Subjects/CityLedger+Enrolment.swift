public import EventLedger
public import EventModel
import LogAudit
public import ParticipationModel
import TransparencyLog

extension CityLedger {
  /// Enrols a human under a pseudonym, unless they have another one.
  ///
  /// The tax code becomes a tag under a key of this ledger. The tag stays beside the vault; the log has a salted
  /// commitment to it, in the field `identity`, and neither the code nor the tag.
  ///
  /// The pseudonym is claimed for the human first, then the enrolment is recorded. If it is refused, the claim is taken
  /// back. If nobody knows whether it was recorded, the claim stays: enrol the same human under the same pseudonym again,
  /// with the same `id` for the receipt of the first attempt.
  ///
  /// - Parameters:
  ///   - act: the enrolment; the office that attests it acts.
  ///   - id: the proposal's id; nil makes a new one.
  /// - Throws: `Rejection` `AlreadyEnrolled` if the human has another pseudonym, which it names; what recording throws;
  ///   `LedgerError`: `readOnly`, `identityKeyMissing`; `FileError`.
  public func enrol(
    _ act: PersonEnrolled, taxCode: PersonTaxCode, id: CommandID? = nil, channel: Channel = .unspecified,
    by submitter: Submitter
  ) async throws -> Recorded {
    let act = try act.checked()
    let identities = store.identities
    let tag = try identities.tag(of: taxCode.normalised)
    do { try identities.claim(tag, for: act.person.description) } catch let taken as IdentityTaken {
      throw try refusal(taken)
    }
    let id = id ?? .random(at: clock.now)
    do {
      let digest = try recordedIdentity(of: act.person, by: id) ?? store.vault.keep(tag.bytes)
      let recorded = try await record(
        Proposal(
          id: id, act: act, actor: act.attestedBy, channel: channel,
          commitments: [Commitment(field: IdentityRow.field, digest: digest)]), by: submitter)
      identities.keep(tag)
      return recorded
    } catch {
      // A claim that the disk does not let go only keeps the human to this pseudonym.
      if Self.isRefusal(error) { try? identities.release(tag) } else { identities.keep(tag) }
      throw error
    }
  }

  /// Whether an error says for certain that nothing was recorded, nor will be.
  private static func isRefusal(_ error: any Error) -> Bool {
    switch error {
    case is Rejection, is InvalidAct: return true
    case let error as LedgerError:
      switch error.code {
      case .commandMismatch, .commandIDRefused, .wrongVersion, .recordTooLarge: return true
      default: return false
      }
    default: return false
    }
  }

  /// The commitment with which a command enrolled a person; nil if it did not.
  ///
  /// A retry must say what the first attempt said, or it would be another command under the same id.
  private func recordedIdentity(of person: ID<Person>, by id: CommandID) throws -> [UInt8]? {
    let first = try store.read(stream: PersonEnrolled.stream(of: person), limit: 1).events.first?.envelope
    guard let first, first.commandID == id else { return nil }
    return first.commitments.first { $0.field == IdentityRow.field }?.digest
  }

  private func refusal(_ taken: IdentityTaken) throws -> Rejection {
    let enrolled = try ID(taken.person).flatMap { person in
      try store.read(stream: PersonEnrolled.stream(of: person), limit: 1).events.first?.position
    }
    switch taken.kind {
    case .human where enrolled == nil:
      return Rejection(
        .alreadyEnrolled,
        "an enrolment of this human as “\(taken.person)” was begun: enrol them under that pseudonym",
        rule: "a human has only one pseudonym")
    case .human:
      return Rejection(
        .alreadyEnrolled, "this human is already enrolled as “\(taken.person)”",
        rule: "a human has only one pseudonym", positions: enrolled.map { [$0] } ?? [])
    case .pseudonym:
      return Rejection(
        .alreadyEnrolled, "the pseudonym “\(taken.person)” belongs to another human: give this one another pseudonym",
        rule: "a pseudonym can be used only once", positions: enrolled.map { [$0] } ?? [])
    }
  }
}
