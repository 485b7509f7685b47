import EventModel
import OpenData
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// Open data shows nothing more than `events.read`, and nobody who has no seat.
@Suite struct WithholdingTests {
  @Test func anOpenElectionsBallotsAreBareFacts() async throws {
    try await SmallCity.with { city in
      try await city.vote(byHour: [2])
      let events = try Exported.lines(city.export(.cloudevents))
      let ballots = events.filter { $0["type"]?.text == "albo.v1.BallotCast" }
      #expect(ballots.count == 2)
      for ballot in ballots {
        #expect(ballot["withheld"] == .bool(true) && ballot["data"] == nil && ballot["leafhash"] != nil)
        #expect(ballot["actor"] == nil && ballot["channel"] == nil)
      }
      let log = try Exported.json(city.export(.ocel2))
      let cast = (log["events"]?.elements ?? []).filter { $0["type"]?.text == "BallotCast" }
      #expect(
        cast.map { $0["relationships"]?.elements?.compactMap { $0["objectId"]?.text } } == [
          ["election/vote"], ["election/vote"],
        ])
    }
  }

  @Test func theReportCountsWhatIsWithheldUntilTheClose() async throws {
    try await SmallCity.with { city in
      try await city.vote(byHour: [2])
      #expect(try OpenDataExport(of: city.ledger).write(.ocel2, to: { _ in }).withheld == 2)
      try await city.close()
      #expect(try OpenDataExport(of: city.ledger).write(.ocel2, to: { _ in }).withheld == 0)
    }
  }

  @Test(arguments: OpenDataFormat.allCases as [OpenDataFormat])
  func noTagNoChoiceAndNoPseudonymLeavesAfterTheClose(_ format: OpenDataFormat) async throws {
    try await SmallCity.with { city in
      try await city.vote(byHour: [6])
      try await city.close()
      try await city.record(ResultCertified(election: SmallCity.election), by: "person:commissioner")
      try await city.addPersons()
      let path = try city.export(format)
      let tag = Base64.text(SmallCity.digest(1))
      for text in try Exported.files(path).values.map({ String(decoding: $0, as: UTF8.self) }) {
        for secret in ["person:", "vera-bianchi", "voter-", "commissioner", tag, "voterTag", "\"clear\""] {
          #expect(!text.contains(secret), "\(secret)")
        }
      }
    }
  }

  @Test func anUnprefixedActorMayBeAPersonAndIsNotShown() async throws {
    try await SmallCity.with { city in
      try await city.record(
        "ProposalPublished",
        #"{"proposal":"lane","title":"A lane","kind":"PROPOSAL_KIND_PETITION","authors":["vera-bianchi","org:green"],"#
          + #""textHash":"\#(Base64.text(SmallCity.digest(1)))","admissibility":"12/2026"}"#, by: "vera-bianchi")
      let event = try #require(
        Exported.lines(city.export(.cloudevents)).first { $0["subject"]?.text == "proposal/lane" })
      #expect(event["actor"] == nil)
      #expect(event["data"]?["authors"] == .array([.string("org:green")]))
      #expect(event["data"]?["title"]?.text == "A lane")
    }
  }
}

extension SmallCity {
  /// A person, hours of a volunteer, a proposal that is supported, and an agreement to which a person is party.
  func addPersons() async throws {
    let hash = Base64.text(Self.digest(77))
    try await enrol("vera-bianchi")
    try await addHours(of: "vera-bianchi", minutes: 60, entry: "e1")
    try await record(
      "ProposalPublished",
      #"{"proposal":"lane","title":"A lane","kind":"PROPOSAL_KIND_PETITION","authors":["person:vera-bianchi"],"#
        + #""textHash":"\#(hash)","admissibility":"12/2026"}"#)
    try await record(
      "SupportGiven", #"{"proposal":"lane","version":1,"supporterTag":"\#(Base64.text(Self.digest(1)))"}"#,
      by: "person:vera-bianchi")
    try await record(
      "AgreementOpened",
      #"{"agreement":"garden","title":"A garden","kind":"AGREEMENT_KIND_PACT","textHash":"\#(hash)","#
        + #""parties":[{"party":"person:vera-bianchi","required":true}],"termFrom":"2026-01-01"}"#,
      reference: "12/2026")
  }

  func enrol(_ person: String) async throws {
    try await record(
      "PersonEnrolled",
      #"{"person":"\#(person)","assurance":2,"attestedBy":"office:desk","key":"k-\#(person)","predicates":["#
        + #"{"name":"residentIn","value":"F/Gavasseto","validFrom":"2020-01-01"}]}"#)
  }

  /// Hours of the day before that are logged and confirmed.
  func addHours(
    of volunteer: String, minutes: Int64, entry: String, project: String = "park", after: Int64 = 0
  ) async throws {
    let start = Self.minute(after - 24 * 60)
    try await record(
      HoursLogged(
        volunteer: Self.id(volunteer),
        entry: HoursNote(
          id: entry, project: Self.id(project), start: start,
          end: start.advanced(byMicroseconds: minutes * 60_000_000))), by: "person:\(volunteer)")
    try await record(
      HoursReviewed(volunteer: Self.id(volunteer), entry: entry, outcome: .confirmed), by: "office:desk")
  }
}
