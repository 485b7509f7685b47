import EventModel
import TransparencyLog

/// The values of one attribute of a subject, in the order in which they were attested.
struct AttributeRow: ConstraintValue {
  var values: [Value]

  /// A value and the UTC days on which it holds, counted from 1970.
  struct Value: Hashable {
    var value: String
    var from: Int64
    var to: Int64?
    var position: Position

    init(_ attribute: Attribute, at position: Position) {
      (value, from, to) = (attribute.value, attribute.validFrom.dayNumber, attribute.validTo?.dayNumber)
      self.position = position
    }

    func holds(on day: Int64) -> Bool { from <= day && day <= to ?? .max }

    func overlaps(_ other: Value) -> Bool { from <= other.to ?? .max && other.from <= to ?? .max }
  }

  static func key(_ name: AttributeName, of subject: Subject) -> ConstraintKey {
    ConstraintKey(subject.stream, kind: 2, key: name.description)
  }

  static func values(_ name: AttributeName, of subject: Subject, _ rows: any ConstraintRows) -> [Value] {
    rows.row(key(name, of: subject), as: AttributeRow.self)?.values ?? []
  }

  init(_ attributes: some Sequence<Attribute>, at position: Position) {
    values = attributes.map { Value($0, at: position) }
  }

  /// The values that a new one of the same name would meet: any where there is one at a time, else equal ones.
  func overlapping(_ attribute: Attribute) -> [Value] {
    let new = Value(attribute, at: Position(0))
    return values.filter { old in
      old.overlaps(new) && (attribute.name.isSingleValued || old.value == new.value)
    }
  }

  /// Adds what was attested, and ends the open value that it supersedes on the day before.
  static func add(
    _ attribute: Attribute, to subject: Subject, at position: Position, superseding earlier: Position? = nil,
    _ rows: any ConstraintRows
  ) {
    let key = key(attribute.name, of: subject)
    var row = rows.row(key, as: AttributeRow.self) ?? AttributeRow([], at: position)
    let met = row.overlapping(attribute)
    for index in row.values.indices where row.values[index].position == earlier && met.contains(row.values[index]) {
      row.values[index].to = attribute.validFrom.dayNumber - 1
    }
    row.values.append(Value(attribute, at: position))
    rows.set(key, to: row)
  }
}

extension AttributeRow {
  init?(row: [UInt8]) {
    guard let fields = RowReader(row) else { return nil }
    values = []
    for data in fields.allData(1) {
      guard let nested = RowReader(data), let value = Value(nested) else { return nil }
      values.append(value)
    }
  }

  var row: [UInt8] {
    var writer = WireWriter()
    for value in values { writer.bytes(value.bytes, field: 1) }
    return writer.bytes
  }
}

extension AttributeRow.Value {
  fileprivate init?(_ fields: RowReader) {
    value = fields.text(1)
    from = Int64(bitPattern: fields.number(2))
    to = fields.numberIfPresent(3).map { Int64(bitPattern: $0) }
    position = Position(fields.number(4))
  }

  fileprivate var bytes: [UInt8] {
    var writer = WireWriter()
    writer.string(value, field: 1)
    writer.int64(from, field: 2)
    if let to { writer.int64(to, field: 3) }
    writer.varint(position.rawValue, field: 4)
    return writer.bytes
  }
}
