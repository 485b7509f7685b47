import Bytes
import EventModel
import TransparencyLog

/// The terms of several mandates: those of an organisation for one target, or those of one delegate.
///
/// Decisions check here whether two mandates overlap, so that none reads all mandates.
struct MandateTermsRow: ConstraintValue, Described {
  var terms = Spans<Term>()

  /// When a mandate holds.
  struct Term: Described, Spanned {
    var organisation = ID<Organisation>()
    var mandate = ID<Mandate>()
    var grantedAt = Position(0)
    var target = MandateTarget.everything
    var kind = MandateKind.effective
    var span = TimeSpan(Blank())

    init(_ mandate: MandateRow) {
      (organisation, self.mandate, grantedAt) = (mandate.organisation, mandate.id, mandate.grantedAt)
      (target, kind) = (mandate.target, mandate.kind)
      span = TimeSpan(from: mandate.validFrom, to: mandate.end)
    }

    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.named(1, "organisation", &organisation)
      try fields.named(2, "mandate", &mandate)
      try fields.position(3, "grantedAt", &grantedAt)
      try fields.named(4, "target", &target)
      try fields.choice(5, "kind", &kind)
      try fields.message(6, "span", &span)
    }
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.message(1, "terms", &terms)
  }

  /// The mandates of an organisation for one target.
  static func key(_ organisation: ID<Organisation>, target: MandateTarget) -> ConstraintKey {
    ConstraintKey(OrganisationRegistered.stream(of: organisation), kind: 5, key: target.description)
  }

  /// The mandates of one delegate, of all organisations.
  static func key(delegate person: ID<Person>) -> ConstraintKey {
    ConstraintKey(PersonEnrolled.stream(of: person), kind: 4)
  }

  /// The rows that have a mandate's term.
  static func keys(_ mandate: MandateRow) -> [ConstraintKey] {
    [key(mandate.organisation, target: mandate.target)] + (mandate.delegate.person.map { [key(delegate: $0)] } ?? [])
  }

  /// Adds the term of a mandate, or changes it.
  static func note(_ mandate: MandateRow, _ rows: any ConstraintRows) {
    for key in keys(mandate) {
      var row = rows.row(key, as: MandateTermsRow.self) ?? MandateTermsRow(Blank())
      row.terms.values.removeAll { $0.grantedAt == mandate.grantedAt }
      row.terms.values.append(Term(mandate))
      rows.set(key, to: row)
    }
  }
}

/// Which mandate an event granted: envelopes name a mandate by its position.
struct MandatePositionRow: ConstraintValue, Described {
  var mandate = ID<Mandate>()

  static func key(_ organisation: ID<Organisation>, _ position: Position) -> ConstraintKey {
    ConstraintKey(
      OrganisationRegistered.stream(of: organisation), kind: 4, key: position.rawValue.bigEndianBytes)
  }

  init(mandate: ID<Mandate>) { self.mandate = mandate }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "mandate", &mandate)
  }
}
