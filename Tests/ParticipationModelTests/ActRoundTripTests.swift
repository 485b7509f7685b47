import EventModel
import ParticipationModel
import Testing

/// Every act survives both of its encodings, and both refuse what they do not know.
@Suite struct ActRoundTripTests {
  private func forEachSample(
    seeds: Range<UInt64> = 0..<100, _ body: (RandomActs.Sample, UInt64) throws -> Void
  ) throws {
    for seed in seeds {
      var random = SplitMix64(seed: seed)
      for sample in try RandomActs.all(&random) { try body(sample, seed) }
    }
  }

  @Test func everyTypeHasASample() throws {
    var random = SplitMix64(seed: 0)
    let types = try RandomActs.all(&random).map { type(of: $0.act).type }
    #expect(types.sorted() == ActRegistry.albo.types)
  }

  @Test func bytesComeBack() throws {
    try forEachSample { sample, seed in
      let type = type(of: sample.act)
      #expect(sample.act.wire == sample.wire, "\(type.type), seed \(seed)")
      let again = try type.init(wire: sample.wire)
      #expect(again.wire == sample.wire, "\(type.type), seed \(seed)")
    }
  }

  @Test func jsonComesBack() throws {
    try forEachSample { sample, seed in
      let (type, json) = (type(of: sample.act), sample.act.json)
      #expect(json["@type"] == nil)
      let again = try type.init(json: json)
      #expect(again.wire == sample.wire, "\(type.type), seed \(seed)")
      let read = try type.init(json: JSONText.value(of: JSONText.encode(json)))
      #expect(read.wire == sample.wire, "\(type.type), seed \(seed)")
    }
  }

  @Test func proposalsComeBackWithTheTypeOfTheirAct() throws {
    let proposer = person("office:desk")
    try forEachSample(seeds: 0..<20) { sample, seed in
      let type = type(of: sample.act)
      let proposal = Proposal(
        id: .random(at: MemoryCity.minute(0)), act: sample.act, actor: proposer, channel: .paper,
        actReference: reference)
      #expect(proposal.json["act"]?["@type"] == .string(type.type.description))
      guard type.isProposable else {
        let refusal = #expect(throws: InvalidAct.self) { try Proposal(json: proposal.json, registry: .albo) }
        #expect(refusal?.field == "act.@type")
        return
      }
      let again = try Proposal(json: proposal.json, registry: .albo)
      #expect(again.act.wire == sample.wire && again.json == proposal.json, "\(type.type), seed \(seed)")
    }
  }

  @Test func unknownFieldsAreRefusedInBytes() throws {
    try forEachSample(seeds: 0..<20) { sample, seed in
      // Field 1000 as a number, and as bytes.
      for extra in [[0xC0, 0x3E, 0x01], [0xC2, 0x3E, 0x01, 0x61]] as [[UInt8]] {
        #expect(throws: InvalidAct.self, "\(type(of: sample.act).type), seed \(seed)") {
          try type(of: sample.act).init(wire: sample.wire + extra)
        }
      }
    }
  }

  @Test func unknownMembersAreRefusedInJSON() throws {
    try forEachSample(seeds: 0..<20) { sample, seed in
      for name in ["surprise", "@type"] {
        var members = try #require(sample.act.json.members)
        members[name] = .string("albo.v1.BallotCast")
        let refusal = #expect(throws: InvalidAct.self, "\(type(of: sample.act).type), seed \(seed)") {
          try type(of: sample.act).init(json: .object(members))
        }
        #expect(refusal?.description.contains(name) == true, "\(refusal?.description ?? "")")
      }
    }
  }

  @Test func otherSpellingsOfTheSameBytesAreRefused() throws {
    var random = SplitMix64(seed: 1)
    for sample in try RandomActs.all(&random) {
      let type = type(of: sample.act)
      // The same field twice, and the same length in more bytes than it needs.
      let first = Array(sample.wire.prefix(2 + Int(sample.wire[1])))
      let long = [sample.wire[0], sample.wire[1] | 0x80, 0x00] + sample.wire.dropFirst(2)
      #expect(throws: InvalidAct.self) { try type.init(wire: first + sample.wire) }
      #expect(throws: InvalidAct.self) { try type.init(wire: long) }
      #expect(throws: InvalidAct.self) { try type.init(wire: sample.wire.dropLast()) }
    }
  }
}
