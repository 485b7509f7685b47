import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// What lists answer of a day.
@Suite struct AsOfDayTests {
  private static let office = person("office:participation")

  /// The day so many days after the first one, which is 2026-01-01.
  private func date(_ number: Int64) throws -> CivilDate {
    try #require(Instant(startOfDay: HeldClock.start.day + number).date)
  }

  /// Sets the clock to noon of a day.
  private func go(_ city: CityFixture, to number: Int64) {
    city.clock.set(Instant(startOfDay: HeldClock.start.day + number).advanced(byMicroseconds: 43_200_000_000))
  }

  // MARK: Agreements

  /// Opens a version and signs it a day later.
  private func agree(
    _ city: CityFixture, on number: Int64, from: CivilDate? = nil, to: CivilDate? = nil, text: UInt8 = 1,
    version: UInt32 = 1, isSigned: Bool = true
  ) async throws {
    go(city, to: number)
    let parties = [
      AgreementParty(party: person("city"), isRequired: true), AgreementParty(party: person("club"), isRequired: false),
    ]
    try await city.record(
      AgreementOpened(
        agreement: named("park"), title: "The park, \(version)", kind: .citizenship, textHash: digest(text),
        parties: parties, termFrom: from, termTo: to), by: Self.office, reference: reference)
    guard isSigned else { return }
    go(city, to: number + 1)
    try await sign(city, person("city"), text, version)
  }

  private func sign(_ city: CityFixture, _ party: Actor, _ text: UInt8, _ version: UInt32) async throws {
    let act = AgreementSigned(agreement: named("park"), version: version, party: party, textHash: digest(text))
    try await city.record(act, by: party)
  }

  /// The version in force on each of these days; nil where there is none.
  private func versions(_ city: CityFixture, _ days: [Int64], at size: LogSize? = nil) async throws -> [UInt32?] {
    var versions: [UInt32?] = []
    for number in days {
      let items = try await city.ledger.ask(ListAgreements(on: date(number), at: size)).items
      var shown: UInt32?
      do {
        shown = try await city.ledger.ask(ShowAgreement(agreement: named("park"), on: date(number), at: size)).item
          .version
      } catch let refusal as Rejection {
        #expect(refusal.code.description == "NotInForce")
      }
      #expect(items.map(\.version) == (shown.map { [$0] } ?? []))
      versions.append(shown)
    }
    return versions
  }

  @Test func anAgreementIsInForceFromTheDayOnWhichItTookEffect() async throws {
    try await CityFixture.with { city in
      try await agree(city, on: 3, to: date(20))
      let first = try city.ledger.store.size
      #expect(try await versions(city, [0, 3, 4, 5, 20, 21]) == [nil, nil, 1, 1, 1, nil])
      // A version that is only open changes nothing; its predecessor still has its own term.
      try await agree(city, on: 8, to: date(30), text: 2, version: 2, isSigned: false)
      #expect(try await versions(city, [4, 8, 20, 21]) == [1, 1, 1, nil])
      go(city, to: 10)
      try await sign(city, person("city"), 2, 2)
      #expect(try await versions(city, [4, 9, 10, 21, 30, 31]) == [1, 1, 2, 2, 2, nil])
      // The log of then knew nothing of the second one.
      #expect(try await versions(city, [9, 10, 20, 21], at: first) == [1, 1, 1, nil])
    }
  }

  @Test func aStatedTermBeginsOnItsFirstDay() async throws {
    try await CityFixture.with { city in
      try await agree(city, on: 3, from: date(10))
      #expect(try await versions(city, [4, 9, 10, 400]) == [nil, nil, 1, 1])
      // The next one begins later than it was signed.
      try await agree(city, on: 12, from: date(20), to: date(25), text: 2, version: 2)
      #expect(try await versions(city, [10, 13, 19, 20, 25, 26]) == [1, 1, 1, 2, 2, nil])
    }
  }

  @Test func aLaterSignatureIsShownWithItsVersion() async throws {
    try await CityFixture.with { city in
      try await agree(city, on: 3)
      let before = try city.ledger.store.size
      go(city, to: 6)
      try await sign(city, person("club"), 1, 1)
      for (number, signed) in [(Int64(4), [true, false]), (6, [true, true])] {
        let shown = try await city.ledger.ask(ShowAgreement(agreement: named("park"), on: date(number))).item
        #expect(shown.parties.map { $0.signedAt != nil } == signed && shown.title == "The park, 1")
      }
      let then = try await city.ledger.ask(ShowAgreement(agreement: named("park"), on: date(4), at: before)).item
      #expect(then.parties.map { $0.signedAt != nil } == [true, false])
    }
  }

  @Test func aPageEndsAfterManyRowsThatDoNotBelongToIt() async throws {
    try await CityFixture.with { city in
      let count = 10_050
      for start in stride(from: 0, to: count, by: 1000) {
        let proposals = (start..<min(count, start + 1000)).map { number in
          city.proposal(
            AgreementOpened(
              agreement: named("a\(number)"), title: "The park", kind: .citizenship, textHash: digest(1),
              parties: [AgreementParty(party: person("city"), isRequired: true)]), by: person("office:participation"),
            reference: reference)
        }
        for answer in try await city.ledger.record(proposals, by: CityFixture.submitter) { _ = try answer.get() }
      }
      let first = try await city.ledger.ask(ListAgreements(on: day("2026-01-01")))
      #expect(first.items.isEmpty)
      let cursor = try #require(first.next)
      let second = try await city.ledger.ask(ListAgreements(cursor: cursor, on: day("2026-01-01")))
      #expect(second.items.isEmpty && second.next == nil)
    }
  }

  // MARK: The others

  @Test func aProposalIsPendingFromItsFirstPublicationThroughTheDayOfItsAnswer() async throws {
    try await CityFixture.with { city in
      func publish(_ number: Int64, isEditorial: Bool = false) async throws {
        go(city, to: number)
        try await city.record(
          ProposalPublished(
            proposal: named("path"), title: "A path", kind: .petition, authors: [person("ada")], textHash: digest(1),
            threshold: 1, supportFrom: city.clock.now, admissibility: "1/2026", isEditorial: isEditorial),
          by: Self.office)
      }
      func pending(_ days: [Int64], at size: LogSize? = nil) async throws -> [Bool] {
        var found: [Bool] = []
        for number in days {
          found.append(try await !city.ledger.ask(ListProposals(on: date(number), at: size)).items.isEmpty)
        }
        return found
      }
      try await publish(2)
      try await publish(5, isEditorial: true)
      #expect(try await pending([1, 2, 4, 5, 90]) == [false, true, true, true, true])
      let before = try city.ledger.store.size
      go(city, to: 7)
      try await city.record(
        ProposalAnswered(
          proposal: named("path"), version: 2, outcome: .partly, reasons: "Half.", office: person("office:mobility")),
        by: person("office:mobility"))
      #expect(try await pending([1, 2, 7, 8]) == [false, true, true, false])
      #expect(try await pending([8], at: before) == [true])
    }
  }

  @Test func anElectionHasTheStatusOfTheDay() async throws {
    try await CityFixture.with { city in
      func statuses(_ days: [Int64], at size: LogSize? = nil) async throws -> [ElectionStatus?] {
        var found: [ElectionStatus?] = []
        for number in days {
          found.append(try await city.ledger.ask(ListElections(on: date(number), at: size)).items.first?.status)
        }
        return found
      }
      var called = CityFixture.election()
      called.window = Instant(startOfDay: HeldClock.start.day + 4)..<Instant(startOfDay: HeldClock.start.day + 8)
      go(city, to: 1)
      try await city.record(called)
      // A later issue of the call moves the deadline.
      called.version = 2
      called.window = Instant(startOfDay: HeldClock.start.day + 4)..<Instant(startOfDay: HeldClock.start.day + 9)
      go(city, to: 3)
      try await city.record(called, by: Self.office, reference: reference)
      go(city, to: 5)
      try await city.record(VotingOpened(election: named("e"), keyCommitment: digest(9)))
      let ballot = try await city.record(CityFixture.ballot(1, ["a"])).position
      try await city.record(CityFixture.ballot(2, ["a"]))
      go(city, to: 9)
      try await city.record(VotingClosed(election: named("e")))
      go(city, to: 11)
      let first = try await city.record(ResultCertified(election: named("e")), by: CityFixture.commission[0])
      var second = ResultCertified(election: named("e"))
      (second.supersedes, second.reason, second.excluded) = (first.position, "a double", [ballot])
      go(city, to: 15)
      try await city.record(second, by: CityFixture.commission[0], reference: reference)
      let expected: [ElectionStatus?] = [nil, .called, .called, .open, .open, .closed, .certified, .certified]
      #expect(try await statuses([0, 1, 4, 5, 8, 9, 11, 16]) == expected)
      #expect(try await statuses([5, 9], at: LogSize(after: ballot)) == [.open, .open])
    }
  }

  @Test func aBodyIsListedFromItsEstablishment() async throws {
    try await CityFixture.with { city in
      go(city, to: 4)
      try await city.record(Council.established, by: Council.office)
      for (number, count) in [(Int64(0), 0), (3, 0), (4, 1), (5, 1)] {
        #expect(try await city.ledger.ask(ListBodies(on: date(number))).items.count == count)
      }
    }
  }

  @Test func aMeetingIsListedOnItsDay() async throws {
    try await CityFixture.with { city in
      func meetings(_ days: [Int64], at size: LogSize? = nil) async throws -> [Int] {
        var found: [Int] = []
        for number in days {
          found.append(
            try await city.ledger.ask(ListMeetings(body: Council.body, on: date(number), at: size)).items.count)
        }
        return found
      }
      try await city.record(Council.established, by: Council.office)
      let noon = Instant(startOfDay: HeldClock.start.day + 3).advanced(byMicroseconds: 43_200_000_000)
      try await city.record(
        MeetingConvened(body: Council.body, meeting: named("s"), scheduledFor: noon), by: Council.office)
      let before = try city.ledger.store.size
      #expect(try await meetings([2, 3, 4, 5]) == [0, 1, 0, 0])
      // It began later than it was called for, and went on past midnight.
      let opened = noon.advanced(byMicroseconds: 86_400_000_000)
      go(city, to: 6)
      try await city.record(
        MeetingHeld(
          body: Council.body, meeting: named("s"), openedAt: opened,
          closedAt: opened.advanced(byMicroseconds: 50_000_000_000), attendance: []), by: Council.office)
      #expect(try await meetings([3, 4, 5, 6]) == [0, 1, 1, 0])
      #expect(try await meetings([3, 4], at: before) == [1, 0])
    }
  }
}
