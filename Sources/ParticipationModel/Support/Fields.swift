import EventModel

/// Checks of single fields, each naming the field that is wrong in the spelling of its JSON.
enum Fields {
  static func identifier(_ text: String, _ field: String) throws(InvalidAct) -> Identifier {
    guard let identifier = Identifier(text) else {
      throw InvalidAct(field: field, reason: "“\(text)” is not an id: it must match [a-z0-9][a-z0-9._-]{0,63}")
    }
    return identifier
  }

  static func text(
    _ text: String, _ field: String, _ length: ClosedRange<Int>
  ) throws(InvalidAct) -> String {
    guard length.contains(text.utf8.count) else {
      throw InvalidAct(
        field: field,
        reason: "\(text.utf8.count) bytes, where \(length.lowerBound) to \(length.upperBound) are allowed")
    }
    guard !text.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F }) else {
      throw InvalidAct(field: field, reason: "control characters are not allowed")
    }
    return text
  }

  /// 1 to 64 visible ASCII characters: texts that look the same are the same.
  static func code(_ text: String, _ field: String) throws(InvalidAct) -> String {
    guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw InvalidAct(field: field, reason: "1 to 64 visible ASCII characters without spaces are needed")
    }
    return text
  }

  static func actor(_ text: String, _ field: String) throws(InvalidAct) -> Actor {
    guard let actor = Actor(text) else {
      throw InvalidAct(field: field, reason: "1 to 128 letters, digits and . _ - : / @ are needed")
    }
    return actor
  }

  static func actors(
    _ texts: [String], _ field: String, _ count: ClosedRange<Int>
  ) throws(InvalidAct) -> [Actor] {
    var actors: [Actor] = []
    for text in texts { actors.append(try actor(text, field)) }
    guard count.contains(actors.count), Set(actors).count == actors.count else {
      throw InvalidAct(
        field: field, reason: "\(count.lowerBound) to \(count.upperBound) actors are needed, none of them twice")
    }
    return actors
  }

  /// 32 bytes.
  static func digest(_ bytes: some Collection<UInt8>, _ field: String) throws(InvalidAct) -> [UInt8] {
    guard bytes.count == 32 else {
      throw InvalidAct(field: field, reason: "\(bytes.count) bytes, where 32 are needed (base64 in JSON)")
    }
    return [UInt8](bytes)
  }

  /// 32 bytes or none.
  static func optionalDigest(_ bytes: some Collection<UInt8>, _ field: String) throws(InvalidAct) -> [UInt8]? {
    bytes.isEmpty ? nil : try digest(bytes, field)
  }

  static func date(_ text: String, _ field: String) throws(InvalidAct) -> CivilDate {
    guard let date = CivilDate(text) else {
      throw InvalidAct(field: field, reason: "“\(text)” is not a day that exists, YYYY-MM-DD")
    }
    return date
  }

  static func optionalDate(_ text: String, _ field: String) throws(InvalidAct) -> CivilDate? {
    text.isEmpty ? nil : try date(text, field)
  }

  /// A number that every JSON reader keeps exactly.
  static func count(_ value: UInt64, _ field: String) throws(InvalidAct) -> UInt64 {
    guard value < 1 << 53 else { throw InvalidAct(field: field, reason: "\(value) is not below 2^53") }
    return value
  }

  /// An amount in cents that is not negative and whose sums cannot overflow.
  static func cents(_ value: Int64, _ field: String) throws(InvalidAct) -> Int64 {
    guard (0...maximumCents).contains(value) else {
      throw InvalidAct(field: field, reason: "\(value) cents is outside 0…\(maximumCents)")
    }
    return value
  }

  /// 10¹³ cents; a thousand of them still fit an integer that JSON readers keep exactly.
  static let maximumCents: Int64 = 10_000_000_000_000

  /// An instant that a civil calendar of this or the next century can have meant.
  static func instant(_ microseconds: Int64, _ field: String) throws(InvalidAct) -> Instant {
    guard (0...7_258_118_400_000_000).contains(microseconds) else {
      throw InvalidAct(
        field: field, reason: "\(microseconds) is not a number of microseconds since 1970 UTC before the year 2200")
    }
    return Instant(microseconds: microseconds)
  }
}
