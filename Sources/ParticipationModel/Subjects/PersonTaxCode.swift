public import EventModel

/// The Italian tax code of a person (codice fiscale): 16 characters, of which the last one checks the others.
///
/// Source: Ministerial Decree of 23 December 1976, on the codes of the tax register. If the codes of two persons would
/// be the same, digits of one are replaced by letters (omocodia: `L` for 0, `M` for 1, then `NPQRSTUV`): it is the
/// replaced code that tells the two apart. The code is personal: it enters no act, no error and no description.
public struct PersonTaxCode: Hashable, Sendable {
  /// The code in upper case without spaces: the same text however it is written.
  public let normalised: String

  /// Reads a code; lower case, and spaces between the characters, are allowed.
  ///
  /// - Throws: `InvalidAct` naming `taxCode`, which does not quote the code.
  public init(_ text: String) throws(InvalidAct) {
    let code = text.utf8.filter { !Self.spaces.contains($0) }.map(Self.upper)
    guard code.count == 16 else {
      throw Self.fault("\(code.count) characters: expected the 16 of a person's tax code")
    }
    for index in code.indices {
      let isRight = Self.digits.contains(index) ? Self.digit(code[index]) != nil : Self.isLetter(code[index])
      guard isRight else {
        throw Self.fault(
          "character \(index + 1) cannot stand in a person's tax code: expected "
            + (Self.digits.contains(index) ? "a digit, or one of LMNPQRSTUV in its place" : "a letter"))
      }
    }
    let expected = Self.checkLetter(code[..<15])
    guard code[15] == expected else {
      throw Self.fault("the check letter, the last one, does not fit the other 15 characters: compare it with the card")
    }
    normalised = String(decoding: code, as: UTF8.self)
  }

  private static func fault(_ reason: String) -> InvalidAct { InvalidAct(field: "taxCode", reason: reason) }

  /// The places that first had digits: year, day, and the number of the municipality.
  private static let digits = [6, 7, 9, 10, 12, 13, 14]
  /// What stands for the digits 0 to 9.
  private static let replacements = Array("LMNPQRSTUV".utf8)
  /// What a character counts at the first, third, … place: 0 to 9 and A to J, then K to Z.
  private static let oddPlaces = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
  ]
  /// Space, tab, carriage return, line feed.
  private static let spaces: Set<UInt8> = [0x20, 0x09, 0x0D, 0x0A]

  /// The check letter of the first 15 characters, which are letters and digits.
  private static func checkLetter(_ characters: ArraySlice<UInt8>) -> UInt8 {
    let sum = characters.enumerated().reduce(0) { sum, next in
      let isDigit = TaxCode.isDigit(next.element)
      let value = Int(next.element - (isDigit ? UInt8(ascii: "0") : UInt8(ascii: "A")))
      return sum + (next.offset.isMultiple(of: 2) ? oddPlaces[value] : value)
    }
    return UInt8(ascii: "A") + UInt8(sum % 26)
  }

  /// The digit at a place of digits, as ASCII; nil if none can stand there.
  private static func digit(_ byte: UInt8) -> UInt8? {
    if TaxCode.isDigit(byte) { return byte }
    return replacements.firstIndex(of: byte).map { UInt8(ascii: "0") + UInt8($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }

  private static func upper(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 0x20 : byte
  }
}

extension PersonTaxCode: CustomStringConvertible {
  /// Not the code: descriptions end up in logs.
  public var description: String { "a person's tax code" }
}
