public import EventModel

/// The code by which another country's register or tax office knows an organisation.
public struct ForeignCode: Described, Hashable, Codable {
  /// The country, two capital letters (ISO 3166-1 alpha-2); not `IT`, whose code is the tax code.
  public var country = ""
  /// The code as that country writes it, 1 to 40 visible ASCII characters.
  public var code = ""

  /// A code of another country.
  public init(country: String, code: String) { (self.country, self.code) = (country, code) }

  /// A code without content.
  public init(_ blank: Blank) {}

  /// The fields of the message.
  public mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "country", &country, 2...2)
    try fields.text(Field(2, "code"), &code, TextRule(1...40, .code))
    try fields.check(
      country.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }, "country",
      "“\(country)”: expected two capital letters (ISO 3166-1 alpha-2)")
    try fields.check(country != "IT", "country", "an Italian organisation has a tax code: give taxCode instead")
  }

  /// An example is Austrian.
  public mutating func completeExample() { (country, code) = ("AT", "ATU12345675") }
}

extension ForeignCode: CustomStringConvertible {
  /// `AT:ATU12345675`.
  public var description: String { "\(country):\(code)" }
}
