import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// Lists with a limit and a cursor give every item once.
@Suite struct ListingTests {
  /// A city with several of everything; answers the sorted ids.
  private func fill(_ city: CityFixture) async throws -> [String] {
    let ids = ["a", "a-b", "a.b", "ab", "b", "c1", "c10", "c2"]
    for id in ids {
      try await city.record(CityFixture.election(id))
      try await city.record(
        ProposalPublished(
          proposal: named(id), title: "A path", kind: .request, authors: [person("ada")], textHash: digest(1),
          admissibility: "1/2026"))
      try await city.record(
        AgreementOpened(
          agreement: named(id), title: "The park", kind: .pact, textHash: digest(1),
          parties: [AgreementParty(party: person("ada"), isRequired: true)]), reference: reference)
      for (entry, minute) in [("x", Int64(0)), ("y", 10), ("y z", 20)] {
        let note = HoursNote(
          id: entry, project: named("garden"), start: CityFixture.minute(minute - 100),
          end: CityFixture.minute(minute - 90))
        let logged = HoursLogged(volunteer: named(id), entry: note)
        try await city.record(logged, by: Actor(volunteer: logged.volunteer))
      }
    }
    return ids.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// All pages of a list at a limit.
  private func all<Item>(_ limit: Int, _ ask: (Int, String?) async throws -> Page<Item>) async throws -> [Item] {
    var (items, cursor) = ([Item](), String?.none)
    repeat {
      let page = try await ask(limit, cursor)
      #expect((1...limit).contains(page.items.count))
      items += page.items
      cursor = page.next
    } while cursor != nil
    return items
  }

  @Test func everyListGivesEveryItemOnce() async throws {
    try await CityFixture.with { city in
      let ids = try await fill(city)
      let ledger = city.ledger
      for limit in [1, 2, 3, 7, 8, 9, 1000] {
        #expect(
          try await all(limit) { try await ledger.ask(ListElections(limit: $0, cursor: $1)) }.map(
            \.election.description) == ids)
        #expect(
          try await all(limit) { try await ledger.ask(ListProposals(limit: $0, cursor: $1)) }.map(
            \.proposal.description) == ids)
        #expect(
          try await all(limit) { try await ledger.ask(ListAgreements(limit: $0, cursor: $1)) }.map(
            \.agreement.description) == ids)
        #expect(
          try await all(limit) { try await ledger.ask(ListVolunteers(limit: $0, cursor: $1)) }.map(
            \.volunteer.description) == ids)
        for id in ids {
          let hours = try await all(limit) {
            try await ledger.ask(ListHours(volunteer: named(id), limit: $0, cursor: $1))
          }
          #expect(hours.map(\.entry) == ["x", "y", "y z"] && hours.allSatisfy { $0.volunteer.description == id })
        }
      }
    }
  }

  @Test func aBadLimitOrCursorIsRefused() async throws {
    try await CityFixture.with { city in
      _ = try await fill(city)
      let ledger = city.ledger
      for limit in [0, -1, 1001, .max, .min] {
        try await expect("limit") { try await ledger.ask(ListElections(limit: limit)) }
        try await expect("limit") { try await ledger.ask(ListHours(volunteer: named("a"), limit: limit)) }
        try await expect("limit") { try await ledger.ask(ReadEvents(limit: limit)) }
      }
      for cursor in ["", "a", "zz", "0g", "é", String(repeating: "00", count: 501)] {
        try await expect("cursor") { try await ledger.ask(ListProposals(cursor: cursor)) }
        try await expect("cursor") { try await ledger.ask(ListHours(volunteer: named("a"), cursor: cursor)) }
      }
      for cursor in ["", "x", "-1", "+1", "1.0", "18446744073709551616"] {
        try await expect("cursor") { try await ledger.ask(ReadEvents(cursor: cursor)) }
      }
    }
  }

  @Test func aCursorOfAnotherVolunteerIsRefused() async throws {
    try await CityFixture.with { city in
      _ = try await fill(city)
      let next = try await city.ledger.ask(ListHours(volunteer: named("a"), limit: 1)).next
      try await expect("cursor") { try await city.ledger.ask(ListHours(volunteer: named("b"), cursor: next)) }
    }
  }

  @Test func whatWasNeverRecordedIsUnknown() async throws {
    try await CityFixture.with { city in
      let ledger = city.ledger
      try await refuse(.unknownElection) { try await ledger.ask(ShowElection(election: named("nowhere"))) }
      try await refuse(.unknownElection) { try await ledger.ask(ElectionTurnout(election: named("nowhere"))) }
      try await refuse(.unknownElection) { try await ledger.ask(ElectionTally(election: named("nowhere"))) }
      try await refuse(.unknownProposal) { try await ledger.ask(ShowProposal(proposal: named("nowhere"))) }
      try await refuse(.unknownAgreement) { try await ledger.ask(ShowAgreement(agreement: named("nowhere"))) }
      try await refuse(.unknownVolunteer) { try await ledger.ask(ShowVolunteer(volunteer: named("nowhere"))) }
      #expect(try await ledger.ask(ListHours(volunteer: named("nowhere"))).items.isEmpty)
    }
  }

  private func expect<Answer>(_ field: String, _ ask: () async throws -> Answer) async throws {
    let refusal = await #expect(throws: InvalidAct.self) { _ = try await ask() }
    #expect(refusal?.field == field)
  }

  private func refuse<Answer>(_ code: RejectionCode, _ ask: () async throws -> Answer) async throws {
    let refusal = await #expect(throws: Rejection.self) { _ = try await ask() }
    #expect(refusal?.code == code)
  }
}
