import EventLedger
import EventModel
import Foundation
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// A history of what comes later: offices that change, transcriptions, corrections, suspensions, what becomes known of
/// outcomes that stand.
extension CityFixture {
  private static let desk = person("office:desk")

  /// Records the history, at the fixture's start.
  func recordAmendments() async throws {
    try await record(
      LedgerRulesSet(zone: "Europe/Rome", offsets: [ZoneOffset(from: Instant(microseconds: 0), minutes: 60)]),
      reference: reference)
    try await recordOffices()
    try await recordClub()
    try await recordCouncilWithSuccession()
    try await recordAgreement()
    try await recordProposal()
    try await recordLateElection()
    try await ledger.react()
  }

  private func recordOffices() async throws {
    try await record(
      OfficeEmpowered(office: named("desk"), competences: Competence.allCases, from: clock.now), reference: reference)
    try await record(
      OfficeEmpowered(office: named("participation"), competences: Competence.allCases, from: clock.now),
      reference: reference)
    try await record(
      OfficeEmpowered(office: named("second"), competences: [.oversight, .facts], from: clock.now),
      reference: reference)
    try await record(
      OfficeRelieved(office: named("second"), competences: [.facts], on: clock.now), reference: reference)
    let start = clock.now.advanced(byMicroseconds: -400 * 86_400_000_000)
    let opened = try await record(
      TranscriptionOpened(
        transcription: named("t"), source: "the old register", categories: ["person"],
        done: start..<clock.now.advanced(byMicroseconds: 1),
        recordUntil: clock.now.advanced(byMicroseconds: 86_400_000_000), operators: ["tests", "other"]),
      reference: reference)
    try await record(
      PersonEnrolled(person: named("old"), assurance: 2, attestedBy: Self.desk, key: named("k-old")),
      occurredAt: clock.now, under: opened.position)
    let batch = try await ledger.ask(TranscriptionBatch(transcription: named("t")))
    let upTo = try #require(batch.upTo)
    let root = try ledger.store.event(at: upTo).leafHash
    try await record(
      TranscriptionChecked(transcription: named("t"), upTo: upTo, count: batch.count, root: root), recorder: "other")
  }

  private func recordClub() async throws {
    for name in ["rita", "gina", "ada"] {
      try await record(
        PersonEnrolled(
          person: named(name), predicates: [Attribute(.residentIn, "F", from: day("2020-01-01"))], assurance: 2,
          attestedBy: Self.desk, key: named("k-\(name)")))
    }
    for club in ["club", "heirs"] {
      let registered = try await record(
        OrganisationRegistered(
          organisation: named(club), name: "The club", taxCode: club == "club" ? "01234567897" : "",
          legalForm: club == "club" ? .association : .informalGroup, statuteHash: digest(1),
          representative: person("person:rita"), contacts: [person("person:gina")]))
      try await record(
        EntryRectified(
          stream: OrganisationRegistered.stream(of: named(club)), target: registered.position, field: "name",
          value: .string("The Club"), reason: "a slip"), reference: reference)
    }
    try await record(
      MandateGranted(
        organisation: named("club"), mandate: named("m"), delegate: person("person:gina"), kind: .effective,
        scopes: [.sign], target: .everything, from: clock.now), by: person("person:rita"))
    let seat = try await record(
      AttributeAttested(
        subject: .organisation(named("club")), attribute: Attribute(.seat, "F", from: day("2020-01-01")),
        attestor: Self.desk))
    try await record(
      AttributeWithdrawn(
        subject: .organisation(named("club")), name: .seat, attestedAt: seat.position, reason: "another seat"))
    try await record(
      OrganisationChanged(organisation: named("club"), from: day("2026-01-10"), name: "The new club", seat: "G"))
  }

  /// Two elected members; one leaves, the next takes the seat; a meeting votes; a member is known to have died before.
  private func recordCouncilWithSuccession() async throws {
    _ = try await certifyCouncil()
    let seated = try await ledger.react().compactMap {
      try ledger.store.event(at: $0.position).act(.albo) as? MemberSeated
    }
    let (first, second) = (seated[0], seated[1])
    try await record(
      MemberCeased(body: Council.body, seat: first.seat, reason: .resigned, effectiveAt: clock.now), by: first.person)
    let offered = try await ledger.react().compactMap {
      try ledger.store.event(at: $0.position).act(.albo) as? SeatOffered
    }
    let next = try #require(offered.first?.person)
    try await record(
      MeetingConvened(
        body: Council.body, meeting: named("m"), scheduledFor: clock.now.advanced(byMicroseconds: 60_000_000),
        agenda: [AgendaItem(id: named("plan"), title: "The plan", kind: .opinion)]))
    let opened = clock.now.advanced(byMicroseconds: 60_000_000)
    clock.advance(minutes: 120)
    let held = try await record(
      MeetingHeld(
        body: Council.body, meeting: named("m"), openedAt: opened,
        closedAt: opened.advanced(byMicroseconds: 3_600_000_000), attendance: []))
    let corrections: [(String, JSONValue)] = [
      ("attendance", .array([.object(["seat": .string(second.seat.description)])])), ("others", .integer(7)),
    ]
    for (field, value) in corrections {
      try await record(
        EntryRectified(
          stream: BodyEstablished.stream(of: Council.body), target: held.position, field: field, value: value,
          reason: "a slip"), reference: reference)
    }
    try await record(
      ResolutionVoted(
        body: Council.body, resolution: named("r"), meeting: named("m"), kind: .opinion, agendaItem: named("plan"),
        textHash: digest(1),
        votes: [RollCallVote(seat: second.seat, vote: .yes)]))
    try await record(
      MemberSeated(
        body: Council.body, seat: first.seat, person: next, title: .substitute, election: Council.election,
        from: opened.advanced(byMicroseconds: -1_000_000)), by: next)
    try await record(
      MemberCeased(
        body: Council.body, seat: second.seat, reason: .died, effectiveAt: opened.advanced(byMicroseconds: -1_000_000)))
    let established = try ledger.store.read(stream: BodyEstablished.stream(of: Council.body), limit: 1).events[0]
    try await record(
      EntryRectified(
        stream: BodyEstablished.stream(of: Council.body), target: established.position, field: "title",
        value: .string("The council"), reason: "a slip"), reference: reference)
  }

  private func recordAgreement() async throws {
    let opened = try await record(
      AgreementOpened(
        agreement: named("a"), title: "Gardn", kind: .citizenship, textHash: digest(1),
        parties: ["club", "heirs"].map {
          AgreementParty(party: Actor(organisation: named($0)), isRequired: true)
        }), reference: reference)
    try await record(
      EntryRectified(
        stream: AgreementOpened.stream(of: named("a")), target: opened.position, field: "title",
        value: .string("Garden"), reason: "a slip"), reference: reference)
    let granted = try ledger.store.read(stream: OrganisationRegistered.stream(of: named("club"))).events
      .first { $0.envelope.type == MandateGranted.type }
    let signedAt = clock.now
    try await record(
      AgreementSigned(
        agreement: named("a"), version: 1, party: Actor(organisation: named("club")), textHash: digest(1)),
      by: person("person:gina"), mandate: granted?.position)
    try await record(
      AgreementSigned(
        agreement: named("a"), version: 1, party: Actor(organisation: named("heirs")), textHash: digest(1)),
      by: person("person:rita"))
    clock.advance(minutes: 10)
    try await record(
      MandateRevoked(organisation: named("club"), mandate: named("m"), reason: "over", effectiveAt: signedAt),
      by: person("person:rita"))
    let today = try #require(clock.now.date)
    // Somebody else represented the heirs on that day.
    let attested = try await record(
      AttributeAttested(
        subject: .organisation(named("heirs")), attribute: Attribute(.representative, "person:ada", from: today),
        attestor: Self.desk))
    try await record(
      AttributeWithdrawn(
        subject: .organisation(named("heirs")), name: .representative, attestedAt: attested.position,
        reason: "another association"))
    try await record(
      OrganisationChanged(organisation: named("heirs"), from: today, representative: person("person:gina")))
    try await record(
      OrganisationSuspended(organisation: named("heirs"), reason: "no report", from: today, to: today),
      reference: reference)
    try await record(
      OrganisationStruckOff(organisation: named("club"), reason: "asked for", effectiveOn: today),
      reference: reference)
    try await record(
      OrganisationReadmitted(organisation: named("club"), reason: "asked again", on: today.next), reference: reference)
  }

  private func recordProposal() async throws {
    let published = try await record(
      ProposalPublished(
        proposal: named("p"), title: "A lan", kind: .petition, authors: [person("person:ada")], textHash: digest(1),
        admissibility: "1/2026"))
    try await record(
      EntryRectified(
        stream: ProposalPublished.stream(of: named("p")), target: published.position, field: "title",
        value: .string("A lane"), reason: "a slip"), reference: reference)
    try await record(
      ProposalAnswered(
        proposal: named("p"), version: 1, outcome: .accepted, reasons: "It is in the plan.", office: Self.desk,
        commitments: [.init(id: named("build"), action: "Build it", dueBy: day("2026-06-30"))]))
    try await record(
      DutyReported(stream: ProposalPublished.stream(of: named("p")), duty: named("build"), status: .started, percent: 5)
    )
  }

  /// A candidate whose residence was attested wrongly, and a ballot that is annulled after the close.
  private func recordLateElection() async throws {
    var called = Self.election("late", options: [])
    called.eligibility = try Eligibility(
      referenceDate: #require(clock.now.date), residence: ["residentIn"])
    called.candidacies = clock.now..<clock.now.advanced(byMicroseconds: 600_000_000)
    called.window =
      clock.now.advanced(byMicroseconds: 600_000_000)..<clock.now.advanced(byMicroseconds: 1_200_000_000)
    let position = try await record(called).position
    try await record(
      EntryRectified(
        stream: ElectionCalled.stream(of: named("late")), target: position, field: "title",
        value: .string("A vote"), reason: "a slip"), reference: reference)
    try await record(
      CandidacyFiled(election: named("late"), candidacy: "ada", person: person("person:ada")), by: person("person:ada"))
    let enrolled = try ledger.store.read(stream: PersonEnrolled.stream(of: named("ada")), limit: 1).events[0]
    try await record(
      AttributeWithdrawn(
        subject: .person(named("ada")), name: .residentIn, attestedAt: enrolled.position, reason: "another person"))
    try await record(
      AttributeAttested(
        subject: .person(named("ada")), attribute: Attribute(.residentIn, "G", from: day("2020-01-01")),
        attestor: Self.desk), reference: reference)
    try await record(
      CandidacyDecided(election: named("late"), candidacy: "ada", isAdmitted: true, minutesHash: digest(8)),
      by: Self.commission[0], reference: reference)
    clock.advance(minutes: 11)
    try await record(VotingOpened(election: named("late"), keyCommitment: digest(9)))
    let ballot = try await record(Self.ballot(1, ["ada"], in: "late")).position
    clock.advance(minutes: 20)
    try await record(VotingClosed(election: named("late")))
    try await record(
      BallotAnnulled(
        election: named("late"), ballot: ballot, voterTag: digest(1), ground: "a double", decidedBy: Self.commission,
        minutesHash: digest(8)), by: Self.commission[0], reference: reference)
  }
}
