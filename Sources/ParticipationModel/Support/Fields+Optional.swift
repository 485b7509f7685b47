import EventModel

extension Fields {
  /// A number within bounds.
  static func number(_ value: UInt32, _ field: String, _ range: ClosedRange<UInt32>) throws(InvalidAct) -> UInt32 {
    guard range.contains(value) else {
      throw InvalidAct(field: field, reason: "\(value) is outside \(range.lowerBound)…\(range.upperBound)")
    }
    return value
  }

  /// An id, or nil for an empty text.
  static func optionalIdentifier(_ text: String, _ field: String) throws(InvalidAct) -> Identifier? {
    text.isEmpty ? nil : try identifier(text, field)
  }

  /// Ids, none of them twice.
  static func identifiers(_ texts: [String], _ field: String, atMost count: Int) throws(InvalidAct) -> [Identifier] {
    var ids: [Identifier] = []
    for text in texts { ids.append(try identifier(text, field)) }
    guard ids.count <= count, Set(ids).count == ids.count else {
      throw InvalidAct(field: field, reason: "at most \(count) ids are allowed, none of them twice")
    }
    return ids
  }

  /// An instant, or nil for 0.
  static func optionalInstant(_ microseconds: Int64, _ field: String) throws(InvalidAct) -> Instant? {
    microseconds == 0 ? nil : try instant(microseconds, field)
  }

  /// An actor, or nil for an empty text.
  static func optionalActor(_ text: String, _ field: String) throws(InvalidAct) -> Actor? {
    text.isEmpty ? nil : try actor(text, field)
  }
}
