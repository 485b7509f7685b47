import EventModel
import Testing

@Suite struct NameTests {
  @Test(arguments: ["a/b", "election/consulte-2022", "volunteer/0._-", "\(String(repeating: "z", count: 32))/x"])
  func streamNamesOfTheGrammarAreAccepted(text: String) {
    #expect(StreamName(text)?.description == text)
    #expect(StreamName(text)?.category == text.split(separator: "/")[0])
  }

  @Test(arguments: [
    "", "/", "a", "a/", "/a", "A/b", "a/B", "a/b/c", "a1/b", "a-b/c", "a/-b", "a/.b", "a/_b", "a/b c", "a/b\0",
    "a/é", "é/a", "a/b\n", " a/b", "a/ｂ", "a//b", "\(String(repeating: "z", count: 33))/x",
    "a/\(String(repeating: "z", count: 65))", "a/b\u{301}",
  ])
  func otherStreamNamesAreRefused(text: String) { #expect(StreamName(text) == nil) }

  @Test func streamsOrderByBytes() throws {
    let names = ["a/b", "a/b-", "a/b.", "a/b0", "a/b_", "a/ba", "aa/b"]
    let streams = try names.map { try #require(StreamName($0)) }
    #expect(streams.shuffled().sorted().map(\.description) == names)
    #expect(StreamName(category: "election", try #require(ID<Never>("x-1"))) == StreamName("election/x-1"))
  }

  @Test(arguments: ["a", "0", "a._-9", String(repeating: "a", count: 64)])
  func identifiersOfTheGrammarAreAcceptedAlsoAsJSON(text: String) throws {
    let identifier = try #require(ID<Never>(text))
    #expect(identifier.description == text)
    #expect(try JSONText.decode(ID<Never>.self, from: JSONText.encode(identifier)) == identifier)
  }

  @Test(arguments: ["", "-a", ".a", "_a", "A", "a b", "a/b", "à", "a\u{301}", String(repeating: "a", count: 65)])
  func otherIdentifiersAreRefusedAlsoAsJSON(text: String) throws {
    #expect(ID<Never>(text) == nil)
    #expect(throws: DecodingError.self) {
      try JSONText.decode(ID<Never>.self, from: JSONText.encode(JSONValue.string(text)))
    }
  }

  @Test(arguments: ["a", "Z9", "office:clerk", "x@y/z_-.:", "system:clock", String(repeating: "a", count: 128)])
  func actorsOfTheGrammarAreAccepted(text: String) { #expect(Actor(text)?.description == text) }

  @Test(arguments: ["", ":a", "@a", " a", "a b", "a\n", "a\0", "é", "a,b", String(repeating: "a", count: 129)])
  func otherActorsAreRefused(text: String) { #expect(Actor(text) == nil) }

  @Test func theLedgersOwnActorsAreReserved() throws {
    for actor in [Actor.clock, .ledger, try #require(Actor("system:anything"))] { #expect(actor.isReserved) }
    for text in ["system", "systems:a", "my/system:clock"] { #expect(Actor(text)?.isReserved == false) }
  }

  @Test(arguments: ["a", "albo.v1.BallotCast", "_", "A_9.b", String(repeating: "a", count: 128)])
  func typesOfTheGrammarAreAccepted(text: String) { #expect(ActType(text)?.description == text) }

  @Test(arguments: ["", ".a", "a.", ".", "a-b", "a/b", "a b", "é", String(repeating: "a", count: 129)])
  func otherTypesAreRefused(text: String) { #expect(ActType(text) == nil) }

  @Test func aTypesShortNameStandsAfterTheLastDot() {
    #expect(ActType(static: "albo.v1.BallotCast").shortName == "BallotCast")
    #expect(ActType(static: "Plain").shortName == "Plain")
  }

  @Test func channelsKeepTheirNumbersAndWords() {
    #expect(Channel.allCases.map(\.rawValue) == [0, 1, 2, 3])
    #expect(Channel.allCases.map(\.description) == ["unspecified", "online", "inPerson", "paper"])
    for channel in Channel.allCases { #expect(Channel(word: channel.description) == channel) }
    for word in ["", "Online", "in person", "fax"] { #expect(Channel(word: word) == nil) }
  }
}
