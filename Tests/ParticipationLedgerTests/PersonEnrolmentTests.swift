import Bytes
import EventLedger
import EventModel
import LocalFiles
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// A human is enrolled once, and the log does not tell who it is.
@Suite struct PersonEnrolmentTests {
  private static let ada = "RSSADA80A41H223M"
  private static let bruno = "BNCBRN80A01H223D"

  private func act(_ person: String, assurance: UInt32 = 2, key: String? = nil) -> PersonEnrolled {
    PersonEnrolled(
      person: named(person), assurance: assurance, attestedBy: registryOffice, key: named(key ?? "k-\(person)"))
  }

  @discardableResult private func enrol(
    _ city: CityFixture, _ act: PersonEnrolled, _ code: String, id: CommandID? = nil
  ) async throws -> Recorded {
    try await city.ledger.enrol(act, taxCode: PersonTaxCode(code), id: id, by: CityFixture.submitter)
  }

  private func expectEnrolled(
    _ words: String, at positions: [Position]? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Void
  ) async {
    let refusal = await #expect(throws: Rejection.self, sourceLocation: sourceLocation) { try await body() }
    #expect(refusal?.code == .alreadyEnrolled, "\(refusal as Any)", sourceLocation: sourceLocation)
    #expect(refusal?.message.contains(words) == true, "\(refusal as Any)", sourceLocation: sourceLocation)
    if let positions {
      #expect(refusal?.positions == positions, "\(refusal as Any)", sourceLocation: sourceLocation)
    }
  }

  private func tag(_ city: CityFixture, _ code: String) throws -> IdentityTag {
    try city.ledger.store.identities.tag(of: PersonTaxCode(code).normalised)
  }

  private func pseudonym(_ city: CityFixture, _ code: String) throws -> String? {
    try city.ledger.store.identities.person(of: tag(city, code))
  }

  @Test func aHumanIsEnrolledUnderOnePseudonym() async throws {
    try await CityFixture.with { city in
      let first = try await enrol(city, act("p-1"), Self.ada)
      let size = try city.ledger.store.size
      for code in [Self.ada, "rss ada 80a41 h223m"] {
        await expectEnrolled("“p-1”", at: [first.position]) { try await enrol(city, act("p-2"), code) }
      }
      await expectEnrolled("“p-1”", at: [first.position]) { try await enrol(city, act("p-1"), Self.bruno) }
      #expect(try city.ledger.store.size == size && pseudonym(city, Self.bruno) == nil)
      try await enrol(city, act("p-2"), Self.bruno)
      // From then on nobody is enrolled without saying who it is.
      let refusal = await #expect(throws: Rejection.self) {
        try await city.record(act("p-3"), by: registryOffice)
      }
      #expect(refusal?.code == .identityMissing && refusal?.positions == [first.position])
      #expect(try await city.verifyAfterClosing().damage == nil)
    }
  }

  @Test func theLogHasACommitmentAlone() async throws {
    try await CityFixture.with { city in
      let recorded = try await enrol(city, act("p-1"), Self.ada)
      let store = city.ledger.store
      let commitments = try store.event(at: recorded.position).envelope.commitments
      #expect(commitments.map(\.field) == ["identity"])
      let tag = try tag(city, Self.ada).bytes
      #expect(try store.vault.content(of: commitments[0].digest) == tag)
      let exports = try await city.ledger.exports()
      #expect(exports.contains { $0.contains(Array("p-1".utf8)) })
      for secret in [tag, Array(Hex.text(tag).utf8), Array(Base64.text(tag).utf8), Array(Self.ada.utf8)] {
        for bytes in try city.records() + exports { #expect(!bytes.contains(secret)) }
      }
    }
  }

  @Test func aRetryIsTheSameEnrolment() async throws {
    try await CityFixture.with { city in
      let id = CommandID.random(at: city.clock.now)
      let first = try await enrol(city, act("p-1"), Self.ada, id: id)
      let again = try await enrol(city, act("p-1"), Self.ada, id: id)
      #expect(again.position == first.position)
      // Without the id it is another proposal about the same person: refused by the log, and the claim stays.
      await expectEnrolled("“p-1”", at: [first.position]) { try await enrol(city, act("p-1"), Self.ada) }
      let changed = await #expect(throws: LedgerError.self) {
        try await enrol(city, act("p-1", assurance: 3), Self.ada, id: id)
      }
      #expect(changed?.code == .commandMismatch)
      #expect(try pseudonym(city, Self.ada) == "p-1")
    }
  }

  /// A process died between the claim and the log.
  @Test func anEnrolmentThatWasBegunIsGoneOnWith() async throws {
    try await CityFixture.with { city in
      let tag = try tag(city, Self.ada)
      try city.ledger.store.identities.claim(tag, for: "p-1")
      city.ledger.store.identities.keep(tag)
      await expectEnrolled("was begun", at: []) { try await enrol(city, act("p-2"), Self.ada) }
      try await enrol(city, act("p-1"), Self.ada)
    }
  }

  @Test func aRefusedEnrolmentReleasesItsClaim() async throws {
    try await CityFixture.with { city in
      try await enrol(city, act("p-1"), Self.bruno)
      var refused = act("p-2", assurance: 1)
      refused.predicates = [Attribute(.residentIn, "F", from: day("2026-01-01"))]
      let low = await #expect(throws: Rejection.self) { try await enrol(city, refused, Self.ada) }
      #expect(low?.code == .assuranceTooLow)
      #expect(try pseudonym(city, Self.ada) == nil)
      await expectEnrolled("k-p-1") { try await enrol(city, act("p-2", key: "k-p-1"), Self.ada) }
      #expect(try pseudonym(city, Self.ada) == nil)
      try await enrol(city, act("p-3"), Self.ada)
    }
  }

  /// Enrolled by `record`, without a tax code.
  @Test func aPseudonymOfSomebodyElseIsNotClaimed() async throws {
    try await CityFixture.with { city in
      let first = try await city.enrol("p-1")
      await expectEnrolled("“p-1”", at: [first.position]) { try await enrol(city, act("p-1"), Self.ada) }
      #expect(try pseudonym(city, Self.ada) == nil)
    }
  }

  @Test func anInvalidEnrolmentClaimsNothing() async throws {
    try await CityFixture.with { city in
      for wrong in [act("p-1", assurance: 4), PersonEnrolled(Blank())] {
        await #expect(throws: InvalidAct.self) { try await enrol(city, wrong, Self.ada) }
      }
      #expect(!Files.exists("\(city.path)/vault/identities"))
    }
  }

  @Test func ofSimultaneousEnrolmentsOneIsRecorded() async throws {
    try await CityFixture.with { city in
      let recorded = await withTaskGroup(of: Int.self) { group in
        for number in 0..<8 {
          // Two for each pseudonym.
          group.addTask { (try? await enrol(city, act("p-\(number / 2)"), Self.ada)) == nil ? 0 : 1 }
        }
        return await group.reduce(0, +)
      }
      #expect(recorded == 1)
      let person = try #require(try pseudonym(city, Self.ada))
      #expect(try city.ledger.store.version(of: PersonEnrolled.stream(of: named(person))) == 1)
    }
  }
}

extension CityLedger {
  /// What every view exports.
  fileprivate func exports() async throws -> [[UInt8]] {
    try await views.catchUp()
    var exports: [[UInt8]] = []
    for name in views.names {
      var lines: [UInt8] = []
      _ = try views.export(name) { lines += $0 }
      exports.append(lines)
    }
    return exports
  }
}
