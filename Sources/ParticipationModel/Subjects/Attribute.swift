public import EventModel
import SwiftProtobuf

/// What is attested of a subject: a name and a value that hold on the days from the first to the last.
public struct Attribute: Hashable, Sendable {
  /// Its name.
  public var name: AttributeName
  /// Its value, 1 to 200 bytes: `F/Gavasseto`, a day `YYYY-MM-DD` for a predicate of age, `person:ID` for a
  /// guardian or a representative.
  public var value: String
  /// The first day on which it holds.
  public var validFrom: CivilDate
  /// The last day; nil where none is known.
  public var validTo: CivilDate?

  /// An attribute.
  public init(_ name: AttributeName, _ value: String, from validFrom: CivilDate, to validTo: CivilDate? = nil) {
    (self.name, self.value, self.validFrom, self.validTo) = (name, value, validFrom, validTo)
  }

  /// Reads an attribute; `field` is where it stands in the act.
  init(message: Albo_V1_Attribute, _ field: String) throws(InvalidAct) {
    guard let name = AttributeName(message.name) else {
      throw InvalidAct(
        field: "\(field).name", reason: "“\(message.name)” is not a name: it must match [a-zA-Z][a-zA-Z0-9.]{0,63}")
    }
    self.init(
      name, try Fields.text(message.value, "\(field).value", 1...200),
      from: try Fields.date(message.validFrom, "\(field).validFrom"),
      to: try Fields.optionalDate(message.validTo, "\(field).validTo"))
    if let validTo, validTo < validFrom {
      throw InvalidAct(field: "\(field).validTo", reason: "\(validTo) is before \(validFrom)")
    }
    switch name.valueKind {
    case .text: return
    case .day: _ = try Fields.date(value, "\(field).value")
    case .person: _ = try SubjectFields.person(value, "\(field).value")
    }
  }

  var message: Albo_V1_Attribute {
    .with {
      ($0.name, $0.value) = (name.description, value)
      ($0.validFrom, $0.validTo) = (validFrom.description, validTo?.description ?? "")
    }
  }
}
