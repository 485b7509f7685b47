public import EventModel

/// The name of what is attested of a subject: `[a-zA-Z][a-zA-Z0-9.]{0,63}`.
public struct AttributeName: Hashable, Sendable, CustomStringConvertible {
  /// The name itself.
  public let description: String

  /// Checks the grammar; nil for a text outside it.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard (1...64).contains(bytes.count), let first = bytes.first, Self.isLetter(first),
      bytes.allSatisfy({ Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: ".") })
    else { return nil }
    description = text
  }

  private init(known text: String) { description = text }

  /// The neighbourhood where a person is enrolled as a resident.
  public static let residentIn = AttributeName(known: "residentIn")
  /// The neighbourhood where a person lives without being a resident.
  public static let domiciledIn = AttributeName(known: "domiciledIn")
  /// The gender that a person declared.
  public static let gender = AttributeName(known: "gender")
  /// The last day on which a person is a minor.
  public static let minorUntil = AttributeName(known: "minorUntil")
  /// A day on which a person is 18 or older.
  public static let atLeast18On = AttributeName(known: "atLeast18On")
  /// Who has parental authority over a minor, `person:ID`; a minor can have several.
  public static let guardian = AttributeName(known: "guardian")
  /// Who represents an organisation, `person:ID`.
  public static let representative = AttributeName(known: "representative")
  /// The neighbourhood of an organisation's seat.
  public static let seat = AttributeName(known: "seat")

  /// The names that have at most one value on a day for a subject; all others may have several.
  public static let singleValued: Set<AttributeName> = [
    .residentIn, .domiciledIn, .gender, .minorUntil, .representative, .seat,
  ]

  /// What the value of an attribute has to be.
  enum ValueKind {
    case text
    case day
    case person
  }

  /// Whether a subject has at most one value on a day.
  public var isSingleValued: Bool { Self.singleValued.contains(self) }

  /// Whether only the subject itself attests it: a competence.
  public var isAttestedByItself: Bool { description.hasPrefix("competence.") }

  /// The competence of the office that attests it; nil if only the subject itself does.
  package func competence(of subject: Subject) -> Competence? {
    if isAttestedByItself { return nil }
    switch subject {
    case .person: return .registry
    case .organisation: return .register
    }
  }

  var valueKind: ValueKind {
    if self == .guardian || self == .representative { return .person }
    return self == .minorUntil || isPredicateOfAge ? .day : .text
  }

  /// `atLeast16On`, `under25On`, …
  private var isPredicateOfAge: Bool {
    guard description.hasSuffix("On"), let start = ["atLeast", "under"].first(where: description.hasPrefix) else {
      return false
    }
    let years = description.dropFirst(start.count).dropLast(2)
    return !years.isEmpty && years.utf8.allSatisfy(Self.isDigit)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

extension AttributeName: TextValue {
  /// Checks the grammar.
  public init?(text: String) { self.init(text) }
  /// The name itself.
  public var text: String { description }
  /// The grammar.
  public static var expectation: String { "a name ([a-zA-Z][a-zA-Z0-9.]{0,63})" }
  /// A name.
  public static func example(for field: String) -> String { "residentIn" }
}
