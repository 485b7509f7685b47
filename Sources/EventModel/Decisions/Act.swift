public import TransparencyLog

/// A participatory act: a value that a decider completes and that becomes an event.
///
/// A command *is* an act as proposed: the same message with its computed fields unset. `decide` completes
/// it, or refuses it; `evolve` writes into constraint rows what later decisions ask. Neither draws a random
/// number, makes an id or looks at a clock, so that an auditor who decides again gets the same bytes.
public protocol Act: Sendable {
  /// The full name of the act's message.
  static var type: ActType { get }

  /// Whether the act may be proposed; false for acts that only follow from others.
  static var isProposable: Bool { get }

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

  /// Work too long for the writing transaction, done before it over what is recorded by then.
  ///
  /// What comes out is bound to the stream's version, and `decide` checks that it still holds.
  func prepared(over history: some EventHistory) throws -> Self

  /// Completes the act, or refuses it. The first of the acts is this one; others follow from it.
  ///
  /// - Throws: `Rejection` with the rule that stands against it.
  func decide(_ decision: Decision, _ rows: any ConstraintRows) throws(Rejection) -> [any Act]

  /// Writes what later decisions ask about this act.
  func evolve(_ event: Decision, _ rows: any ConstraintRows)
}

extension Act {
  /// True: most acts are proposed by somebody.
  public static var isProposable: Bool { true }

  /// The act itself: most acts have no computed field.
  public var proposed: Self { self }

  /// The act itself: most acts need no preparation.
  public func prepared(over history: some EventHistory) throws -> Self { self }
}

/// What a decision knows beside the rows: the envelope that the event will have. The same values, read
/// from the record, are what `evolve` sees.
public struct Decision: Sendable {
  /// The position that the event takes.
  public var position: Position
  /// How many events the act's stream has before it.
  public var streamVersion: UInt64
  /// The ledger's clock: the event's `recordedAt`.
  public var now: Instant
  /// Who acts.
  public var actor: Actor
  /// On whose behalf.
  public var onBehalfOf: Actor?
  /// The mandate under which the actor acts.
  public var mandate: Position?
  /// How the act reached the administration.
  public var channel: Channel
  /// When it happened, where that differs.
  public var occurredAt: Instant?
  /// The administrative act behind it.
  public var actReference: ActReference?
  /// Personal content that stays outside.
  public var commitments: [Commitment]

  /// A decision's surroundings.
  public init(
    position: Position, streamVersion: UInt64, now: Instant, actor: Actor, onBehalfOf: Actor? = nil,
    mandate: Position? = nil, channel: Channel = .unspecified, occurredAt: Instant? = nil,
    actReference: ActReference? = nil, commitments: [Commitment] = []
  ) {
    self.position = position
    self.streamVersion = streamVersion
    self.now = now
    self.actor = actor
    self.onBehalfOf = onBehalfOf
    self.mandate = mandate
    self.channel = channel
    self.occurredAt = occurredAt
    self.actReference = actReference
    self.commitments = commitments
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
  /// - Throws: where there is no event at the position.
  func withEvent<Result>(
    at position: Position, _ body: (EventScan, borrowing Span<UInt8>) throws -> Result
  ) throws -> Result
}

/// An act's message is not what its type requires. Nothing was decided, nothing is recorded.
public struct InvalidAct: Error, Hashable, Sendable, CustomStringConvertible {
  /// The field, in the spelling of its JSON, or empty where it is the whole message.
  public let field: String
  /// What is wrong with it.
  public let reason: String

  /// A message that is refused because of a field.
  public init(field: String = "", reason: String) { (self.field, self.reason) = (field, reason) }

  /// `field: reason`.
  public var description: String { field.isEmpty ? reason : "\(field): \(reason)" }
}
