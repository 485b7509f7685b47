import EventModel

/// Checks of fields that name persons and organisations.
enum SubjectFields {
  /// `person:ID`.
  static func person(_ text: String, _ field: String) throws(InvalidAct) -> Actor {
    guard let actor = Actor(text), actor.person != nil else {
      throw InvalidAct(field: field, reason: "“\(text)” is not a person: person:ID is needed")
    }
    return actor
  }

  /// `person:ID`, each once.
  static func persons(_ texts: [String], _ field: String, atMost count: Int) throws(InvalidAct) -> [Actor] {
    guard texts.count <= count, Set(texts).count == texts.count else {
      throw InvalidAct(field: field, reason: "at most \(count) persons are allowed, none of them twice")
    }
    var persons: [Actor] = []
    for text in texts { persons.append(try person(text, field)) }
    return persons
  }

  /// `person:ID` or `org:ID`.
  static func subject(_ text: String, _ field: String) throws(InvalidAct) -> Subject {
    guard let subject = Actor(text).flatMap({ Subject($0) }) else {
      throw InvalidAct(field: field, reason: "“\(text)” is not a subject: person:ID or org:ID is needed")
    }
    return subject
  }
}
