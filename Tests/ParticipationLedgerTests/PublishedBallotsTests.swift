import EventLedger
import EventModel
import LocalFiles
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// Ballots are published once the polls are closed, and not before.
@Suite struct PublishedBallotsTests {
  /// How many records from the first one on the folder serves, by its bundles.
  private func entries(_ folder: String, of size: LogSize) throws -> [[UInt8]] {
    var entries: [[UInt8]] = []
    for bundle in TileCoordinate.bundles(for: size) {
      let bytes = try Files.read("\(folder)/\(bundle.entriesPath)", limit: 1 << 25)
      entries += try EntryBundle.decode(bytes, count: bundle.width)
    }
    return entries
  }

  @Test func entriesEndBeforeTheFirstBallotOfOpenPolls() async throws {
    try await CityFixture.with { city in
      let folder = city.path + ".public"
      let publisher = city.ledger.publisher(to: folder)
      try await city.open(CityFixture.election("e"))
      #expect(try publisher.publish().entries == 3)
      let first = try await city.record(CityFixture.ballot(1, ["a"], in: "e")).position
      try await city.open(CityFixture.election("f"))
      try await city.record(CityFixture.ballot(1, ["b"], in: "f"))
      let annulled = BallotAnnulled(
        election: named("e"), ballot: first, voterTag: digest(1), ground: "a double",
        decidedBy: CityFixture.commission, minutesHash: digest(8))
      try await city.record(annulled, by: CityFixture.commission[0], reference: reference)
      var published = try publisher.publish()
      #expect(published.size == 8 && published.entries == LogSize(first.rawValue))
      // Another one, which has not followed the log so far, says the same.
      #expect(try city.ledger.publisher(to: folder + "2").publish().entries == published.entries)
      #expect(try entries(folder, of: published.entries) == Array(city.records().prefix(3)))
      try await city.close("e")
      published = try publisher.publish()
      // The first ballot of the other election, of whose opening nothing is withheld.
      #expect(published.size == 9 && published.entries == 6)
      try await city.close("f")
      published = try publisher.publish()
      #expect(published.size == 10 && published.entries == 10)
      let all = try city.records()
      #expect(try entries(folder, of: published.size) == all)
    }
  }

  @Test func openPollsWithoutBallotsWithholdNothing() async throws {
    try await CityFixture.with { city in
      let publisher = city.ledger.publisher(to: city.path + ".public")
      try await city.record(CityFixture.election("e"))
      #expect(try publisher.publish().entries == 2)
      try await city.record(VotingOpened(election: named("e"), keyCommitment: digest(9)))
      #expect(try publisher.publish().entries == 3)
      for voter in 1...3 as ClosedRange<UInt8> { try await city.record(CityFixture.ballot(voter, ["a"])) }
      #expect(try publisher.publish().entries == 3)
    }
  }
}
