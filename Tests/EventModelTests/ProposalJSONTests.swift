import EventModel
import Testing
import TransparencyLog

/// An act with one field, as small as an act can be.
private struct Note: Act {
  static let type = ActType(static: "test.v1.Note")
  static let refusals: [RejectionCode] = []
  var text = ""

  init(text: String) { self.text = text }
  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {
    try fields.text(1, "text", &text, 1...64)
  }

  var stream: StreamName { StreamName("note/all")! }
  func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] { [self] }
  func evolve(_ event: EventContext, _ rows: any ConstraintRows) {}
}

/// An act that only follows from others.
private struct Echo: Act {
  static let type = ActType(static: "test.v1.Echo")
  static let refusals: [RejectionCode] = []
  static var isProposable: Bool { false }
  init(_ blank: Blank) {}
  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {}
  var stream: StreamName { StreamName("note/all")! }
  func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] { [self] }
  func evolve(_ event: EventContext, _ rows: any ConstraintRows) {}
}

@Suite struct ProposalJSONTests {
  private let registry = ActRegistry([Note.self, Echo.self])
  private let digest = [UInt8](repeating: 7, count: 32)

  private func read(_ text: String) throws -> Proposal {
    try Proposal(json: JSONText.value(of: Array(text.utf8)), registry: registry)
  }

  /// A proposal with these members over the ones it needs.
  private func read(with members: String...) throws -> Proposal {
    let needed = [
      #""id":"01938f5e-7a2c-7b3d-9c1e-0123456789ab""#, #""act":{"@type":"test.v1.Note","text":"x"}"#, #""actor":"a""#,
    ]
    let kept = needed.filter { member in
      !members.contains { $0.prefix { $0 != ":" } == member.prefix { $0 != ":" } }
    }
    return try read("{" + (kept + members).joined(separator: ",") + "}")
  }

  @Test func aProposalOfThreeMembersHasTheDefaultsOfTheRest() throws {
    let proposal = try read(with: #""actor":"office:clerk""#)
    #expect(proposal.id.description == "01938f5e-7a2c-7b3d-9c1e-0123456789ab")
    #expect(proposal.act as? Note == Note(text: "x"))
    #expect(proposal.actor == Actor("office:clerk"))
    #expect(proposal.onBehalfOf == nil && proposal.mandate == nil && proposal.occurredAt == nil)
    #expect(proposal.channel == .unspecified && proposal.assurance == 0 && proposal.actReference == nil)
    #expect(proposal.expectedVersions.isEmpty && proposal.commitments.isEmpty)
  }

  @Test func aWholeProposalReturnsThroughItsText() throws {
    let proposal = Proposal(
      id: .derived(from: 9, counter: 4), act: Note(text: "ciò\n\"/"), actor: Actor("a")!, onBehalfOf: Actor("b")!,
      mandate: 9_007_199_254_740_993, channel: .paper, assurance: 3, occurredAt: Instant(microseconds: .min),
      expectedVersions: [StreamName("a/b")!: 0, StreamName("a/c")!: .max],
      commitments: [Commitment(field: "f", digest: digest), Commitment(field: "g", digest: digest)],
      actReference: ActReference(number: "417/2023", date: CivilDate("2023-05-06")!, hash: digest), under: 12)
    let text = try JSONText.encode(proposal.json)
    let again = try Proposal(json: JSONText.value(of: text), registry: registry)
    #expect(again.id == proposal.id && again.act as? Note == proposal.act as? Note)
    #expect(again.actor == proposal.actor && again.onBehalfOf == proposal.onBehalfOf)
    #expect(again.mandate == proposal.mandate && again.channel == .paper && again.assurance == 3)
    #expect(again.occurredAt == proposal.occurredAt && again.expectedVersions == proposal.expectedVersions)
    #expect(again.commitments == proposal.commitments && again.actReference == proposal.actReference)
    #expect(again.under == 12)
    #expect(try JSONText.encode(again.json) == text)
  }

  @Test func aSmallProposalWritesNoDefaults() throws {
    let json = try read(with: #""actor":"a""#).json
    #expect(json.members?.keys.sorted() == ["act", "actor", "id"])
    #expect(json["act"]?["@type"] == .string("test.v1.Note"))
  }

  @Test(
    arguments: [
      (#""id":"x""#, "id"), (#""id":7"#, "id"), (#""act":null"#, "act"), (#""act":{"text":"x"}"#, "act"),
      (#""act":{"@type":7}"#, "act"), (#""act":{"@type":"test.v1.Other","text":"x"}"#, "act.@type"),
      (#""act":{"@type":"test.v1.Echo"}"#, "act.@type"), (#""act":{"@type":""}"#, "act.@type"),
      (#""act":{"@type":"test.v1.Note"}"#, "act.text"), (#""act":{"@type":"test.v1.Note","text":"x","y":1}"#, "act.y"),
      (#""actor":"""#, "actor"), (#""actor":null"#, "actor"), (#""actor":"a b""#, "actor"),
      (#""onBehalfOf":null"#, "onBehalfOf"), (#""onBehalfOf":":""#, "onBehalfOf"), (#""mandate":-1"#, "mandate"),
      (#""mandate":"1""#, "mandate"), (#""under":-1"#, "under"), (#""under":"1""#, "under"),
      (#""mandate":1.5"#, "mandate"), (#""channel":"fax""#, "channel"),
      (#""channel":1"#, "channel"), (#""assurance":4"#, "assurance"), (#""assurance":-1"#, "assurance"),
      (#""assurance":"high""#, "assurance"), (#""occurredAt":"2022-11-25T11:00:00""#, "occurredAt"),
      (#""occurredAt":9223372036854775808"#, "occurredAt"), (#""expect":[]"#, "expect"),
      (#""expect":{"nostream":1}"#, "expect"), (#""expect":{"a/b":-1}"#, "expect"),
      (#""commitments":{}"#, "commitments"),
      (#""commitments":[{}]"#, "commitments[0]"),
      (#""commitments":[{"field":"f","digest":"AAAA"}]"#, "commitments[0]"),
      (#""actReference":"417""#, "actReference"), (#""actReference":{"number":"1"}"#, "actReference"),
      (#""actReference":{"number":"1","date":"2021-06-31"}"#, "actReference"),
      (#""actReference":{"number":"1","date":"2021-06-30","hash":"AAAA"}"#, "actReference"),
      (#""actReference":{"number":"1","date":"2021-06-30","hash":null}"#, "actReference"),
      (#""actReference":{"number":"1","date":"2021-06-30","title":"t"}"#, "actReference"),
      (#""recorder":"me""#, "recorder"), (#""position":1"#, "position"), (#""expected":{}"#, "expected"),
    ] as [(String, String)])
  func aRefusalNamesTheMember(member: String, field: String) {
    let error = #expect(throws: InvalidAct.self) { try read(with: member) }
    #expect(error?.field == field)
  }

  @Test(
    arguments: [
      (#"{"act":{"@type":"test.v1.Note","text":"x"},"actor":"a"}"#, "id"),
      (#"{"id":"01938f5e-7a2c-7b3d-9c1e-0123456789ab","actor":"a"}"#, "act"),
      (#"{"id":"01938f5e-7a2c-7b3d-9c1e-0123456789ab","act":{"@type":"test.v1.Note","text":"x"}}"#, "actor"),
      ("[]", ""), ("null", ""), ("7", ""), ("{}", "id"),
    ] as [(String, String)])
  func whatIsMissingIsNamed(text: String, field: String) {
    let error = #expect(throws: InvalidAct.self) { try read(text) }
    #expect(error?.field == field)
  }

  @Test func aRegistryKnowsWhatItWasTold() {
    let other = ActType(static: "test.v1.Opaque")
    let registry = ActRegistry([Note.self]).adding(Echo.self).adding(opaque: other)
    #expect(registry.types.map(\.description) == ["test.v1.Echo", "test.v1.Note", "test.v1.Opaque"])
    #expect(registry.proposableTypes == [Note.type])
    #expect(registry[Note.type] != nil && registry[other] == nil && registry.isOpaque(other))
    #expect(registry.knows(other) && !registry.knows(ActType(static: "x")) && !registry.isOpaque(Note.type))
  }
}
