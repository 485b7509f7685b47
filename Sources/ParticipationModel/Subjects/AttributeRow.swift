import EventModel
import TransparencyLog

/// The values of one attribute of a subject, in the order in which they were attested.
struct AttributeRow: ConstraintValue, Described {
  var values = Spans<Value>()

  /// A value, when it holds, and the event that attested it.
  struct Value: Described, Spanned {
    var value = ""
    var span = TimeSpan(Blank())
    var position = Position(0)
    /// The event of the open-ended value that ends where this one begins.
    var supersedes: Position?

    init(_ attribute: Attribute, at position: Position, superseding earlier: Position? = nil) {
      (value, span, self.position, supersedes) = (attribute.value, attribute.span, position, earlier)
    }

    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.text(1, "value", &value, 1...200)
      try fields.message(2, "span", &span)
      try fields.position(3, "position", &position)
      try fields.position(4, "supersedes", &supersedes)
    }
  }

  static func key(_ name: AttributeName, of subject: Subject) -> ConstraintKey {
    ConstraintKey(subject.stream, kind: 2, key: name.description)
  }

  static func values(_ name: AttributeName, of subject: Subject, _ rows: any ConstraintReader) -> Spans<Value> {
    rows.row(key(name, of: subject), as: AttributeRow.self)?.values ?? Spans()
  }

  init(_ attributes: some Sequence<Attribute>, at position: Position) {
    values = Spans(attributes.map { Value($0, at: position) })
  }

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.message(1, "values", &values)
  }

  /// The values with which a new one of the same name would overlap: any if the name is single-valued, else equal ones.
  func overlapping(_ attribute: Attribute) -> [Value] {
    values.overlapping(attribute.span).filter { attribute.name.isSingleValued || $0.value == attribute.value }
  }

  /// The event of the open-ended value that ends where a new one begins; nil if there is none.
  ///
  /// - Throws: `Rejection` `AlreadyAttested` if another value holds on one of its days.
  static func ended(
    by attribute: Attribute, of subject: Subject, _ rows: any ConstraintReader
  ) throws(Rejection) -> Position? {
    let met = rows.row(key(attribute.name, of: subject), as: AttributeRow.self)?.overlapping(attribute) ?? []
    if let other = met.first(where: { $0.span.to != nil || $0.span.from >= attribute.span.from }) {
      throw Rejection(
        .alreadyAttested, "“\(attribute.name)” already has the value “\(other.value)” on one of these days",
        rule: attribute.name.isSingleValued
          ? "“\(attribute.name)” has only one value on a day" : "a value can be attested only once for a day",
        positions: [other.position])
    }
    return met.first?.position
  }

  /// The values of a name that an event attested; those with this value if one is given.
  func attested(at position: Position, value: String) -> [Value] {
    values.values.filter { $0.position == position && (value.isEmpty || $0.value == value) }
  }

  /// Takes out what an event attested: the days are free again, and what it had ended goes on until the next value
  /// begins.
  mutating func withdraw(at position: Position, value: String, isSingleValued: Bool) {
    for withdrawn in attested(at: position, value: value) {
      values.values.removeAll { $0 == withdrawn }
      let freed = values.values.indices.filter {
        values.values[$0].position == withdrawn.supersedes && values.values[$0].span.to == withdrawn.span.from
          && (isSingleValued || values.values[$0].value == withdrawn.value)
      }
      for index in freed {
        let old = values.values[index]
        let next = values.values.indices
          .filter { values.values[$0].span.from > old.span.from }
          .filter { isSingleValued || values.values[$0].value == old.value }
          .min { values.values[$0].span.from < values.values[$1].span.from }
        values.values[index].span.to = next.map { values.values[$0].span.from }
        if let next { values.values[next].supersedes = old.position }
      }
    }
  }

  /// Adds what was attested, and ends the open value that it supersedes.
  static func add(
    _ attribute: Attribute, to subject: Subject, at position: Position, superseding earlier: Position? = nil,
    _ rows: any ConstraintRows
  ) {
    let key = key(attribute.name, of: subject)
    var row = rows.row(key, as: AttributeRow.self) ?? AttributeRow(Blank())
    let met = row.overlapping(attribute)
    for index in row.values.values.indices {
      let old = row.values.values[index]
      if old.position == earlier, met.contains(old) { row.values.values[index].span.to = attribute.span.from }
    }
    row.values.values.append(Value(attribute, at: position, superseding: earlier))
    rows.set(key, to: row)
  }
}
