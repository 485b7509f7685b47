public import TransparencyLog

/// An act as somebody proposes it: a command. The ledger decides it, and records it or refuses it.
public struct Proposal: Sendable {
  /// The idempotency key: a retry with the same id and content gets the first receipt for ever.
  public var id: CommandID
  /// The act, its computed fields unset.
  public var act: any Act
  /// Who acts.
  public var actor: Actor
  /// On whose behalf.
  public var onBehalfOf: Actor?
  /// The mandate under which the actor acts.
  public var mandate: Position?
  /// How the act reached the administration.
  public var channel: Channel
  /// How surely the actor was identified: 0 unknown, 1 low, 2 substantial, 3 high.
  public var assurance: UInt32
  /// When it happened, if that differs; never after now.
  public var occurredAt: Instant?
  /// Versions that streams must have, for a proposal that rests on what its author read.
  public var expectedVersions: [StreamName: UInt64]
  /// Personal content that stays outside.
  public var commitments: [Commitment]
  /// The administrative act behind it.
  public var actReference: ActReference?
  /// The transcription by which it is recorded: the position of the act that opened it; nil if it is not transcribed.
  public var under: Position?
  /// The event to which the ledger itself reacts; nobody else's proposal has one.
  public var cause: Position?

  /// A proposal with a new id.
  public init(
    id: CommandID, act: any Act, actor: Actor, onBehalfOf: Actor? = nil, mandate: Position? = nil,
    channel: Channel = .unspecified, assurance: UInt32 = 0, occurredAt: Instant? = nil,
    expectedVersions: [StreamName: UInt64] = [:], commitments: [Commitment] = [],
    actReference: ActReference? = nil, under: Position? = nil
  ) {
    self.id = id
    self.act = act
    self.actor = actor
    self.onBehalfOf = onBehalfOf
    self.mandate = mandate
    self.channel = channel
    self.assurance = assurance
    self.occurredAt = occurredAt
    self.expectedVersions = expectedVersions
    self.commitments = commitments
    self.actReference = actReference
    self.under = under
  }
}

/// Acts of types that this program does not decide, appended as they are in one command.
///
/// For programs that keep acts of their own in the ledger; their types are registered as opaque.
public struct OpaqueCommand: Sendable {
  /// The idempotency key.
  public var id: CommandID
  /// The acts, in order; they may be of several streams, and are recorded together or not at all.
  public var acts: [OpaqueAct]
  /// Who acts.
  public var actor: Actor
  /// When it happened, if that differs.
  public var occurredAt: Instant?
  /// Versions that streams must have.
  public var expectedVersions: [StreamName: UInt64]

  /// A command of opaque acts.
  public init(
    id: CommandID, acts: [OpaqueAct], actor: Actor, occurredAt: Instant? = nil,
    expectedVersions: [StreamName: UInt64] = [:]
  ) {
    self.id = id
    self.acts = acts
    self.actor = actor
    self.occurredAt = occurredAt
    self.expectedVersions = expectedVersions
  }
}

/// An act of which only the type, the stream and the bytes are known.
public struct OpaqueAct: Sendable {
  /// The name of its type, registered as opaque.
  public var type: ActType
  /// The stream it belongs to.
  public var stream: StreamName
  /// Its message, in whatever format its type has.
  public var bytes: [UInt8]

  /// An opaque act.
  public init(type: ActType, stream: StreamName, bytes: [UInt8]) {
    (self.type, self.stream, self.bytes) = (type, stream, bytes)
  }
}
