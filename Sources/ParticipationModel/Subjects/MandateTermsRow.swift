import EventModel
import TransparencyLog

/// The terms of several mandates: those of an organisation for one target, or those of one delegate.
///
/// Whether a mandate meets another is asked here, so that no decision reads all mandates.
struct MandateTermsRow: ConstraintValue {
  var terms: [Term]

  /// When a mandate holds: `[from, end)`.
  struct Term: Hashable {
    var organisation: Identifier
    var mandate: Identifier
    var grantedAt: Position
    var target: String
    var kind: MandateKind
    var from: Instant
    var end: Instant?

    func holds(at instant: Instant) -> Bool { from <= instant && instant < end ?? .distantEnd }

    func overlaps(_ start: Instant, _ end: Instant?) -> Bool {
      max(from, start) < min(self.end ?? .distantEnd, end ?? .distantEnd)
    }
  }

  /// The mandates of an organisation for one target.
  static func key(_ organisation: Identifier, target: String) -> ConstraintKey {
    ConstraintKey(OrganisationRegistered.stream(of: organisation), kind: 5, key: target)
  }

  /// The mandates of one delegate, of all organisations.
  static func key(delegate person: Identifier) -> ConstraintKey {
    ConstraintKey(PersonEnrolled.stream(of: person), kind: 4)
  }

  /// The rows that have a mandate's term.
  static func keys(_ mandate: MandateRow) -> [ConstraintKey] {
    [key(mandate.organisation, target: mandate.target)] + (mandate.delegate.person.map { [key(delegate: $0)] } ?? [])
  }

  /// Adds the term of a mandate, or changes it.
  static func note(_ mandate: MandateRow, _ rows: any ConstraintRows) {
    let term = Term(
      organisation: mandate.organisation, mandate: mandate.id, grantedAt: mandate.grantedAt, target: mandate.target,
      kind: mandate.kind, from: mandate.validFrom, end: mandate.end)
    for key in keys(mandate) {
      var row = rows.row(key, as: MandateTermsRow.self) ?? MandateTermsRow(terms: [])
      row.terms.removeAll { $0.grantedAt == mandate.grantedAt }
      row.terms.append(term)
      rows.set(key, to: row)
    }
  }
}

extension Instant {
  fileprivate static let distantEnd = Instant(microseconds: .max)
}

extension MandateTermsRow {
  init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    terms = []
    for data in fields.allData(1) {
      guard let nested = RowReader(data), let term = Term(nested) else { return nil }
      terms.append(term)
    }
  }

  var row: [UInt8] {
    var writer = WireWriter()
    for term in terms { writer.bytes(term.bytes, field: 1) }
    return writer.bytes
  }
}

extension MandateTermsRow.Term {
  fileprivate init?(_ fields: RowReader) {
    guard let organisation = Identifier(fields.text(1)), let mandate = Identifier(fields.text(2)),
      let kind = MandateKind(number: fields.number(5))
    else { return nil }
    self.init(
      organisation: organisation, mandate: mandate, grantedAt: Position(fields.number(3)), target: fields.text(4),
      kind: kind, from: Instant(microseconds: Int64(bitPattern: fields.number(6))),
      end: fields.numberIfPresent(7).map { Instant(microseconds: Int64(bitPattern: $0)) })
  }

  fileprivate var bytes: [UInt8] {
    var writer = WireWriter()
    writer.string(organisation.description, field: 1)
    writer.string(mandate.description, field: 2)
    writer.varint(grantedAt.rawValue, field: 3)
    writer.string(target, field: 4)
    writer.varint(kind.number, field: 5)
    writer.int64(from.microseconds, field: 6)
    if let end { writer.int64(end.microseconds, field: 7) }
    return writer.bytes
  }
}

/// Which mandate an event granted: envelopes name a mandate by its position.
struct MandatePositionRow: ConstraintValue {
  var mandate: Identifier

  static func key(_ organisation: Identifier, _ position: Position) -> ConstraintKey {
    ConstraintKey(
      OrganisationRegistered.stream(of: organisation), kind: 4, key: position.rawValue.bigEndianBytes)
  }

  init(mandate: Identifier) { self.mandate = mandate }

  init?(row: [UInt8]) {
    guard let mandate = Identifier(String(decoding: row, as: UTF8.self)) else { return nil }
    self.init(mandate: mandate)
  }

  var row: [UInt8] { [UInt8](mandate.description.utf8) }
}
