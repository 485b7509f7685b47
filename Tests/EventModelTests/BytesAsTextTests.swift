import Bytes
import EventModel
import Testing

@Suite struct BytesAsTextTests {
  @Test func hexadecimalReturnsForEveryByte() {
    let all = (0...255).map { UInt8($0) }
    #expect(Hex.text(all).hasPrefix("000102030405060708090a0b0c0d0e0f10"))
    #expect(Hex.bytes(Hex.text(all)) == all)
    #expect(Hex.bytes(Hex.text(all).uppercased()) == all)
    #expect(Hex.text([]).isEmpty && Hex.bytes("") == [])
  }

  @Test(arguments: ["0", "0g", "0x00", " 00", "00 ", "0\n", "é", "００", "-1", "000"])
  func whatIsNoHexadecimalIsRefused(text: String) { #expect(Hex.bytes(text) == nil) }

  @Test(
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
      ("foobar", "Zm9vYmFy"), ("~~~???", "fn5+Pz8/"),
    ] as [(String, String)])
  func base64IsThatOfRFC4648(plain: String, text: String) {
    #expect(Base64.text(Array(plain.utf8)) == text)
    #expect(Base64.bytes(text) == Array(plain.utf8))
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zh==", "Zm9=", "Zg===", "=", "====", "Zm9v\n", "Zm 9v", "Zm9v=", "fn5-Pz8_", "Zm9vYg", "é===",
    "Zg==Zg==",
  ])
  func anotherSpellingOfBase64IsRefused(text: String) { #expect(Base64.bytes(text) == nil) }

  @Test func base64ReturnsForRandomBytes() {
    var random = SplitMix64(seed: 11)
    for count in 0...100 {
      let bytes = random.bytes(count)
      #expect(Base64.bytes(Base64.text(bytes)) == bytes)
    }
  }
}
