import EventModel
import ParticipationModel
import Testing

/// Check digits and letters of Italian tax codes.
@Suite struct TaxCodeTests {
  @Test(arguments: ["01234567897", "91000000009", "91000000017", "91000000025"])
  func aCodeWithItsCheckDigitIsRight(code: String) {
    #expect(TaxCode.problem(ofOrganisation: code) == nil)
  }

  @Test func theCheckDigitThatIsExpectedIsNamed() {
    #expect(TaxCode.problem(ofOrganisation: "01234567890")?.contains("should be 7") == true)
    #expect(TaxCode.checkDigit(of: "0123456789") == 7 && TaxCode.checkDigit(of: "012345678") == nil)
  }

  @Test(arguments: ["", "1234567897", "012345678975", "0123456789x", "x1234567897", "０1234567897", "+1234567897"])
  func whatIsNotElevenDigitsIsNoCode(code: String) {
    #expect(TaxCode.problem(ofOrganisation: code)?.contains("11 digits") == true)
  }

  @Test func everySingleWrongDigitShows() {
    let code = Array("01234567897")
    for (index, digit) in code.enumerated() {
      for other in "0123456789" where other != digit {
        var wrong = code
        wrong[index] = other
        #expect(TaxCode.problem(ofOrganisation: String(wrong)) != nil, "\(String(wrong))")
      }
    }
  }

  /// Against the rule as it is written: digits at even places are doubled, and the digits of all are added.
  @Test func everyNumberOfFourDigitsHasTheCheckDigitOfTheRule() {
    for number in 0..<10_000 {
      let digits = "001234" + String("\(10_000 + number)".dropFirst())
      let doubled = digits.enumerated().map { index, digit in
        index % 2 == 0 ? "\(digit)" : "\((digit.wholeNumberValue ?? 0) * 2)"
      }
      let sum = doubled.joined().reduce(0) { $0 + ($1.wholeNumberValue ?? 0) }
      let check = (0...9).first { (sum + $0) % 10 == 0 }
      if TaxCode.checkDigit(of: digits) != check { Issue.record("\(digits)") }
    }
  }

  @Test(arguments: ["RSSMRA85T10A562S", "RSSMRA80A01H501U", "RCCMNL83S18D969H"])
  func aPersonsCodeWithItsCheckLetterIsRight(code: String) throws {
    #expect(try PersonTaxCode(code).normalised == code)
  }

  @Test func howACodeIsWrittenMakesNoDifference() throws {
    for text in ["rssmra85t10a562s", " RSS MRA 85T10 A562S\r\n", "Rss\tMra85T10a562S"] {
      #expect(try PersonTaxCode(text) == PersonTaxCode("RSSMRA85T10A562S"), "\(text)")
    }
  }

  /// One digit is replaced, then another, then all: the check letter is another one each time.
  @Test(arguments: ["RSSMRA85T10A56NH", "RSSMRA85T1LA56NK", "RSSMRAURTMLARSNL"])
  func lettersInPlaceOfDigitsTellTwoPersonsApart(code: String) throws {
    #expect(try PersonTaxCode(code).normalised == code)
    #expect(throws: InvalidAct.self) { try PersonTaxCode(code.dropLast() + "S") }
  }

  @Test func everySingleWrongCharacterShows() throws {
    let (code, characters) = (Array("RSSMRA85T10A562S"), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for (index, character) in code.enumerated() {
      for other in characters where other != character {
        var wrong = code
        wrong[index] = other
        let found = try? PersonTaxCode(String(wrong))
        #expect(found == nil, "\(String(wrong))")
      }
    }
  }

  @Test(arguments: [
    "", "RSSMRA85T10A562", "RSSMRA85T10A562SS", "RSSMRA85T10A562T", "RSSMRA85T10A5625", "RSSMRAW5T10A562S",
    "RSSM1A85T10A562S", "RSSMRA85T10A562Ş", "01234567897",
  ])
  func whatIsWrongIsRefusedWithoutQuotingIt(code: String) {
    let invalid = #expect(throws: InvalidAct.self) { try PersonTaxCode(code) }
    #expect(invalid?.field == "taxCode")
    if !code.isEmpty { #expect(invalid?.description.contains(code.prefix(6)) == false) }
  }

  @Test func aCodeIsNotPrinted() throws {
    let code = try PersonTaxCode("RSSMRA85T10A562S")
    #expect(!"\(code)".contains("RSSMRA"))
  }
}
