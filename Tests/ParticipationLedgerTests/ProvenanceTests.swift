import EventLedger
import EventModel
import Foundation
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// What answers say of their facts: transcribed, corrected, touched by what became known later.
@Suite struct ProvenanceTests {
  @Test func whatBecomesKnownLaterIsSaidAndTheOutcomeStands() async throws {
    try await CityFixture.with { city in
      try await city.recordAmendments()
      let meeting = try #require(try await city.ledger.ask(ListMeetings(body: Council.body)).items.first)
      let affected = try #require(meeting.affectedBy)
      let types = try affected.map { try city.ledger.store.event(at: $0).envelope.type }
      #expect(types == [MemberSeated.type, MemberCeased.type])
      #expect(meeting.quorum?.isMet == true && meeting.quorum?.baseCount == 1)
      let quorum = try await city.ledger.ask(MeetingQuorum(body: Council.body, meeting: named("m")))
      #expect(quorum.affectedBy == affected)
      let resolution = try #require(try await city.ledger.ask(ListResolutions(body: Council.body)).items.first)
      #expect(resolution.affectedBy == affected && resolution.outcome == .adopted)
      let agreement = try #require(try await city.ledger.ask(ListAgreements()).items.first)
      #expect(agreement.affectedBy?.count == 6 && agreement.status == .inForce)
      let candidacy = try #require(
        try await city.ledger.ask(ListCandidacies(election: named("late"))).items.first)
      #expect(candidacy.affectedBy?.count == 2 && candidacy.status == .admitted)
    }
  }

  @Test func asOfAnEarlierSizeNothingOfItIsKnown() async throws {
    try await CityFixture.with { city in
      try await city.recordAmendments()
      let meeting = try #require(try await city.ledger.ask(ListMeetings(body: Council.body)).items.first)
      let first = try #require(meeting.affectedBy?.first)
      let then = try #require(
        try await city.ledger.ask(ListMeetings(body: Council.body, at: LogSize(first.rawValue))).items.first)
      #expect(then.affectedBy == nil && then.heldAt == meeting.heldAt)
    }
  }

  @Test func aCorrectedFieldIsShownWithWhatItWas() async throws {
    try await CityFixture.with { city in
      try await city.recordAmendments()
      let meeting = try #require(try await city.ledger.ask(ListMeetings(body: Council.body)).items.first)
      #expect(meeting.others == 7 && meeting.rectified?.map(\.field) == ["attendance", "others"])
      let agreement = try #require(try await city.ledger.ask(ListAgreements()).items.first)
      #expect(agreement.title == "Garden" && agreement.rectified?.map(\.was) == [.string("Gardn")])
      let proposal = try #require(try await city.ledger.ask(ListProposals()).items.first)
      #expect(proposal.title == "A lane")
      let body = try await city.ledger.ask(ShowBody(body: Council.body)).item
      #expect(body.title == "The council" && body.rectified?.count == 1)
    }
  }

  @Test func anOrganisationHasTheNameAndTheStatusOfTheDay() async throws {
    try await CityFixture.with { city in
      try await city.recordAmendments()
      func club(_ on: CivilDate?) async throws -> OrganisationAnswer {
        try await city.ledger.ask(ShowOrganisation(organisation: named("club"), on: on)).item
      }
      #expect(try await club(day("2026-01-09")).name == "The Club")
      #expect(try await club(day("2026-01-10")).name == "The new club")
      let today = try #require(city.clock.now.date)
      #expect(try await club(today).status == .struckOff)
      #expect(try await club(today.next).status == .registered)
      let heirs = try await city.ledger.ask(ShowOrganisation(organisation: named("heirs"), on: today)).item
      #expect(heirs.status == .suspended && heirs.suspensions?.count == 1)
    }
  }

  @Test func whatIsTranscribedIsCounted() async throws {
    try await CityFixture.with { city in
      try await city.recordAmendments()
      let old = try await city.ledger.ask(ShowPerson(person: named("old"))).item
      let ada = try await city.ledger.ask(ShowPerson(person: named("ada"))).item
      #expect(old.transcribed && !ada.transcribed)
      let item = try #require(try await city.ledger.ask(ListTranscriptions()).items.first)
      #expect(item.checked == 1 && item.operators == ["tests", "other"])
    }
  }

  /// A past vote is one transcription as a whole; paper of an open one is counted under another, until certification.
  @Test func aTallySaysHowManyOfItsBallotsAreTranscribed() async throws {
    try await CityFixture.with { city in
      try await city.open()
      let first = city.clock.now
      try await city.record(CityFixture.ballot(1, ["a"]))
      let opened = try await city.record(
        TranscriptionOpened(
          transcription: named("paper"), source: "ballots of the hall", categories: ["election"],
          done: first..<CityFixture.minute(60), recordUntil: CityFixture.minute(600), operators: ["tests", "other"]),
        reference: reference)
      try await city.close()
      let late = CityFixture.ballot(2, ["a", "b"])
      await #expect(throws: Rejection.self) { try await city.record(late, channel: .paper) }
      await #expect(throws: Rejection.self) { try await city.record(late, channel: .online, under: opened.position) }
      try await city.record(late, channel: .paper, under: opened.position)
      try await city.countersign("paper")
      try await city.record(
        ResultCertified(election: named("e"), signedBy: []), by: CityFixture.commission[0])
      let tally = try await city.ledger.ask(ElectionTally(election: named("e")))
      #expect(tally.ballots.live == 2 && tally.ballots.transcribed == 1 && tally.ballots.cast == 2)
      let turnout = try await city.ledger.ask(ElectionTurnout(election: named("e")))
      #expect(turnout.ballots.live == 2 && turnout.ballots.transcribed == 1)
      // Nobody is to know when a paper ballot was cast.
      #expect(turnout.byHour.first { $0.hour == nil }?.voters == 1 && turnout.byHour.count == 2)
      await #expect(throws: Rejection.self) {
        try await city.record(CityFixture.ballot(3, ["a"]), channel: .paper, under: opened.position)
      }
      let report = try await city.verifyAfterClosing()
      #expect(report.damage == nil)
    }
  }
}
