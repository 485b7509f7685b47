import Bytes
public import EventModel
public import TransparencyLog

/// A slip in a recorded act is corrected: a name, a title, the attendance of a meeting. The act stays as it is; views show
/// the new value, the old one and both positions.
///
/// Only fields that the act declares as clerical can be corrected, and nothing on which an outcome rests. Choices,
/// signatures, hours, decisions and money have corrections of their own.
public struct EntryRectified: CityAct {
  /// The stream of the act that is corrected.
  public var owner = StreamName(unchecked: "")
  /// The position of that act.
  public var target = Position(0)
  /// The field, by its name in JSON.
  public var field = ""
  /// The new value as JSON, at most 20,000 bytes: `"Circolo Arci"`, `12`, `[{"seat":"e1"}]`.
  public var value = ""
  /// The rectification of the same field that this one follows; nil for the first.
  public var previous: Position?
  /// Why, 1 to 300 bytes, without personal content.
  public var reason = ""
  /// SHA-256 of the evidence, 32 bytes.
  public var evidenceHash: [UInt8]?
  /// The value before, as JSON. Computed.
  public var was = ""
  /// Whether the meeting has its quorum by the corrected attendance. Computed; nil for acts of other kinds.
  public var quorum: QuorumVerdict?
  /// The act before and after the correction, and the version of the stream that they were read from; no part of the
  /// message.
  private var change: Change?

  /// What preparation has read.
  private struct Change: Sendable, Hashable {
    var before: JSONValue
    var after: JSONValue
    var type: ActType
    var version: UInt64
  }

  /// A correction.
  public init(
    stream owner: StreamName, target: Position, field: String, value: JSONValue, previous: Position? = nil,
    reason: String, evidenceHash: [UInt8]? = nil
  ) {
    (self.owner, self.target, self.field, self.previous) = (owner, target, field, previous)
    (self.value, self.reason, self.evidenceHash) = (JSONText.text(value), reason, evidenceHash)
  }

  /// `albo.v1.EntryRectified`.
  public static let type = ActType(static: "albo.v1.EntryRectified")

  /// Who may do it.
  public static let entitlement = Entitlement.corrector

  /// A correction without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "stream", &owner)
    try fields.requiredPosition(2, "target", &target)
    try fields.text(3, "field", &field, 1...64)
    try fields.text(4, "value", &value, 1...20_000)
    try fields.position(5, "previous", &previous)
    try fields.text(6, "reason", &reason, 1...300)
    try fields.hash(7, "evidenceHash", &evidenceHash)
    try fields.text(8, "was", &was, 0...20_000, computed: true)
    try fields.message(9, "quorum", &quorum, computed: true)
    try fields.check(
      (try? JSONText.value(of: Array(value.utf8))) != nil, "value", "“\(value)” is not JSON: a text stands in quotes")
  }

  /// An example corrects a title.
  public mutating func completeExample() { (field, value, previous) = ("title", "\"The garden\"", nil) }

  /// The stream of the act that is corrected.
  public var stream: StreamName { owner }

  /// The correction as it was proposed.
  public var proposed: EntryRectified {
    var act = ComputedFieldClearer.cleared(self)
    act.change = nil
    return act
  }

  /// True: the act that is corrected is recorded first.
  public static let isPreparedOverHistory = true

  /// Reads the act that is corrected, with the corrections that it has by now.
  public func prepared(over history: some EventHistory) throws -> EntryRectified {
    var act = proposed
    var events: [Event] = []
    let (target, owner) = (target, owner)
    try history.forEachEvent(in: owner) { position, scan, record in
      let type = scan.type(in: record)
      if position == target || type == Self.type { events.append(Event(type: type, act: record.bytes(scan.act))) }
    }
    guard let current = try Self.current(of: target, in: events) else { return act }
    let version = try history.version(of: owner)
    act.change = Change(before: current.json, after: .null, type: current.type, version: version)
    guard let type = ActRegistry.albo[current.type] as? any CityAct.Type, type.clerical.contains(field) else {
      return act
    }
    let after = try applied(to: current.json)
    try Self.check(type, after)
    act.was = JSONText.text(current.json[field] ?? .null)
    act.change?.after = after
    return act
  }

  /// An event of the stream: the act that is corrected, or a correction.
  private struct Event {
    var type: ActType
    var act: [UInt8]
  }

  /// The act with the corrections that it has; nil if it is not in the stream, or of no type that can be corrected.
  private static func current(of target: Position, in events: [Event]) throws -> (type: ActType, json: JSONValue)? {
    guard let first = events.first(where: { $0.type != Self.type }),
      let type = ActRegistry.albo[first.type] as? any CityAct.Type
    else { return nil }
    var json = try json(type, first.act)
    for event in events where event.type == Self.type {
      let earlier = try EntryRectified(wire: event.act)
      if earlier.target == target { json = try earlier.applied(to: json) }
    }
    return (first.type, json)
  }

  private static func json<Value: Act>(_ type: Value.Type, _ act: [UInt8]) throws -> JSONValue {
    try Value(wire: act).json
  }

  private static func check<Value: Act>(_ type: Value.Type, _ json: JSONValue) throws(InvalidAct) {
    do { _ = try Value(json: json).checked() } catch { throw error.within("value") }
  }

  /// The act's JSON with the corrected field.
  private func applied(to json: JSONValue) throws -> JSONValue {
    var members = json.members ?? [:]
    let new = try JSONText.value(of: Array(value.utf8))
    members[field] = new == .null ? nil : new
    return .object(members)
  }

  /// The new value.
  package var newValue: JSONValue { (try? JSONText.value(of: Array(value.utf8))) ?? .null }

  private var kind: (any CityAct.Type)? { change.flatMap { ActRegistry.albo[$0.type] as? any CityAct.Type } }

  /// An office with the competence of the act that is corrected.
  public func require(
    _ entitlement: Entitlement, _ decision: Decision, _ rows: any ConstraintReader
  ) throws(Rejection) {
    guard decision.actor.isOffice else { throw notEntitled(decision, entitlement) }
    guard let competence = kind?.entitlement.competence else { return }
    try OfficeRow.require(competence, decision, rows)
  }

  /// The codes of its own rules.
  public static let ownRefusals: [RejectionCode] =
    [
      .actReferenceMissing, .unknownTarget, .notClerical, .staleTarget, .wouldChangeOutcome, .minutesApproved,
    ] + MeetingHeld.correctionRefusals

  /// Completes the act, or refuses it by one of its rules.
  public func complete(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] {
    try decision.requireActReference("a recorded act is corrected")
    guard let change, let kind else {
      throw Rejection(.unknownTarget, "the event at position \(target) is not an act of \(owner) that can be corrected")
    }
    guard kind.clerical.contains(field) else {
      let fields = kind.clerical.isEmpty ? "none of its fields can" : "\(kind.clerical.joined(separator: ", ")) can"
      throw Rejection(
        .notClerical, "“\(field)” of \(change.type.shortName) cannot be corrected; \(fields)", positions: [target])
    }
    let last = rows.row(RectifiedRow.key(owner, target, field), as: RectifiedRow.self)?.rectifiedAt
    guard previous == last else {
      throw Rejection(
        .staleTarget,
        last.map { "“\(field)” was last corrected at position \($0): name it as previous" }
          ?? "“\(field)” was not corrected before: leave out previous", positions: [target] + (last.map { [$0] } ?? []))
    }
    guard change.version == decision.streamVersion else {
      throw Rejection(.staleTarget, "\(owner) has moved: propose it again", positions: [target], isStale: true)
    }
    var act = self
    act.quorum = try Self.outcome(of: kind, change, at: target, rows)
    return [act]
  }

  private static func outcome<Value: CityAct>(
    of type: Value.Type, _ change: Change, at target: Position, _ rows: any ConstraintReader
  ) throws(Rejection) -> QuorumVerdict? {
    guard let before = try? Value(json: change.before), let after = try? Value(json: change.after) else { return nil }
    return (try after.corrected(from: before, at: target, rows) as? MeetingHeld)?.quorum
  }

  /// Remembers the correction, and what follows from it.
  public func remember(_ event: EventContext, _ rows: any ConstraintRows) {
    rows.set(RectifiedRow.key(owner, target, field), to: RectifiedRow(rectifiedAt: event.position))
    let meeting = rows.row(MeetingPositionRow.key(owner, target), as: MeetingPositionRow.self)
    meeting?.correct(field, to: newValue, quorum: quorum, at: target, rows)
    if field == "title" {
      rows.update(ElectionState.key(in: owner), as: ElectionState.self) { $0.correctedTitle = newValue.text ?? "" }
    }
  }
}

/// The last correction of a field.
struct RectifiedRow: ConstraintValue, Described {
  var rectifiedAt = Position(0)

  static func key(_ stream: StreamName, _ target: Position, _ field: String) -> ConstraintKey {
    ConstraintKey(stream, kind: 41, key: target.rawValue.bigEndianBytes + Array(field.utf8))
  }

  init(rectifiedAt: Position) { self.rectifiedAt = rectifiedAt }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.requiredPosition(1, "rectifiedAt", &rectifiedAt)
  }
}

extension RejectionCode {
  /// What corrections refuse.
  public static let
    unknownTarget = RejectionCode("UnknownTarget", "a correction names an act of its stream, by position"),
    notClerical = RejectionCode(
      "NotClerical",
      "only clerical fields are corrected; choices, signatures, hours, decisions and money have corrections of their own"
    ),
    staleTarget = RejectionCode("StaleTarget", "a correction names the last one of the same field"),
    wouldChangeOutcome = RejectionCode(
      "WouldChangeOutcome",
      "nothing is corrected on which a resolution rests: only a new act changes an outcome")

  /// All of them.
  package static let rectificationRejections: [RejectionCode] = [
    .unknownTarget, .notClerical, .staleTarget, .wouldChangeOutcome,
  ]
}
