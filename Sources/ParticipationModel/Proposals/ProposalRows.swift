import EventModel
import TransparencyLog

/// The live version of a proposal, as deciders ask it.
struct ProposalState: ConstraintValue {
  var version: UInt32
  /// The version from which supports still count: an editorial version keeps them.
  var supportedSince: UInt32
  var publishedAt: Position
  var supportFrom: Int64
  var supportTo: Int64
  /// The event that answered the live version.
  var answeredAt: Position?

  static func key(_ proposal: Identifier) -> ConstraintKey {
    ConstraintKey(ProposalPublished.stream(of: proposal), kind: 1)
  }

  init(version: UInt32, supportedSince: UInt32, publishedAt: Position, supportFrom: Int64, supportTo: Int64) {
    self.version = version
    self.supportedSince = supportedSince
    self.publishedAt = publishedAt
    self.supportFrom = supportFrom
    self.supportTo = supportTo
  }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    self.init(
      version: UInt32(truncatingIfNeeded: fields.number(1)),
      supportedSince: UInt32(truncatingIfNeeded: fields.number(2)), publishedAt: Position(fields.number(3)),
      supportFrom: Int64(bitPattern: fields.number(4)), supportTo: Int64(bitPattern: fields.number(5)))
    answeredAt = fields.numberIfPresent(6).map { Position($0) }
  }

  var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(UInt64(version), field: 1)
    writer.varint(UInt64(supportedSince), field: 2)
    writer.varint(publishedAt.rawValue, field: 3)
    writer.int64(supportFrom, field: 4)
    writer.int64(supportTo, field: 5)
    if let answeredAt { writer.varint(answeredAt.rawValue, field: 6) }
    return writer.bytes
  }

  /// The live state of a proposal of which a version is meant.
  static func find(
    _ proposal: Identifier, version: UInt32, _ rows: any ConstraintRows
  ) throws(Rejection) -> ProposalState {
    guard let state = rows.row(key(proposal), as: ProposalState.self) else {
      throw Rejection(
        "UnknownProposal", "no proposal “\(proposal)” was published", rule: "a proposal is published first")
    }
    guard state.version == version else {
      throw Rejection(
        "StaleVersion", "version \(version) is meant, and version \(state.version) is published",
        rule: "an act names the version whose text was read", positions: [state.publishedAt])
    }
    return state
  }
}

/// Who supports which version: a row for each version and tag.
struct SupportRow: ConstraintValue {
  var position: Position

  /// The key starts with the version from which supports count, so that an editorial version keeps them.
  static func key(_ proposal: Identifier, since version: UInt32, tag: [UInt8]) -> ConstraintKey {
    let prefix = stride(from: UInt32(24), through: 0, by: -8).map { UInt8(truncatingIfNeeded: version >> $0) }
    return ConstraintKey(ProposalPublished.stream(of: proposal), kind: 2, key: prefix + tag.prefix(16))
  }

  init(position: Position) { self.position = position }

  init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    position = Position(fields.number(1))
  }

  var row: [UInt8] {
    var writer = WireWriter()
    writer.varint(position.rawValue, field: 1)
    return writer.bytes
  }
}
