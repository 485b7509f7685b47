/// A choice of the schema, as a Swift enumeration whose cases stand in the order of their numbers, from 1.
///
/// In JSON a choice has its name in the schema, `BALLOT_KIND_APPROVAL`; the short name, `APPROVAL`, and the number are
/// read too. Zero, “unspecified” in the schema, is no choice, unless ``isFirstZero``.
public protocol Choice: NumberValue, CaseIterable, RawRepresentable where RawValue == String, AllCases == [Self] {
  /// The name of the enumeration in the schema, `BallotKind`.
  static var schemaName: String { get }

  /// Whether the first case is what the schema calls unspecified, numbered 0.
  static var isFirstZero: Bool { get }
}

extension Choice {
  /// The name of the type.
  public static var schemaName: String { "\(Self.self)" }

  /// False: a choice is made, or it is missing.
  @inlinable public static var isFirstZero: Bool { false }

  /// The name of the enumeration.
  public static var schemaType: String { schemaName }

  /// The choice with this number.
  @inlinable public init?(wire: UInt64) {
    let cases = Self.allCases
    let index = wire &- (Self.isFirstZero ? 0 : 1)
    guard index < UInt64(cases.count) else { return nil }
    self = cases[Int(index)]
  }

  /// The number of the choice.
  @inlinable public var wire: UInt64 {
    UInt64(Self.allCases.firstIndex(of: self) ?? 0) + (Self.isFirstZero ? 0 : 1)
  }

  /// Reads the name, the short name or the number.
  public init?(json: JSONValue) {
    if case .string(let text) = json {
      let prefix = Self.prefix
      let short = text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
      if short == "UNSPECIFIED", Self.isFirstZero {
        self.init(wire: 0)
        return
      }
      guard let choice = Self.allCases.first(where: { $0.shortName == short }) else { return nil }
      self = choice
    } else {
      guard let number = json.wholeNumber(UInt64.self) else { return nil }
      self.init(wire: number)
    }
  }

  /// Whether it is the number 0 or its name.
  public static func isZero(_ json: JSONValue) -> Bool {
    json.wholeNumber(UInt64.self) == 0 || json == .string("UNSPECIFIED") || json == .string(prefix + "UNSPECIFIED")
  }

  /// The name of the choice in the schema.
  public var json: JSONValue { .string(schemaCase) }

  /// The name in the schema: `BALLOT_KIND_APPROVAL`.
  package var schemaCase: String { Self.prefix + (Self.isFirstZero && wire == 0 ? "UNSPECIFIED" : shortName) }

  /// `APPROVAL`.
  package var shortName: String { rawValue.snakeCase.uppercased() }

  private static var prefix: String { schemaName.snakeCase.uppercased() + "_" }

  /// The names of all choices in the schema.
  public static var choiceNames: [String] { allCases.map(\.schemaCase) }

  /// One of the choices, by their short names.
  public static func expectation(_ bounds: ClosedRange<Int64>) -> String {
    "one of \(allCases.map { isFirstZero && $0.wire == 0 ? "UNSPECIFIED" : $0.shortName }.joined(separator: ", "))"
  }
}

extension String {
  /// `scottish_stv` for `scottishSTV`, `text_hash` for `textHash`.
  package var snakeCase: String {
    var result = ""
    let letters = Array(self)
    for (index, letter) in letters.enumerated() {
      let startsWord =
        letter.isUppercase && index > 0
        && (!letters[index - 1].isUppercase || index + 1 < letters.count && letters[index + 1].isLowercase)
      if startsWord { result.append("_") }
      result.append(contentsOf: letter.lowercased())
    }
    return result
  }
}
