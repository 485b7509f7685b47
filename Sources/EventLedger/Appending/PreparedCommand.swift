package import EventModel
import TransparencyLog

/// Who submits, as the ledger knows it; never what a client says of itself.
public struct Submitter: Sendable, Hashable {
  /// The authenticated principal, recorded as the event's recorder: at most 128 bytes.
  public var recorder: String
  /// What kind of submitter, which says what ids and actors it may use.
  public var kind: Kind
  /// Submissions of one lane keep their order; lanes are taken in turn.
  public var lane: UInt64

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
  public init(recorder: String, kind: Kind = .client, lane: UInt64 = 0) {
    (self.recorder, self.kind, self.lane) = (recorder, kind, lane)
  }
}

/// A command with what can be computed of it before the writing transaction.
package struct PreparedCommand: Sendable {
  enum Content: Sendable {
    case proposal(any Act)
    case opaque([OpaqueAct])
  }

  package var id: CommandID
  var content: Content
  var fingerprint: [UInt8]
  var envelope: Envelope
  var expectedVersions: [StreamName: UInt64]
  var submitter: Submitter
  /// The bytes of its acts, by which batches and the queue are bounded.
  var byteCount: Int
  private var largestAct: Int

  init(_ proposal: Proposal, act: any Act, by submitter: Submitter) throws {
    let bytes = proposal.act.wire
    self.init(
      id: proposal.id, content: .proposal(act), acts: [(Swift.type(of: act).type, bytes)],
      actor: proposal.actor, occurredAt: proposal.occurredAt, expectedVersions: proposal.expectedVersions,
      submitter: submitter)
    envelope.onBehalfOf = proposal.onBehalfOf
    envelope.mandate = proposal.mandate
    envelope.channel = proposal.channel
    envelope.assurance = proposal.assurance
    envelope.commitments = proposal.commitments
    envelope.actReference = proposal.actReference
    try check()
  }

  package init(_ command: OpaqueCommand, registry: ActRegistry, by submitter: Submitter) throws {
    if let unknown = command.acts.first(where: { !registry.isOpaque($0.type) }) {
      throw InvalidAct(field: "type", reason: "\(unknown.type) is not registered as opaque")
    }
    guard !command.acts.isEmpty else { throw InvalidAct(field: "acts", reason: "there are none") }
    self.init(
      id: command.id, content: .opaque(command.acts),
      acts: command.acts.map { ($0.type, Array("\($0.stream)\0".utf8) + $0.bytes) },
      actor: command.actor, occurredAt: command.occurredAt, expectedVersions: command.expectedVersions,
      submitter: submitter)
    try check()
  }

  private init(
    id: CommandID, content: Content, acts: [(type: ActType, bytes: [UInt8])], actor: Actor,
    occurredAt: Instant?, expectedVersions: [StreamName: UInt64], submitter: Submitter
  ) {
    self.id = id
    self.content = content
    self.expectedVersions = expectedVersions
    self.submitter = submitter
    byteCount = acts.reduce(0) { $0 + $1.bytes.count + 128 }
    largestAct = acts.map(\.bytes.count).max() ?? 0
    fingerprint = Fingerprint.of(
      acts: acts, actor: actor, occurredAt: occurredAt, expectedVersions: expectedVersions)
    envelope = Envelope(
      stream: StreamName(unchecked: ""), version: 0, recordedAt: Instant(microseconds: 0), type: acts[0].type,
      actor: actor, recorder: submitter.recorder, occurredAt: occurredAt, commandID: id)
  }

  /// What may be refused before the queue: ids and actors that this submitter may not use.
  private func check() throws {
    let isAllowed = submitter.kind == .client ? id.version == 7 : id.version == 7 || id.version == 8
    guard isAllowed else {
      throw LedgerError(
        .commandIDRefused, "the id \(id) is a UUID of version \(id.version), and version 7 is needed (RFC 9562)")
    }
    let actors = [envelope.actor, envelope.onBehalfOf].compactMap { $0 }
    if submitter.kind != .system, let reserved = actors.first(where: \.isReserved) {
      throw Rejection(
        "ReservedActor", "nobody but the ledger acts as \(reserved)",
        rule: "what time and the ledger bring about is recorded by the ledger itself")
    }
    guard envelope.recorder.utf8.count <= 128 else {
      throw InvalidAct(field: "recorder", reason: "more than 128 bytes")
    }
    try envelope.checkTexts()
    guard largestAct <= EntryBundle.maximumEntryLength else {
      throw LedgerError(
        .recordTooLarge(bytes: largestAct),
        "an act of \(largestAct) bytes makes no record of at most \(EntryBundle.maximumEntryLength): long documents stay outside and enter by their hash"
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
        "OccurredInFuture", "the act would have happened at \(occurredAt), and it is \(now)",
        rule: "nothing is recorded before it has happened")
    }
  }
}
