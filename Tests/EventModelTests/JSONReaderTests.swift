import EventModel
import Testing

@Suite struct JSONReaderTests {
  @Test(
    arguments: [
      ("null", .null), (" true ", .bool(true)), ("false", .bool(false)),
      ("0", .integer(0)), ("-0", .integer(0)), ("-12", .integer(-12)),
      ("9223372036854775807", .integer(.max)), ("9223372036854775808", .unsigned(1 << 63)),
      ("18446744073709551615", .unsigned(.max)), ("1e3", .integer(1000)), ("1.0", .integer(1)),
      ("1.5", .number(1.5)), ("-2.5E-1", .number(-0.25)), ("18446744073709551616", .number(0x1p64)),
      (#""""#, .string("")), (#""a\/b\\\"\b\f\n\r\t""#, .string("a/b\\\"\u{8}\u{c}\n\r\t")),
      (#""\u00e9\uD83D\uDE00""#, .string("é😀")), (#""è😀""#, .string("è😀")),
      (#""\u0000""#, .string("\0")), ("\"\u{7f}\"", .string("\u{7f}")),
      ("[]", .array([])), ("[ 1 , [] ]", .array([.integer(1), .array([])])),
      ("{}", .object([:])), (#"{"a" : {"b":[null]}}"#, .object(["a": .object(["b": .array([.null])])])),
    ] as [(String, JSONValue)])
  func reads(text: String, value: JSONValue) throws {
    #expect(try JSONReader.value(of: Array(text.utf8), depthLimit: 64) == value)
  }

  @Test(arguments: [
    "", " ", "nul", "nulll", "True", "NaN", "Infinity", "+1", "01", "-", "1.", ".5", "1e", "1e+", "0x10",
    "--1",
    "1e999", "-1e999", "\"", "\"a", "\"\\", "\"\\\"", #""\x""#, #""\u12""#, #""\u12G4""#, #""\uD800""#,
    #""\uD800\n""#, #""\uD800\u0041""#, #""\uDC00""#, #""\u"#, "\"\n\"", "\"\t\"", "'a'",
    "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "]", "[1]]", "{", "{a:1}", "{1:2}", #"{"a""#, #"{"a":"#,
    #"{"a":1"#, #"{"a":1,}"#, #"{"a" 1}"#, #"{"a":1 "b":2}"#, #"{"a":1,"a":1}"#, "}", "1 2", "\u{feff}1",
    "//1",
  ])
  func refuses(text: String) {
    #expect(throws: JSONReader.Malformed.self) {
      try JSONReader.value(of: Array(text.utf8), depthLimit: 64)
    }
  }

  @Test(
    arguments: [
      [0xFF], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x31, 0x00], [0x00], [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22],
    ] as [[UInt8]])
  func refusesBytesThatAreNotText(bytes: [UInt8]) {
    #expect(throws: JSONReader.Malformed.self) { try JSONReader.value(of: bytes, depthLimit: 64) }
  }

  @Test func boundsNesting() throws {
    let nested = { (depth: Int) in
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(throws: Never.self) { try JSONReader.value(of: nested(64), depthLimit: 64) }
    let error = #expect(throws: JSONReader.Malformed.self) {
      try JSONReader.value(of: nested(65), depthLimit: 64)
    }
    #expect(error?.description == "more than 64 levels at byte 65")
    // Levels, not brackets.
    let wide = Array("[[],[],{},{}]".utf8)
    #expect(throws: Never.self) { try JSONReader.value(of: wide, depthLimit: 2) }
  }

  @Test func cutsOutAValue() throws {
    var reader = try JSONReader(Array(#" {"a": [1, {"b" :"}"}] , "c":2}"#.utf8))
    var cut: [String] = []
    try reader.members { reader, _ throws(JSONReader.Malformed) in
      cut.append(String(decoding: try reader.rawValue(), as: UTF8.self))
    }
    #expect(cut == [#"[1, {"b" :"}"}]"#, "2"])
  }

  @Test func everyProperPrefixIsRefused() throws {
    let text = Array(#"{"a":[1.5e3,"\u00e9\\",true,null,{"b":{}}]}"#.utf8)
    for end in 0..<text.count {
      #expect(throws: JSONReader.Malformed.self) {
        try JSONReader.value(of: Array(text[..<end]), depthLimit: 64)
      }
    }
  }

  @Test func agreesWithTheDecoderOfValues() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<300 {
      let value = JSONValue.random(depth: 4, using: &random)
      #expect(try JSONReader.value(of: JSONText.encode(value), depthLimit: 64) == value)
      let written = JSONWriter.text(value)
      #expect(!written.contains(UInt8(ascii: "\n")))
      #expect(try JSONText.decode(JSONValue.self, from: written) == value)
      #expect(try JSONReader.value(of: written, depthLimit: 64) == value)
    }
  }
}

extension JSONValue {
  static func random(depth: Int, using source: inout some RandomNumberGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &source) {
    case 0: .null
    case 1: .bool(.random(using: &source))
    case 2: .integer(.random(in: .min ... .max, using: &source))
    case 3: .whole(.random(in: 0 ... .max, using: &source))
    case 4: .number(Double.random(in: 0..<1, using: &source))
    case 5, 6: .string(randomText(using: &source))
    case 7:
      .array((0..<3).map { _ in random(depth: depth - 1, using: &source) })
    default:
      .object(
        Dictionary(
          (0..<3).map { _ in (randomText(using: &source), random(depth: depth - 1, using: &source)) },
          uniquingKeysWith: { first, _ in first }))
    }
  }

  private static func randomText(using source: inout some RandomNumberGenerator) -> String {
    let alphabet: [Character] = [
      "a", "\"", "\\", "\n", "\r", "\t", "\0", "\u{1f}", "/", "è", "😀", "\u{2028}",
    ]
    return String(
      (0..<Int.random(in: 0..<6, using: &source)).compactMap { _ in alphabet.randomElement(using: &source) })
  }
}
