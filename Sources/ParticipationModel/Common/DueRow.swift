import Bytes
package import EventModel
package import TransparencyLog

/// What time brings about: it is proposed by the ledger's clock once its instant has come.
///
/// Set by whatever has a deadline, and removed by whatever settles it, so that a start reads no log. The deadline itself
/// is judged by the decider, also if the clock comes late.
package struct DueRow: ConstraintValue, Described, Hashable {
  package var what = What.votingCloses
  /// The event that set the deadline.
  package var cause = Position(0)
  /// The stream that it is about, for people.
  package var stream = StreamName(unchecked: "")
  package var election: ID<Election>?
  package var body: ID<Body>?
  package var seat: ID<Seat>?
  package var person: Actor?

  /// What becomes due.
  package enum What: String, Choice {
    /// The polls of an election close.
    case votingCloses
    /// A member's term on a seat ends.
    case termEnds
    /// The mandate under which a member sits ends.
    case mandateEnds
    /// The offer of a seat lapses.
    case offerLapses
  }

  package init(_ what: What, cause: Position, stream: StreamName) {
    (self.what, self.cause, self.stream) = (what, cause, stream)
  }

  package init(_ blank: Blank) {}

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.choice(1, "what", &what)
    try fields.position(2, "cause", &cause)
    var name = stream.description
    try fields.text(3, "stream", &name, 0...128)
    stream = StreamName(unchecked: name)
    try fields.named(4, "election", &election)
    try fields.named(5, "body", &body)
    try fields.named(6, "seat", &seat)
    try fields.named(7, "person", &person)
  }

  /// The stream in which these rows lie, which every ledger has.
  package static let stream = LedgerRows.stream
  /// Their kind.
  package static let kind: UInt8 = 3

  /// The key: the instant ‖ the cause ‖ what ‖ an ordinal, so that rows lie in the order in which they become due.
  package static func key(_ instant: Instant, _ cause: Position, _ what: What, ordinal: UInt32 = 0) -> ConstraintKey {
    var key = bytes(of: instant)
    BigEndian.append(cause.rawValue, to: &key)
    key.append(UInt8(truncatingIfNeeded: what.wire))
    key += stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: ordinal >> $0) }
    return ConstraintKey(stream, kind: kind, key: key)
  }

  /// An instant as 8 bytes that sort by time.
  package static func bytes(of instant: Instant) -> [UInt8] {
    (UInt64(bitPattern: instant.microseconds) ^ 1 << 63).bigEndianBytes
  }

  /// The instant with which a key begins.
  package static func instant(in key: [UInt8]) -> Instant {
    let bits = BigEndian.read(from: key.span) ?? 0
    return Instant(microseconds: Int64(bitPattern: bits ^ 1 << 63))
  }
}
