public import EventModel

/// What is attested of a subject: a name and a value that hold on the days from the first to the last.
public struct Attribute: Described, Hashable {
  /// Its name.
  public var name = AttributeName.residentIn
  /// Its value, 1 to 200 bytes: `F/Gavasseto`, a day `YYYY-MM-DD` for a predicate of age, `person:ID` for a
  /// guardian or a representative.
  public var value = ""
  /// The first day on which it holds.
  public var validFrom = CivilDate(Blank())
  /// The last day; nil if none is known.
  public var validTo: CivilDate?

  /// An attribute.
  public init(_ name: AttributeName, _ value: String, from validFrom: CivilDate, to validTo: CivilDate? = nil) {
    (self.name, self.value, self.validFrom, self.validTo) = (name, value, validFrom, validTo)
  }

  /// An attribute without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.named(1, "name", &name)
    try fields.text(2, "value", &value, 1...200)
    try fields.named(3, "validFrom", &validFrom)
    try fields.named(4, "validTo", &validTo)
    if let validTo { try fields.check(validFrom <= validTo, "validTo", "\(validTo) is before \(validFrom)") }
    switch name.valueKind {
    case .text: return
    case .day:
      try fields.check(CivilDate(value) != nil, "value", "“\(value)”: expected \(CivilDate.expectation)")
    case .person: try fields.checkPerson(Actor(value), "value", value)
    }
  }

  var span: TimeSpan { TimeSpan(days: validFrom, through: validTo) }
}

extension FieldVisitor {
  /// Checks that an actor is a person, `person:ID`.
  mutating func checkPerson(_ actor: Actor?, _ field: String, _ text: String? = nil) throws(InvalidAct) {
    try check(actor?.person != nil, field, "“\(text ?? actor?.description ?? "")”: expected a person (person:ID)")
  }
}
