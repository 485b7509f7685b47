import Crypto
import EventLedger
import EventModel
import LocalFiles
import ParticipationLedger
import ParticipationModel
import Testing

/// Voter tags come from one key, committed to at the opening.
@Suite struct TagKeyTests {
  private func open(_ city: CityFixture, commitment: [UInt8]) async throws {
    try await city.record(CityFixture.election())
    try await city.record(VotingOpened(election: named("e"), keyCommitment: commitment))
  }

  private func expectMissing(_ city: CityFixture) {
    let refusal = #expect(throws: Rejection.self) { try city.ledger.voterTag(of: "RSSADA", in: named("e")) }
    #expect(refusal?.code == .tagKeyMissing)
  }

  @Test func theKeyIsMadeOnceAndKept() async throws {
    try await CityFixture.with { city in
      let commitment = try city.ledger.tagKeyCommitment(of: named("e"))
      #expect(commitment.count == 32)
      #expect(try city.ledger.tagKeyCommitment(of: named("e")) == commitment)
      #expect(try city.ledger.tagKeyCommitment(of: named("f")) != commitment)
      let key = try Files.read("\(city.path)/keys/election-e.key")
      #expect(Array(SHA256.hash(data: Array("albo/tag-key/v1\0".utf8) + key)) == commitment)
    }
  }

  @Test func aTagStandsForAPersonInOneElection() async throws {
    try await CityFixture.with { city in
      try await open(city, commitment: try city.ledger.tagKeyCommitment(of: named("e")))
      let tag = try city.ledger.voterTag(of: "RSSADA", in: named("e"))
      let key = try Files.read("\(city.path)/keys/election-e.key")
      #expect(tag == Array(HMAC<SHA256>.authenticationCode(for: Array("RSSADA".utf8), using: .init(data: key))))
      #expect(try city.ledger.voterTag(of: "RSSADA", in: named("e")) == tag)
      #expect(try city.ledger.voterTag(of: "BNCBRN", in: named("e")) != tag)
      try await city.record(
        BallotCast(election: named("e"), voterTag: tag, options: ["a"]))
    }
  }

  @Test func noTagBeforeTheOpening() async throws {
    try await CityFixture.with { city in
      expectMissing(city)
      let commitment = try city.ledger.tagKeyCommitment(of: named("e"))
      expectMissing(city)
      try await city.record(CityFixture.election())
      expectMissing(city)
      try await city.record(VotingOpened(election: named("e"), keyCommitment: commitment))
      _ = try city.ledger.voterTag(of: "RSSADA", in: named("e"))
    }
  }

  @Test func anotherKeyMakesNoTags() async throws {
    try await CityFixture.with { city in
      try await open(city, commitment: try city.ledger.tagKeyCommitment(of: named("e")))
      let path = "\(city.path)/keys/election-e.key"
      try Files.removeTree(path)
      expectMissing(city)
      // As after a restore without the keys: a new one is no substitute.
      _ = try city.ledger.tagKeyCommitment(of: named("e"))
      expectMissing(city)
      #expect(Files.exists(path))
    }
  }
}
