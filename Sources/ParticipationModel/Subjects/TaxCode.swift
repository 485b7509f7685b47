/// Italian tax codes of organisations (codice fiscale, partita IVA): 11 digits, of which the last one checks the others.
///
/// Source: Ministerial Decree of 23 December 1976, on the codes of the tax register. The check digit is that of Luhn.
/// It shows a digit that is wrong and most digits that are swapped; it does not show that the code was ever given to
/// anybody. Codes of persons are ``PersonTaxCode``.
public enum TaxCode {
  /// The check digit that belongs to the first 10 digits; nil if the text does not begin with 10 digits.
  public static func checkDigit(of digits: String) -> Int? {
    let first = digits.utf8.prefix(10)
    guard first.count == 10, first.allSatisfy(isDigit) else { return nil }
    let sum = first.enumerated().reduce(0) { sum, next in
      let digit = Int(next.element - UInt8(ascii: "0"))
      guard !next.offset.isMultiple(of: 2) else { return sum + digit }
      // The sum of the digits of twice the digit.
      return sum + (digit < 5 ? 2 * digit : 2 * digit - 9)
    }
    return (10 - sum % 10) % 10
  }

  /// What is wrong with the code of an organisation; nil if nothing is.
  ///
  /// ```swift
  /// TaxCode.problem(ofOrganisation: "01234567897")  // nil
  /// TaxCode.problem(ofOrganisation: "01234567890")  // … the check digit, the last one, should be 7 …
  /// ```
  public static func problem(ofOrganisation code: String) -> String? {
    guard code.utf8.count == 11, code.utf8.allSatisfy(isDigit), let expected = checkDigit(of: code) else {
      return "“\(code)”: expected 11 digits"
    }
    guard code.utf8.contains(where: { $0 != UInt8(ascii: "0") }) else {
      return "“\(code)”: no organisation has this code"
    }
    guard code.hasSuffix("\(expected)") else {
      return "“\(code)”: the check digit, the last one, should be \(expected): compare the code with its certificate"
    }
    return nil
  }

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
