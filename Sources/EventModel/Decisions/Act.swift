public import TransparencyLog

/// A participatory act: a value that a decider completes and that becomes an event.
///
/// A command *is* an act as proposed: the same message with its computed fields unset. `decide` completes
/// it, or refuses it; `evolve` writes into constraint rows what later decisions ask. Neither draws a random
/// number, makes an id or looks at a clock, so that an auditor who decides again gets the same bytes.
public protocol Act: Described, Hashable {
  /// The full name of the act's message.
  static var type: ActType { get }

  /// Whether the act may be proposed; false for acts that only follow from others.
  static var isProposable: Bool { get }

  /// Whether the first one of a ledger may come only from an administrator: the ledger's own user, or a program that has
  /// its directory.
  static var isFirstByAdministrator: Bool { get }

  /// The codes with which its decider refuses it.
  static var refusals: [RejectionCode] { get }

  /// Reads and checks the act's message.
  ///
  /// - Throws: `InvalidAct` for bytes of another message, unknown fields, or a field outside its grammar.
  init(wire: [UInt8]) throws(InvalidAct)

  /// The act's message.
  var wire: [UInt8] { get }

  /// Reads and checks the act's proto3 JSON; the member `@type` is not part of it.
  ///
  /// - Throws: `InvalidAct` naming the field.
  init(json: JSONValue) throws(InvalidAct)

  /// The act as proto3 JSON, 64-bit integers as numbers, without `@type`.
  var json: JSONValue { get }

  /// The stream that the act belongs to.
  var stream: StreamName { get }

  /// The act as it was proposed: computed fields unset.
  var proposed: Self { get }

  /// The message of ``proposed``: what a command's fingerprint covers.
  var proposedWire: [UInt8] { get }

  /// The act as its message would be read again.
  ///
  /// - Throws: `InvalidAct` for an act made in Swift that its own message refuses.
  func checked() throws(InvalidAct) -> Self

  /// Whether `prepared` reads what is recorded: then what was proposed before it is recorded first.
  static var isPreparedOverHistory: Bool { get }

  /// Work too long for the writing transaction, done before it over what is recorded by then.
  ///
  /// What comes out is bound to the stream's version, and `decide` checks that it still holds.
  func prepared(over history: some EventHistory) throws -> Self

  /// Completes the act, or refuses it. The first of the acts is this one; others follow from it.
  ///
  /// - Throws: `Rejection` with the rule that stands against it.
  func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act]

  /// Writes what later decisions ask about this act.
  func evolve(_ event: EventContext, _ rows: any ConstraintRows)
}

extension Act {
  /// The name of the act's message without its package.
  public static var schemaName: String { type.shortName }

  /// True: most acts are proposed by somebody.
  public static var isProposable: Bool { true }

  /// False: whoever is entitled may propose the first one.
  public static var isFirstByAdministrator: Bool { false }

  /// Reads the message, and checks every field and that the bytes are its usual encoding.
  ///
  /// - Throws: `InvalidAct` naming the field.
  @inlinable public init(wire: [UInt8]) throws(InvalidAct) { self = try WireFieldReader.read(Self.self, from: wire) }

  /// The message in its usual encoding.
  @inlinable public var wire: [UInt8] { encoded }

  /// Reads proto3 JSON; unknown members are refused.
  ///
  /// - Throws: `InvalidAct` with every field that is wrong.
  public init(json: JSONValue) throws(InvalidAct) { self = try JSONFieldReader.read(Self.self, from: json) }

  /// proto3 JSON, 64-bit integers as numbers.
  public var json: JSONValue { JSONFieldWriter.json(self) }

  /// The act without its computed fields.
  @inlinable public var proposed: Self { ComputedFieldClearer.cleared(self) }

  /// The message without the computed fields.
  @inlinable public var proposedWire: [UInt8] { proposed.encoded }

  /// The act, once each of its fields was checked.
  ///
  /// - Throws: `InvalidAct` naming the field.
  @inlinable public func checked() throws(InvalidAct) -> Self { try FieldChecker.checked(self) }

  /// False: most acts need no preparation.
  public static var isPreparedOverHistory: Bool { false }

  /// The act itself: most acts need no preparation.
  public func prepared(over history: some EventHistory) throws -> Self { self }
}

/// What a decision knows beside the rows: the envelope that the event will have.
public struct Decision: Sendable {
  /// The position that the event takes.
  public let position: Position
  /// How many events the act's stream has before it.
  public let streamVersion: UInt64
  /// The ledger's clock: the event's `recordedAt`.
  public let now: Instant
  private let provenance: Envelope.Provenance

  /// What a decider knows of a command, or of the event that it became.
  package init(_ envelope: Envelope, position: Position, streamVersion: UInt64, now: Instant) {
    (self.position, self.streamVersion, self.now) = (position, streamVersion, now)
    provenance = envelope.provenance
  }

  /// A decision's surroundings.
  public init(
    position: Position, streamVersion: UInt64, now: Instant, actor: Actor, onBehalfOf: Actor? = nil,
    mandate: Position? = nil, channel: Channel = .unspecified, occurredAt: Instant? = nil,
    actReference: ActReference? = nil, commitments: [Commitment] = [], recorder: String = "", under: Position? = nil
  ) {
    (self.position, self.streamVersion, self.now) = (position, streamVersion, now)
    provenance = Envelope.Provenance(
      .init(
        actor: actor, onBehalfOf: onBehalfOf, mandate: mandate, channel: channel, assurance: 0, recorder: recorder,
        occurredAt: occurredAt, commandID: nil, causedBy: nil, commitments: commitments, actReference: actReference,
        under: under))
  }

  /// Who acts.
  public var actor: Actor { provenance.fields.actor }
  /// On whose behalf.
  public var onBehalfOf: Actor? { provenance.fields.onBehalfOf }
  /// The mandate under which the actor acts.
  public var mandate: Position? { provenance.fields.mandate }
  /// How the act reached the administration.
  public var channel: Channel { provenance.fields.channel }
  /// When it happened, if that differs.
  public var occurredAt: Instant? { provenance.fields.occurredAt }
  /// The administrative act behind it.
  public var actReference: ActReference? { provenance.fields.actReference }
  /// Personal content that stays outside.
  public var commitments: [Commitment] { provenance.fields.commitments }
  /// The authenticated principal that submitted the act.
  public var recorder: String { provenance.fields.recorder }
  /// The transcription by which it is recorded: the position of its opening act.
  public var under: Position? { provenance.fields.under }
  /// When the act was done: what is valid is judged by it, order and secrecy by ``now``.
  public var at: Instant { provenance.fields.occurredAt ?? now }
}

/// What `evolve` knows beside the act: what the decision knew, read from the record if the event is not new, and the
/// record's hash.
public struct EventContext: Sendable {
  /// What the decision knew.
  public let decision: Decision
  private let leaf: Leaf

  /// Whoever has just made the record has its hash; whoever reads it computes the hash when it is asked for.
  private enum Leaf: Sendable {
    case hash(MerkleHash)
    case record([UInt8])
  }

  /// The context of an event whose record has this leaf hash.
  public init(_ decision: Decision, leafHash: MerkleHash) { (self.decision, leaf) = (decision, .hash(leafHash)) }

  /// The context of an event with this record.
  public init(_ decision: Decision, record: [UInt8]) { (self.decision, leaf) = (decision, .record(record)) }

  /// The event's position.
  public var position: Position { decision.position }
  /// The event's `recordedAt`.
  public var now: Instant { decision.now }
  /// Who acted.
  public var actor: Actor { decision.actor }
  /// How the act reached the administration.
  public var channel: Channel { decision.channel }
  /// The RFC 6962 leaf hash of the event's record.
  public var leafHash: MerkleHash {
    switch leaf {
    case .hash(let hash): hash
    case .record(let record): .leaf(record)
    }
  }
}

/// What is recorded, as preparation reads it: one stream at a time, in order.
public protocol EventHistory {
  /// How many events the stream has; 0 for a stream that does not exist.
  func version(of stream: StreamName) throws -> UInt64

  /// Lends each event of the stream in order.
  func forEachEvent(
    in stream: StreamName, _ body: (Position, EventScan, borrowing Span<UInt8>) throws -> Void) throws

  /// Lends one event.
  ///
  /// - Throws: an error if there is no event at the position.
  func withEvent<Result>(
    at position: Position, _ body: (EventScan, borrowing Span<UInt8>) throws -> Result
  ) throws -> Result
}
