package import EventModel
import LogAudit
import TransparencyLog

/// Who submits, as the ledger knows it; never what a client says of itself.
public struct Submitter: Sendable, Hashable {
  /// The authenticated principal, recorded as the event's recorder: at most 128 bytes.
  public var recorder: String
  /// What kind of submitter: it determines which ids and actors may be used.
  public var kind: Kind
  /// Submissions of one lane keep their order; lanes are taken in turn.
  public var lane: UInt64
  /// As whom it may act.
  public var actors: ActorScope

  /// What kinds of submitters there are.
  public enum Kind: Hashable, Sendable {
    /// A person or a program: UUID version 7, no reserved actor.
    case client
    /// An importer: derived ids too.
    case importer
    /// The ledger itself: reserved actors too.
    case system
  }

  /// A submitter.
  public init(recorder: String, kind: Kind = .client, lane: UInt64 = 0, actors: ActorScope = .any) {
    (self.recorder, self.kind, self.lane, self.actors) = (recorder, kind, lane, actors)
  }
}

/// A command with what can be computed of it before the writing transaction.
package final class PreparedCommand: Sendable {
  enum Content: Sendable {
    /// The proposed act, prepared.
    case proposal(any Act)
    case opaque([OpaqueAct])
  }

  package let id: CommandID
  let content: Content
  let fingerprint: Fingerprint
  /// What the envelopes of its events have in common.
  let envelope: Envelope
  let expectedVersions: [StreamName: UInt64]
  let submitter: Submitter
  /// The bytes of its acts, by which batches and the queue are bounded.
  let byteCount: Int
  private let largestAct: Int

  /// - Parameters:
  ///   - wire: the proposed act's message.
  ///   - act: the proposed act, prepared.
  init(_ proposal: Proposal, wire: [UInt8], act: any Act, by submitter: Submitter) throws {
    let type = Swift.type(of: act).type
    id = proposal.id
    content = .proposal(act)
    expectedVersions = proposal.expectedVersions
    self.submitter = submitter
    envelope = Envelope(
      stream: StreamName(unchecked: ""), version: 0, recordedAt: Instant(microseconds: 0), type: type,
      actor: proposal.actor, onBehalfOf: proposal.onBehalfOf, mandate: proposal.mandate, channel: proposal.channel,
      assurance: proposal.assurance, recorder: submitter.recorder, occurredAt: proposal.occurredAt,
      commandID: proposal.id, causedBy: proposal.cause, commitments: proposal.commitments,
      actReference: proposal.actReference, under: proposal.under)
    byteCount = wire.count + Self.overhead
    largestAct = wire.count
    fingerprint = Fingerprint((type, nil, wire), in: envelope)
    try check()
  }

  package init(_ command: OpaqueCommand, registry: ActRegistry, by submitter: Submitter) throws {
    guard let first = command.acts.first else { throw InvalidAct(field: "acts", reason: "there are none") }
    var known = first.type
    guard registry.isOpaque(known) else { throw Self.notOpaque(known) }
    for act in command.acts where act.type != known {
      known = act.type
      guard registry.isOpaque(known) else { throw Self.notOpaque(known) }
    }
    id = command.id
    content = .opaque(command.acts)
    expectedVersions = command.expectedVersions
    self.submitter = submitter
    envelope = Envelope(
      stream: StreamName(unchecked: ""), version: 0, recordedAt: Instant(microseconds: 0), type: first.type,
      actor: command.actor, recorder: submitter.recorder, occurredAt: command.occurredAt, commandID: command.id)
    byteCount = command.acts.reduce(0) { $0 + $1.bytes.count + Self.overhead }
    largestAct = command.acts.reduce(0) { max($0, $1.bytes.count) }
    fingerprint = Fingerprint(command.acts.map { ($0.type, $0.stream, $0.bytes) }, in: envelope)
    try check()
  }

  /// Roughly what an act takes beside its bytes.
  private static let overhead = 128

  private static func notOpaque(_ type: ActType) -> InvalidAct {
    InvalidAct(field: "type", reason: "\(type) is not registered as opaque")
  }

  /// What may be refused before the queue: ids and actors that this submitter may not use.
  private func check() throws {
    let isAllowed = submitter.kind == .client ? id.version == 7 : id.version == 7 || id.version == 8
    guard isAllowed else {
      throw LedgerError(
        .commandIDRefused, "the id \(id) is a UUID of version \(id.version), but version 7 is needed (RFC 9562)")
    }
    let reserved = envelope.actor.isReserved ? envelope.actor : envelope.onBehalfOf.flatMap { $0.isReserved ? $0 : nil }
    if submitter.kind != .system, let reserved {
      throw Rejection(
        .reservedActor, "only the ledger acts as \(reserved)")
    }
    guard submitter.actors.contains(envelope.actor) else {
      throw Rejection(
        .actorNotYours,
        "“\(submitter.recorder)” may not act as \(envelope.actor): an administrator maps it in the "
          + "ledger's file `principals`")
    }
    guard submitter.kind == .system || envelope.causedBy == nil else {
      throw InvalidAct(field: "cause", reason: "only the ledger reacts to events")
    }
    guard envelope.recorder.utf8.count <= 128 else {
      throw InvalidAct(field: "recorder", reason: "more than 128 bytes")
    }
    try envelope.checkTexts()
    guard largestAct <= EntryBundle.maximumEntryLength else {
      throw LedgerError(
        .recordTooLarge(bytes: largestAct),
        "an act of \(largestAct) bytes does not fit into a record of at most \(EntryBundle.maximumEntryLength): keep long documents outside and record their hash"
      )
    }
  }

  /// What no decider need look at: streams that are not as its author read them, and acts of the future.
  func check(_ rows: WorkingRows, at now: Instant) throws {
    for (stream, expected) in expectedVersions {
      let actual = rows.stream(stream)?.version ?? 0
      guard actual == expected else {
        throw LedgerError(
          .wrongVersion(stream: stream, actual: actual), "\(stream) has version \(actual), not \(expected)")
      }
    }
    if let occurredAt = envelope.occurredAt, occurredAt > now {
      throw Rejection(
        .occurredInFuture, "the act cannot have happened at \(occurredAt): it is only \(now)")
    }
  }
}
