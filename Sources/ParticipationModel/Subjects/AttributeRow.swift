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

    init(_ attribute: Attribute, at position: Position) {
      (value, span, self.position) = (attribute.value, attribute.span, position)
    }

    init(_ blank: Blank) {}

    mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
      try fields.text(1, "value", &value, 1...200)
      try fields.message(2, "span", &span)
      try fields.position(3, "position", &position)
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
    row.values.values.append(Value(attribute, at: position))
    rows.set(key, to: row)
  }
}
