import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing

/// Valid acts about persons and organisations with random content, computed fields included.
enum RandomSubjectActs {
  /// One of each type.
  static func all(_ random: inout SplitMix64) throws -> [RandomActs.Sample] {
    [
      try sample(PersonEnrolled.self, enrolled(&random)),
      try sample(AttributeAttested.self, attested(&random)),
      try sample(GuardianConsentRecorded.self, consent(&random)),
      try sample(OrganisationRegistered.self, registered(&random)),
      try sample(OrganisationStruckOff.self, struckOff(&random)),
      try sample(MandateGranted.self, granted(&random)),
      try sample(MandateRevoked.self, revoked(&random)),
    ]
  }

  private static func sample<Value: MessageAct>(
    _ type: Value.Type, _ message: Value.ActMessage
  ) throws -> RandomActs.Sample {
    RandomActs.Sample(act: try Value(message: message), wire: try message.serializedBytes())
  }

  static func enrolled(_ random: inout SplitMix64) -> Albo_V1_PersonEnrolled {
    .with {
      ($0.person, $0.key) = (random.identifier(), random.identifier())
      // Names with other first letters, so that no two values meet.
      $0.predicates = ["a", "b", "c"].prefix(random.number(0...3)).map { first in
        var attribute = attribute(&random)
        attribute.name = "\(first).\(random.number(0...99))"
        return attribute
      }
      ($0.assurance, $0.attestedBy) = (random.number(1...3), random.actor().description)
    }
  }

  static func attribute(_ random: inout SplitMix64) -> Albo_V1_Attribute {
    .with {
      ($0.name, $0.value) = random.one(of: [
        ("residentIn", random.text()), ("competence.music", random.text()), ("guardian", subject("person", &random)),
        ("atLeast16On", "2022-09-21"), ("under25On", "2022-11-25"), ("minorUntil", "2027-01-31"),
      ])
      ($0.validFrom, $0.validTo) = ("2022-09-21", random.chance(50) ? "2022-09-21" : "")
    }
  }

  static func attested(_ random: inout SplitMix64) -> Albo_V1_AttributeAttested {
    .with {
      $0.subject = subject(random.one(of: ["person", "org"]), &random)
      $0.attribute = attribute(&random)
      $0.attestor = random.actor().description
      $0.evidenceHash = hash(&random)
      if random.chance(50) { $0.supersedes = random.chance(20) ? 0 : random.count() }
    }
  }

  static func consent(_ random: inout SplitMix64) -> Albo_V1_GuardianConsentRecorded {
    .with {
      ($0.minor, $0.guardian) = (subject("person", &random), subject("person", &random))
      $0.scope = random.identifier()
      $0.decision = random.one(of: [.granted, .revoked])
      $0.validUntil = $0.decision == .granted ? "2027-12-31" : ""
      $0.evidenceHash = hash(&random)
    }
  }

  static func registered(_ random: inout SplitMix64) -> Albo_V1_OrganisationRegistered {
    .with {
      let forms: [Albo_V1_LegalForm] = [
        .association, .cooperative, .foundation, .committee, .company, .publicBody, .informalGroup, .other,
      ]
      ($0.organisation, $0.name) = (random.identifier(), random.text())
      $0.legalForm = random.one(of: forms)
      let isInformal = $0.legalForm == .informalGroup
      if random.chance(30) {
        ($0.foreignCode.country, $0.foreignCode.code) = ("AT", "ATU\(random.number(10_000_000...99_999_999) as Int)")
      } else if !isInformal || random.chance(50) {
        let digits = "9\(random.number(100_000_000...999_999_999) as Int)"
        $0.taxCode = digits + (TaxCode.checkDigit(of: digits).map { "\($0)" } ?? "")
      }
      $0.runts = random.chance(50) ? random.text(8) : ""
      $0.territories = (0..<random.number(0...3)).map { "t\($0)" }
      $0.statuteHash = isInformal ? hash(&random) : Data(random.bytes(32))
      $0.representative = "person:r"
      $0.contacts = (0..<random.number(isInformal ? 1...3 : 0...3)).map { "person:c\($0)" }
    }
  }

  static func struckOff(_ random: inout SplitMix64) -> Albo_V1_OrganisationStruckOff {
    .with {
      ($0.organisation, $0.reason) = (random.identifier(), random.text())
      $0.effectiveOn = "2027-12-31"
    }
  }

  static func granted(_ random: inout SplitMix64) -> Albo_V1_MandateGranted {
    .with {
      ($0.organisation, $0.mandate) = (random.identifier(), random.identifier())
      $0.delegate = subject("person", &random)
      $0.kind = random.one(of: [.effective, .substitute, .proxy])
      let scopes: [Albo_V1_MandateScope] = [.sign, .sit, .vote, .review]
      $0.scopes = Array(scopes.shuffled(using: &random).prefix(random.number(1...4)))
      $0.target = random.chance(30) ? "*" : "body/\(random.identifier())"
      $0.validFrom = random.number(0...1_000_000_000_000)
      $0.validTo = random.chance(50) ? $0.validFrom + random.number(1...1_000_000_000_000) : 0
      $0.evidenceHash = hash(&random)
    }
  }

  static func revoked(_ random: inout SplitMix64) -> Albo_V1_MandateRevoked {
    .with {
      ($0.organisation, $0.mandate) = (random.identifier(), random.identifier())
      ($0.reason, $0.effectiveAt) = (random.chance(50) ? random.text() : "", random.number(0...1_000_000_000_000))
    }
  }

  private static func subject(_ kind: String, _ random: inout SplitMix64) -> String { "\(kind):\(random.identifier())" }

  private static func hash(_ random: inout SplitMix64) -> Data { random.chance(50) ? Data(random.bytes(32)) : Data() }
}

/// Every act about persons and organisations survives both of its encodings.
@Suite struct PersonRoundTripTests {
  @Test func actsComeBack() throws {
    for seed in UInt64(0)..<200 {
      var random = SplitMix64(seed: seed)
      for sample in try RandomSubjectActs.all(&random) {
        let type = type(of: sample.act)
        #expect(try type.init(wire: sample.wire).wire == sample.wire, "\(type.type), seed \(seed)")
        #expect(try type.init(json: sample.act.json).wire == sample.wire, "\(type.type), seed \(seed)")
      }
    }
  }

  @Test func everyAttributeHasItsSubjectInItsStream() {
    #expect(Subject(individual("ada"))?.stream.description == "person/ada")
    #expect(Subject(Actor(organisation: named("club")))?.stream.description == "org/club")
    #expect(Subject(registryOffice) == nil && Subject(person("person:Ada")) == nil)
    #expect(MandateTarget("*") == .everything && MandateTarget("body/a")?.description == "body/a")
    #expect(MandateTarget("**") == nil && MandateTarget("") == nil)
  }
}
