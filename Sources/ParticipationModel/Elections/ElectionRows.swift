package import EventModel
package import TransparencyLog

/// The rules of an election as deciders ask them: the calling act, what its opening fixed, and its options by id.
///
/// A class, since every ballot asks for them: lent, not copied.
package final class ElectionRules: ConstraintValue {
  package let called: ElectionCalled
  /// The latest issue of the calling act.
  package let calledAt: Position
  /// If candidacies were filed, the ballot paper that the opening fixed.
  package let paper: [BallotOption]
  /// The root and size of the roll, if ballots prove that they are on it.
  package let roll: VoterRoll.Commitment?
  package let optionIndexes: [String: Int]
  package let districtIndexes: [String: Int]
  /// The body to which each district elects, by district index.
  package let bodies: [ID<Body>?]

  init(_ called: ElectionCalled, calledAt: Position, paper: [BallotOption] = [], roll: VoterRoll.Commitment? = nil) {
    (self.called, self.calledAt, self.paper, self.roll) = (called, calledAt, paper, roll)
    let options = called.candidacies == nil ? called.options : paper
    optionIndexes = .init(uniqueKeysWithValues: options.enumerated().map { ($1.id, $0) })
    districtIndexes = .init(uniqueKeysWithValues: called.districts.enumerated().map { ($1, $0) })
    bodies = called.seats.map(\.body)
  }

  /// The options of the ballot paper.
  package var options: [BallotOption] { called.candidacies == nil ? called.options : paper }

  /// Whether a district is one of the election's; if the election has none, whether none is named.
  func knows(_ district: String) -> Bool {
    districtIndexes.isEmpty ? district.isEmpty : districtIndexes[district] != nil
  }

  /// The rules with a deadline moved.
  func reissued(_ called: ElectionCalled, at position: Position) -> ElectionRules {
    ElectionRules(called, calledAt: position, paper: paper, roll: roll)
  }

  /// The rules with what the opening fixed.
  func opened(paper: [BallotOption], roll: VoterRoll.Commitment?) -> ElectionRules {
    ElectionRules(called, calledAt: calledAt, paper: paper, roll: roll)
  }

  package static func key(_ election: ID<Election>) -> ConstraintKey { key(in: ElectionCalled.stream(of: election)) }

  static func key(in stream: StreamName) -> ConstraintKey { ConstraintKey(stream, kind: 1) }

  package convenience init?(row: [UInt8]) {
    guard let stored = try? WireFieldReader.read(Stored.self, from: row) else { return nil }
    self.init(
      stored.called, calledAt: stored.calledAt, paper: stored.paper,
      roll: stored.rollRoot.map { VoterRoll.Commitment(root: $0, size: stored.rollSize) })
  }

  package var row: [UInt8] {
    var stored = Stored(Blank())
    (stored.calledAt, stored.called, stored.paper) = (calledAt, called, paper)
    if let roll { (stored.rollRoot, stored.rollSize) = (roll.root, roll.size) }
    return stored.encoded
  }

  /// What is stored; the indexes are derived.
  private struct Stored: Described {
    var calledAt = Position(0)
    var called = ElectionCalled(Blank())
    var paper: [BallotOption] = []
    var rollRoot: MerkleHash?
    var rollSize = LogSize.zero

    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.position(1, "calledAt", &calledAt)
      try fields.message(2, "called", &called)
      try fields.messages(3, "paper", &paper, .any)
      try fields.hash(4, "rollRoot", &rollRoot)
      try fields.position(5, "rollSize", &rollSize)
    }
  }
}

/// How far an election has come, and how many ballots it has: what closing computes its counts from.
package struct ElectionState: ConstraintValue, Described {
  package enum Phase: String, Choice, Comparable {
    case called, open, closed, certified

    package static func < (left: Phase, right: Phase) -> Bool { left.wire < right.wire }
  }

  package var phase = Phase.called
  /// The event that brought the phase about.
  package var since = Position(0)
  package var cast: UInt64 = 0
  package var superseded: UInt64 = 0
  package var annulled: UInt64 = 0
  /// Challenges that are neither dismissed nor followed by an annulment.
  package var challenges: UInt64 = 0
  /// Live ballots by district index; one more than there are districts, the last for none.
  package var byDistrict: [UInt64: UInt64] = [:]
  package var byChannel: [UInt64: UInt64] = [:]
  /// The title, if a slip of it was corrected.
  package var correctedTitle = ""

  package init() {}
  package init(_ blank: Blank) {}

  package var live: UInt64 { cast - superseded - annulled }

  package static func key(_ election: ID<Election>) -> ConstraintKey { key(in: ElectionCalled.stream(of: election)) }

  static func key(in stream: StreamName) -> ConstraintKey { ConstraintKey(stream, kind: 2) }

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.choice(1, "phase", &phase)
    try fields.position(2, "since", &since)
    try fields.number(3, "cast", &cast)
    try fields.number(4, "superseded", &superseded)
    try fields.number(5, "annulled", &annulled)
    try fields.number(6, "challenges", &challenges)
    try Self.visit(&byDistrict, 7, "byDistrict", &fields)
    try Self.visit(&byChannel, 8, "byChannel", &fields)
    try fields.text(9, "correctedTitle", &correctedTitle, 0...300)
  }

  /// Counts by a number, as pairs in the order of the number.
  private static func visit(
    _ counts: inout [UInt64: UInt64], _ number: UInt32, _ name: String, _ fields: inout some FieldVisitor
  ) throws(InvalidAct) {
    var pairs = counts.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    try fields.numbers(number, name, &pairs)
    counts = [:]
    for index in stride(from: 0, to: pairs.count - 1, by: 2) { counts[pairs[index]] = pairs[index + 1] }
  }
}

/// The transcriptions under which ballots of an election were recorded, each with how far it had come by the last.
struct PaperRow: ConstraintValue, Described {
  var parts: [Part] = []

  /// Ballots under one transcription.
  struct Part: Described, Hashable {
    /// The event that opened the transcription.
    var under = Position(0)
    /// How many records there were under it, with the last of these ballots.
    var count: UInt64 = 0

    init(under: Position, count: UInt64) { (self.under, self.count) = (under, count) }
    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.position(1, "under", &under)
      try fields.number(2, "count", &count)
    }
  }

  static func key(_ election: ID<Election>) -> ConstraintKey {
    ConstraintKey(ElectionCalled.stream(of: election), kind: 10)
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.messages(1, "parts", &parts, .any)
  }

  /// Notes a ballot. What members of the commission have signed before is not the count any more.
  static func note(_ election: ID<Election>, under: Position, _ rows: any ConstraintRows) {
    guard let opened = rows.row(TranscriptionPositionRow.key(under), as: TranscriptionPositionRow.self) else { return }
    // The ballot itself is counted after it is remembered.
    let count = TranscriptionProgress.of(opened.transcription, rows).count + 1
    var row = rows.row(key(election), as: PaperRow.self) ?? PaperRow(Blank())
    row.parts.removeAll { $0.under == under }
    row.parts.append(Part(under: under, count: count))
    rows.set(key(election), to: row)
    CommissionVotesRow.forgetSignatures(election, rows)
  }

  /// Refuses `NotCountersigned` if ballots wait for the other operator.
  static func requireCountersigned(_ election: ID<Election>, _ rows: any ConstraintReader) throws(Rejection) {
    for part in rows.row(key(election), as: PaperRow.self)?.parts ?? [] {
      let transcription = rows.row(TranscriptionPositionRow.key(part.under), as: TranscriptionPositionRow.self)?
        .transcription
      guard let transcription else { continue }
      let progress = TranscriptionProgress.of(transcription, rows)
      guard progress.checked < part.count else { continue }
      throw Rejection(
        .notCountersigned,
        "\(part.count - progress.checked) records of the transcription “\(transcription)”, ballots among them, are not "
          + "countersigned yet",
        positions: [part.under] + (progress.last.map { [$0] } ?? []))
    }
  }
}

/// What a voter has done: the live ballot, or the last one, annulled. Kept under 16 bytes of the tag.
package struct VoterRow: ConstraintValue, Described {
  package var ballot: Position
  package var isAnnulled: Bool
  package var district: UInt64
  package var channel: UInt64

  package static func key(_ election: ID<Election>, tag: [UInt8]) -> ConstraintKey {
    key(in: ElectionCalled.stream(of: election), tag: tag)
  }

  static func key(in stream: StreamName, tag: [UInt8]) -> ConstraintKey {
    ConstraintKey(stream, kind: 3, key: Array(tag.prefix(16)))
  }

  package init(ballot: Position, isAnnulled: Bool, district: UInt64, channel: UInt64) {
    (self.ballot, self.isAnnulled, self.district, self.channel) = (ballot, isAnnulled, district, channel)
  }

  package init(_ blank: Blank) { self.init(ballot: Position(0), isAnnulled: false, district: 0, channel: 0) }

  package mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.position(1, "ballot", &ballot)
    try fields.flag(2, "isAnnulled", &isAnnulled)
    try fields.number(3, "district", &district)
    try fields.number(4, "channel", &channel)
  }
}
