import Testing
import TransparencyLog

@Suite("Keys")
struct KeyTests {
  let key: SigningKey

  init() throws { key = try SigningKey(name: KeyName("example.com/log"), seed: Array(0..<32)) }

  @Test(arguments: [
    "", "a b", "a+b", "a\tb", "a\nb", "a\u{a0}b", "a\u{2003}b", "a\u{85}b", "a\u{1}b", "\u{3000}",
  ])
  func namesThatAreNone(_ name: String) {
    #expect(throws: KeyError.malformedName(name)) { try KeyName(name) }
  }

  @Test func namesAreEqualByTheirBytes() throws {
    #expect(try KeyName("citt\u{e0}") != KeyName("citta\u{300}"))
    #expect(try KeyName("a.example") < KeyName("b.example"))
    #expect(try Set([KeyName("a"), KeyName("a"), KeyName("b")]).count == 2)
  }

  @Test func generatedKeysDifferAndRoundTrip() throws {
    let name = try KeyName("example.com/log")
    let generated = try SigningKey.generate(name: name)
    #expect(try SigningKey.generate(name: name).verifierKey != generated.verifierKey)
    #expect(try SigningKey(text: generated.text).verifierKey == generated.verifierKey)
    #expect(try VerifierKey(generated.verifierKey.text) == generated.verifierKey)
    let witness = try CosigningKey.generate(name: name)
    #expect(try CosigningKey(text: witness.text).verifierKey == witness.verifierKey)
  }

  @Test func printingAKeyDoesNotShowTheSecret() throws {
    let secret = try #require(key.text.split(separator: "+").last)
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped] { #expect(!text.contains(secret)) }
  }

  @Test func everyPartOfAVerifierKeyCounts() throws {
    let text = key.verifierKey.text
    #expect(throws: KeyError.self) { try VerifierKey(text.replacing("example", with: "exemple")) }
    #expect(throws: KeyError.self) {
      try VerifierKey(text.replacing(key.verifierKey.keyID.hex, with: "00000000"))
    }
    #expect(throws: KeyError.self) {
      try VerifierKey(text.replacing(key.verifierKey.keyID.hex, with: key.verifierKey.keyID.hex.uppercased()))
    }
    for place in text.indices {
      var altered = text
      altered.replaceSubrange(place...place, with: text[place] == "B" ? "C" : "B")
      #expect(throws: KeyError.self, "\(altered)") { try VerifierKey(altered) }
    }
    #expect(throws: KeyError.malformedText) { try VerifierKey(text + "\n") }
    #expect(throws: KeyError.malformedText) { try VerifierKey("") }
    #expect(throws: KeyError.malformedText) { try VerifierKey("name+00000000") }
  }

  @Test func anAlteredIDIsNamed() throws {
    let name = try KeyName("example.com/log")
    let id = key.verifierKey.keyID
    #expect(throws: KeyError.wrongID(name, stated: KeyID(rawValue: 1), computed: id)) {
      try VerifierKey(key.verifierKey.text.replacing(id.hex, with: "00000001"))
    }
    #expect(throws: KeyError.wrongID(name, stated: KeyID(rawValue: 1), computed: id)) {
      try SigningKey(text: key.text.replacing(id.hex, with: "00000001"))
    }
  }

  @Test func otherKindsAreNamed() {
    #expect(throws: KeyError.unsupportedKind(2)) { try VerifierKey("name+00000000+AgAA") }
    #expect(throws: KeyError.wrongLength(2)) { try VerifierKey("name+00000000+AQAA") }
    #expect(throws: KeyError.wrongLength(31)) {
      try SigningKey(name: key.verifierKey.name, seed: Array(0..<31))
    }
  }

  @Test func signingAndCosigningKeysAreNotTakenForEachOther() throws {
    let witness = try CosigningKey(name: key.verifierKey.name, seed: Array(0..<32))
    #expect(throws: KeyError.unsupportedKind(4)) { try SigningKey(text: witness.text) }
    #expect(throws: KeyError.unsupportedKind(1)) { try CosigningKey(text: key.text) }
    #expect(throws: KeyError.malformedText) { try SigningKey(text: key.verifierKey.text) }
    #expect(witness.verifierKey.keyID != key.verifierKey.keyID)
  }
}
