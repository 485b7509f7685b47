import EventModel
import Testing

/// That text is RFC 8785, from JSON values and from `Codable` ones alike: digests of views rest on it.
@Suite struct JSONTextTests {
  private struct Row: Codable, Equatable {
    var text: String
    var zeta: Int64 = .min
    var alpha: UInt64 = .max
    var flag = true
    var list: [UInt64] = [0, 9_007_199_254_740_993]
    var none: Int?
  }

  /// A string as RFC 8785 §3.2.2.2 spells it, written from the RFC and not from the code.
  private static func canonical(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22: result += #"\""#
      case 0x5C: result += #"\\"#
      case 0x08: result += #"\b"#
      case 0x09: result += #"\t"#
      case 0x0A: result += #"\n"#
      case 0x0C: result += #"\f"#
      case 0x0D: result += #"\r"#
      case 0..<0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static let nasty: [String] =
    (0...0xFF).compactMap { Unicode.Scalar($0).map { String(Character($0)) } } + [
      "", "a/b", "</script>", "\u{2028}\u{2029}", "\u{FEFF}", "é", "e\u{301}", "😀", "\u{10FFFF}", "\u{FFFD}",
      "\u{E000}", "€$\u{F}\nA'B\"\\\\\"/", "\r\n", "\u{0}\u{0}", "quote\"back\\slash", "\u{1F468}\u{200D}\u{1F469}",
    ]

  @Test func stringsAreSpelledAsRFC8785HasThem() throws {
    for text in Self.nasty {
      let expected = Self.canonical(text)
      #expect(try String(decoding: JSONText.encode(JSONValue.string(text)), as: UTF8.self) == expected)
      #expect(try String(decoding: JSONText.encode([text]), as: UTF8.self) == "[\(expected)]")
      let row = try String(decoding: JSONText.encode(Row(text: text)), as: UTF8.self)
      #expect(
        row == """
          {"alpha":18446744073709551615,"flag":true,"list":[0,9007199254740993],"text":\(expected),\
          "zeta":-9223372036854775808}
          """)
    }
  }

  @Test func stringsKeepEveryByteThereAndBack() throws {
    for text in Self.nasty {
      let encoded = try JSONText.encode([text])
      for decoded in [
        try JSONText.decode([String].self, from: encoded)[0],
        try #require(JSONText.value(of: encoded).elements?[0].text),
        try #require(JSONText.decode(JSONValue.self, from: encoded).elements?[0].text),
      ] {
        #expect(Array(decoded.utf8) == Array(text.utf8))
      }
      #expect(try JSONText.decode(Row.self, from: JSONText.encode(Row(text: text))) == Row(text: text))
    }
  }

  @Test func membersAreSortedByBytesAtEveryLevel() throws {
    let names = ["", " ", "!", "-", "0", "1", "10", "2", "@type", "A", "Z", "_", "a", "aA", "aa", "b", "~"]
    let members = Dictionary(uniqueKeysWithValues: names.map { ($0, JSONValue.integer(1)) })
    let expected = "{" + names.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
    let value: JSONValue = .array([.object(["inner": .object(members)])])
    #expect(try String(decoding: JSONText.encode(value), as: UTF8.self) == "[{\"inner\":\(expected)}]")
    let plain = Dictionary(uniqueKeysWithValues: names.map { ($0, 1) })
    #expect(try String(decoding: JSONText.encode(plain), as: UTF8.self) == expected)
  }

  @Test(arguments: [
    "0", "-1", "9007199254740992", "9007199254740993", "-9007199254740993", "9223372036854775807",
    "-9223372036854775808", "9223372036854775808", "18446744073709551615",
  ])
  func integersKeepAll64Bits(text: String) throws {
    let bytes = Array("{\"n\":\(text)}".utf8)
    #expect(try JSONText.encode(JSONText.value(of: bytes)) == bytes)
    #expect(try JSONText.encode(JSONText.decode(JSONValue.self, from: bytes)) == bytes)
    #expect(try JSONText.value(of: bytes) == JSONText.decode(JSONValue.self, from: bytes))
    let value = try #require(JSONText.value(of: bytes)["n"])
    #expect(value.signedInteger == Int64(text))
    #expect(value.unsignedInteger == UInt64(text))
  }

  @Test func bothReadersAgreeOnRandomValues() throws {
    for seed in 0..<300 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let value = Self.value(using: &random, depth: 4)
      let text = try JSONText.encode(value)
      #expect(try JSONText.value(of: text) == value, "seed \(seed)")
      #expect(try JSONText.decode(JSONValue.self, from: text) == value, "seed \(seed)")
      #expect(try JSONText.encode([value]) == [0x5B] + text + [0x5D], "seed \(seed)")
    }
  }

  private static func value(using random: inout SplitMix64, depth: Int) -> JSONValue {
    switch random.int(0...(depth > 0 ? 6 : 4)) {
    case 0: return .null
    case 1: return .bool(random.chance(50))
    case 2: return .integer(Int64(bitPattern: random.number()))
    case 3: return .whole(random.number())
    case 4: return .string(nasty[random.int(0...nasty.count - 1)])
    case 5: return .array((0..<random.int(0...4)).map { _ in value(using: &random, depth: depth - 1) })
    default:
      var members: [String: JSONValue] = [:]
      for _ in 0..<random.int(0...4) {
        members[random.text("abcXYZ@_-09", 0...5)] = value(using: &random, depth: depth - 1)
      }
      return .object(members)
    }
  }
}
