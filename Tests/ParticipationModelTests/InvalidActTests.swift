import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing

private let long = String(repeating: "x", count: 4001)

private func published(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_ProposalPublished) -> Void
) -> InvalidCase {
  let valid = ProposalPublished(
    proposal: named("p"), title: "A path", kind: .request, authors: [person("ada")], textHash: digest(1),
    supportFrom: MemoryCity.minute(0), supportTo: MemoryCity.minute(1), admissibility: "1/2023")
  return InvalidCase(field, ProposalPublished.self, { valid.message }, spoil)
}

private func answered(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_ProposalAnswered) -> Void
) -> InvalidCase {
  let valid = ProposalAnswered(
    proposal: named("p"), version: 1, outcome: .partly, reasons: "", office: person("office:desk"),
    commitments: [.init(id: named("c"), action: "Build it")])
  return InvalidCase(field, ProposalAnswered.self, { valid.message }, spoil)
}

private func opened(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_AgreementOpened) -> Void
) -> InvalidCase {
  let valid = AgreementOpened(
    agreement: named("a"), title: "The park", kind: .pact, textHash: digest(1),
    parties: [AgreementParty(party: person("ada"), isRequired: true)])
  return InvalidCase(field, AgreementOpened.self, { valid.message }, spoil)
}

private func signed(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_AgreementSigned) -> Void
) -> InvalidCase {
  let valid = AgreementSigned(agreement: named("a"), version: 1, party: person("ada"), textHash: digest(1))
  return InvalidCase(field, AgreementSigned.self, { valid.message }, spoil)
}

private func logged(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_HoursLogged) -> Void
) -> InvalidCase {
  let valid = HoursLogged(volunteer: named("v"), entry: .of("x", 0, 60))
  return InvalidCase(field, HoursLogged.self, { valid.message }, spoil)
}

private func corrected(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_HoursCorrected) -> Void
) -> InvalidCase {
  let valid = HoursCorrected(
    volunteer: named("v"), entry: "x", replacement: .of("y", 0, 60), reason: "a slip", requestedBy: person("v"))
  return InvalidCase(field, HoursCorrected.self, { valid.message }, spoil)
}

private func reviewed(
  _ field: String, _ spoil: @escaping @Sendable (inout Albo_V1_HoursReviewed) -> Void
) -> InvalidCase {
  let valid = HoursReviewed(volunteer: named("v"), entry: "x", outcome: .confirmed)
  return InvalidCase(field, HoursReviewed.self, { valid.message }, spoil)
}

/// The refusal of an act names the field that is wrong.
@Suite struct InvalidActTests {
  @Test(arguments: [
    published("proposal") { $0.proposal = "P" },
    published("title") { $0.title = "" },
    published("kind") { $0.kind = .unspecified },
    published("authors") { $0.authors = [] },
    published("authors") { $0.authors = ["a b"] },
    published("area") { $0.area = long },
    published("textHash") { $0.textHash = Data() },
    published("threshold") { $0.threshold = 1 << 53 },
    published("supportFrom") { $0.supportFrom = -1 },
    published("supportTo") { $0.supportTo = -1 },
    published("supportTo") { $0.supportTo = $0.supportFrom },
    published("admissibility") { $0.admissibility = long },
    InvalidCase(
      "supporterTag", SupportGiven.self,
      { SupportGiven(proposal: named("p"), version: 1, supporterTag: digest(1)).message }
    ) { $0.supporterTag = Data([1]) },
    answered("proposal") { $0.proposal = "" },
    answered("outcome") { $0.outcome = .unspecified },
    answered("reasons") { $0.reasons = long },
    answered("office") { $0.office = "" },
    answered("commitments") { $0.commitments = Array(repeating: $0.commitments[0], count: 101) },
    answered("commitments") { $0.commitments += [$0.commitments[0]] },
    answered("commitments.id") { $0.commitments[0].id = "C" },
    answered("commitments.action") { $0.commitments[0].action = "" },
    answered("commitments.dueBy") { $0.commitments[0].dueBy = "2023-02-29" },
    answered("commitments.cents") { $0.commitments[0].cents = -1 },
  ])
  func proposalsNameTheField(invalid: InvalidCase) { invalid.check() }

  @Test(arguments: [
    opened("agreement") { $0.agreement = "" },
    opened("title") { $0.title = "\u{7F}" },
    opened("kind") { $0.kind = .UNRECOGNIZED(7) },
    opened("textHash") { $0.textHash = Data([1]) },
    opened("parties") { $0.parties = [] },
    opened("parties") { $0.parties += [$0.parties[0]] },
    opened("place") { $0.place = long },
    opened("termFrom") { $0.termFrom = "2021-06-31" },
    opened("termTo") { $0.termTo = "soon" },
    opened("termTo") { ($0.termFrom, $0.termTo) = ("2024-03-01", "2024-02-29") },
    signed("agreement") { $0.agreement = "" },
    signed("party") { $0.party = "" },
    signed("textHash") { $0.textHash = Data() },
    signed("method") { $0.method = "" },
    signed("evidenceHash") { $0.evidenceHash = Data([1]) },
    InvalidCase(
      "agreement", AgreementTookEffect.self,
      { Albo_V1_AgreementTookEffect.with { $0.agreement = "a" } }
    ) { $0.agreement = "A" },
  ])
  func agreementsNameTheField(invalid: InvalidCase) { invalid.check() }

  @Test(arguments: [
    logged("volunteer") { $0.volunteer = "" },
    logged("entry") { $0.entry = "" },
    logged("project") { $0.project = "" },
    logged("start") { $0.start = -1 },
    logged("end") { $0.end = .max },
    logged("end") { $0.end = $0.start },
    logged("end") { $0.end = $0.start - 1 },
    logged("end") { $0.end = $0.start + 86_400_000_001 },
    logged("breakMinutes") { $0.breakMinutes = 60 },
    logged("breakMinutes") { $0.breakMinutes = .max },
    logged("breakMinutes") { $0.end = $0.start + 59_999_999 },
    logged("activity") { $0.activity = long },
    reviewed("volunteer") { $0.volunteer = "V" },
    reviewed("entry") { $0.entry = long },
    reviewed("outcome") { $0.outcome = .unspecified },
    reviewed("reason") { $0.reason = long },
    corrected("volunteer") { $0.volunteer = "" },
    corrected("entry") { $0.entry = "" },
    corrected("reason") { $0.reason = "" },
    corrected("requestedBy") { $0.requestedBy = "" },
    corrected("replacement.entry") { $0.replacement.entry = "" },
    corrected("replacement.project") { $0.replacement.project = "" },
    corrected("replacement.start") { $0.replacement.start = -1 },
    corrected("replacement.end") { $0.replacement.end = $0.replacement.start },
    corrected("replacement.breakMinutes") { $0.replacement.breakMinutes = 60 },
    corrected("replacement.activity") { $0.replacement.activity = long },
  ])
  func hoursNameTheField(invalid: InvalidCase) { invalid.check() }

  @Test func aWholeDayIsTheLongestEntry() throws {
    var message = HoursLogged(volunteer: named("v"), entry: .of("x", 0, 1440)).message
    message.breakMinutes = 1439
    #expect(try HoursLogged(message: message).entry.minutes == 1)
  }

  @Test func jsonOfTheWrongShapeSaysWhatIsWrong() throws {
    let shapes: [(JSONValue, [String])] = [
      (.array([]), ["a list", "an object with the fields of HoursLogged"]), (.null, ["null", "HoursLogged"]),
      (.string("x"), ["a text", "HoursLogged"]),
      (.object(["start": .string("noon")]), ["start: “noon”", "RFC 3339", "2026-05-04T12:00:00+02:00"]),
      (.object(["start": .number(0.5)]), ["start: 0.5"]),
      (.object(["entry": .integer(7)]), ["entry: a number", "a text"]),
    ]
    for (json, words) in shapes {
      let refusal = #expect(throws: InvalidAct.self) { try HoursLogged(json: json) }
      for word in words { #expect(refusal?.description.contains(word) == true, "\(refusal as Any)") }
    }
  }

  @Test func everythingThatIsWrongIsReportedTogether() throws {
    let json: JSONValue = .object([
      "election": .string("E"), "ballot": .object(["kind": .string("APPROVE"), "minChoices": .integer(1)]),
      "options": .array([.object(["id": .string("a"), "project": .object(["cost": .integer(-1)])])]), "titel": .null,
    ])
    let refusal = #expect(throws: InvalidAct.self) { try ElectionCalled(json: json) }
    #expect(
      refusal?.faults.map(\.field) == [
        "election", "title", "rulebook", "options[0].project.label", "options[0].project.cost", "ballot.kind",
        "ballot.maxChoices", "allocation", "titel",
      ])
    let kind = refusal?.faults.first { $0.field == "ballot.kind" }?.reason
    #expect(kind == "“APPROVE”: expected one of CHOOSE_ONE, APPROVAL, CUMULATIVE, ORDINAL, PREFERENCES, RANKED")
  }

  @Test func timesWithAnOffsetAndShortNamesAreRead() throws {
    let logged = try HoursLogged(
      json: JSONText.value(
        of: Array(
          #"""
          {"volunteer":"v","entry":"x","project":"p","start":"2026-05-04T12:00:00+02:00","end":"2026-05-04T11:30:00.5Z"}
          """#.utf8)))
    #expect(logged.entry.start == Instant(microseconds: 1_777_888_800_000_000))
    #expect(logged.entry.end == Instant(microseconds: 1_777_894_200_500_000))
    for spelling in ["DISPUTED", "REVIEW_OUTCOME_DISPUTED"] {
      let json: JSONValue = .object([
        "volunteer": .string("v"), "entry": .string("x"), "outcome": .string(spelling),
      ])
      #expect(try HoursReviewed(json: json).outcome == .disputed)
    }
  }
}
