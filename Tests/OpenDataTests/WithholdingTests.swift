import Bytes
import EventLedger
import EventModel
import Glibc
import LocalFiles
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
          ["election/vote", "ballot/3"], ["election/vote", "ballot/4"],
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
        for secret in ["person:", "vera-bianchi", "street-", "commissioner", tag, "voterTag", "\"clear\""] {
          #expect(!text.contains(secret), "\(secret)")
        }
      }
    }
  }

  @Test func anUnprefixedActorMayBeAPersonAndIsNotShown() async throws {
    try await SmallCity.with { city in
      let hash = Base64.text(SmallCity.digest(1))
      try await city.record(
        "AgreementOpened",
        #"{"agreement":"garden","title":"A garden","kind":"AGREEMENT_KIND_PACT","textHash":"\#(hash)","#
          + #""parties":[{"party":"vera-bianchi","required":true},{"party":"org:green"}]}"#, reference: "12/2026")
      let signature =
        #"{"agreement":"garden","version":1,"party":"vera-bianchi","textHash":"\#(hash)","method":"by hand"}"#
      try await city.record("AgreementSigned", signature, by: "vera-bianchi")
      let events = try Exported.lines(city.export(.cloudevents)).filter { $0["subject"]?.text == "agreement/garden" }
      #expect(events.map { $0["actor"]?.text } == ["office:desk", nil, nil])
      #expect(events[0]["data"]?["parties"]?.elements?.compactMap { $0["party"]?.text } == ["org:green"])
      #expect(events[1]["data"]?["party"] == nil && events[1]["data"]?["method"]?.text == "by hand")
    }
  }

  @Test func theOfficeThatAnswersIsShown() async throws {
    let office = "office:roads"
    try await SmallCity.with { city in
      try await city.addPersons()
      try await city.record(
        "ProposalAnswered",
        #"{"proposal":"lane","version":1,"outcome":"ANSWER_OUTCOME_ACCEPTED","reasons":"Yes","office":"\#(office)"}"#,
        by: office)
      for format in OpenDataFormat.allCases where format != .popolo {
        let texts = try Exported.files(city.export(format)).values.map { String(decoding: $0, as: UTF8.self) }
        #expect(texts.contains { $0.contains(office) } == (format != .csv), "\(format)")
      }
    }
  }

  /// What a linking program calls its streams is not known here: it may be after a person.
  @Test func aStreamOfAnActThatIsNotDeclaredIsNotNamed() async throws {
    try await SmallCity.with(registry: .albo.adding(Visit.self)) { city in
      try await city.record(Visit(), by: "office:desk")
      let visit = try #require(Exported.lines(city.export(.cloudevents)).first { $0["type"]?.text == "test.v1.Visit" })
      #expect(visit["subject"]?.text == "resident" && visit["actor"] == nil)
      #expect(try !Exported.text(city.export(.ocel2)).contains("vera-bianchi"))
    }
  }

  /// Views have pseudonyms and what is attested of persons: an export that is interrupted leaves none of it behind.
  @Test func whatIsReadOnTheWayHasNoNameOnDisk() async throws {
    try await SmallCity.with { city in
      for person in ["vera", "rita"] { try await city.enrol(person) }
      try await city.record(
        "OrganisationRegistered",
        #"{"organisation":"green","name":"Green","legalForm":"LEGAL_FORM_INFORMAL_GROUP","#
          + #""representative":"person:vera","contacts":["person:rita"]}"#)
      var open: Set<String> = []
      _ = try OpenDataExport(of: city.ledger).write(.popolo) { _ in open.formUnion(try Self.openFiles()) }
      let views = ["bodies", "meetings", "members", "organisations", "resolutions"]
      #expect(!open.isEmpty && !open.contains { name in views.contains { name.hasSuffix("/" + $0) } }, "\(open)")
    }
  }

  /// Where the files are that the process has open.
  private static func openFiles() throws -> Set<String> {
    Set(
      try Files.list("/proc/self/fd").compactMap { number in
        var path = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/fd/" + number, &path, path.count - 1)
        return length > 0 ? String(decoding: path[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
      })
  }

  @Test func aChallengeThatIsDismissedBeforeTheCloseRefersToABallotThatIsThere() async throws {
    try await SmallCity.with { city in
      try await city.vote(byHour: [2], openFor: 60)
      let ballot: Position = 3
      try await city.record(
        BallotChallenged(
          election: SmallCity.election, ballot: ballot, voterTag: SmallCity.digest(1),
          evidenceHash: SmallCity.digest(9)),
        by: "desk:street-1")
      let commissioner = try #require(Actor("person:commissioner"))
      try await city.record(
        ChallengeDismissed(
          election: SmallCity.election, ballot: ballot, reason: "No grounds", decidedBy: [commissioner]),
        by: "person:commissioner")
      let log = try Exported.json(city.export(.ocel2))
      let ids = Set((log["objects"]?.elements ?? []).compactMap { $0["id"]?.text })
      let targets = (log["events"]?.elements ?? []).flatMap { $0["relationships"]?.elements ?? [] }
      #expect(targets.contains { $0["objectId"]?.text == "ballot/3" })
      #expect(targets.allSatisfy { ids.contains($0["objectId"]?.text ?? "") })
    }
  }
}

/// An act of a linking program, in a stream that is called after a person.
private struct Visit: Act {
  static let type = ActType(static: "test.v1.Visit")
  static let refusals: [RejectionCode] = []
  init() {}
  init(_ blank: Blank) {}
  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) {}
  var stream: StreamName { StreamName(category: "resident", SmallCity.id("vera-bianchi") as ID<Person>) }
  func decide(_ decision: Decision, _ rows: any ConstraintReader) throws(Rejection) -> [any Act] { [self] }
  func evolve(_ event: EventContext, _ rows: any ConstraintRows) {}
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
      by: "desk:fair")
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
          end: start.advanced(byMicroseconds: minutes * 60_000_000))), by: "volunteer:\(volunteer)")
    try await record(
      HoursReviewed(volunteer: Self.id(volunteer), entry: entry, outcome: .confirmed), by: "office:desk")
  }
}
