import EventLedger
import EventModel
import Foundation
import Imports
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// An auditor who has the records alone comes to the same results.
@Suite struct ReplayTests {
  @Test(arguments: [UInt64(11), 12, 13]) func everyViewFollowsFromTheRecords(seed: UInt64) async throws {
    try await CityFixture.with { city in
      try await city.recordHistory(seed: seed)
      let report = try city.replay(city.export())
      #expect(report.isVerified && report.withheld == 0 && report.firstMisreading == nil, "\(report)")
      #expect(try report.decided == city.ledger.store.size && report.commands > 50)
      let digests = try city.digests()
      #expect(report.views == digests && digests.contains { $0.rows > 1 })
    }
  }

  @Test func aCertifiedResultIsComputedAgain() async throws {
    try await CityFixture.with { city in
      try await city.recordElection()
      let report = try city.replay(city.export())
      #expect(try report.isVerified && report.views == city.digests())
      #expect(try report.root == city.ledger.store.checkpoint().root.base64)
    }
  }

  @Test func tilesAndTheDirectoryGiveTheSame() async throws {
    try await CityFixture.with { city in
      try await city.recordHistory(seed: 21, proposals: 800)
      let (exported, published) = (try city.replay(city.export()), try city.replay(city.publish()))
      let store = try LedgerRecords(city.ledger.store)
      let direct = try CityReplay.run(store, key: city.ledger.store.verifierKey)
      #expect(try city.ledger.store.size > 300)
      for report in [exported, published, direct] {
        #expect(report.isVerified && report.views == exported.views, "\(report)")
      }
    }
  }

  @Test func whatIsKeptIsALedgerThatVerifies() async throws {
    try await CityFixture.with { city in
      try await city.recordHistory(seed: 31)
      let work = city.beside("work")
      let report = try city.replay(city.export(), work: work)
      let verified = try LogVerifier.verify(work, registry: .albo)
      #expect(verified.damage == nil && verified.root == report.root && verified.size == report.size)
    }
  }

  @Test func aSecondRunGoesOn() async throws {
    try await CityFixture.with { city in
      let work = city.beside("work")
      try await city.recordHistory(seed: 41, proposals: 300)
      let half = try city.replay(city.export("half.jsonl"), work: work)
      try await city.open(city.laterElection("f"))
      let source = RecordsSpy(try LedgerRecords(city.ledger.store))
      let whole = try CityReplay.run(source, key: city.ledger.store.verifierKey, work: work)
      #expect(half.isVerified && whole.isVerified && half.size < whole.size)
      #expect(try whole.views == city.digests())
      #expect(source.asked.filter { $0 != 0 }.min() == Position(half.size.rawValue))
      #expect(try LogVerifier.verify(work, registry: .albo).damage == nil)
      source.asked = []
      #expect(try CityReplay.run(source, key: city.ledger.store.verifierKey, work: work) == whole)
      #expect(source.asked == [0])
    }
  }

  @Test func workOfAnotherLogIsNotContinued() async throws {
    try await CityFixture.with { other in
      let work = other.beside("work")
      #expect(try other.replay(other.export(), work: work).isVerified)
      try await CityFixture.with { city in
        let file = try city.export()
        #expect(throws: LedgerError.self) { try city.replay(file, work: work) }
      }
    }
  }

  @Test func aLedgerIsNoPlaceToWork() async throws {
    try await CityFixture.with { city in
      let file = try city.export()
      let error = #expect(throws: LedgerError.self) { try city.replay(file, work: city.path) }
      #expect(error?.code == .alreadyExists)
    }
  }

  @Test func withheldBallotsEndTheDeciding() async throws {
    try await CityFixture.with { city in
      try await city.recordElection()
      try await city.open(city.laterElection("f"))
      let first = try await city.record(CityFixture.ballot(1, ["a"], in: "f"))
      try await city.record(CityFixture.ballot(2, ["a"], in: "f"))
      try await city.record(city.laterElection("g"))
      for path in [try city.export(), try city.publish(entries: Int(first.position.rawValue))] {
        let report = try city.replay(path)
        #expect(report.isSound && !report.isVerified && report.firstWithheld == first.position, "\(report)")
        #expect(report.decided == LogSize(first.position.rawValue))
        #expect(report.withheld == (path.hasSuffix("tiles") ? 3 : 2))
        #expect(try report.views == city.digests(at: report.decided))
      }
    }
  }

  @Test func actsThatNobodyHereKnowsAreSaidNotToBeDecided() async throws {
    try await CityFixture.with { city in
      try await city.record(CityFixture.election())
      let registry = ActRegistry([HoursLogged.self])
      let report = try CityReplay.run(
        LedgerRecords(city.ledger.store), key: city.ledger.store.verifierKey, registry: registry)
      #expect(report.isSound && !report.isVerified && report.uncheckedTypes == ["albo.v1.ElectionCalled"])
    }
  }

  @Test func aCheckpointAloneCannotBeReplayed() async throws {
    try await CityFixture.with { city in
      let note = try city.ledger.store.checkpoint().note
      #expect(throws: LedgerError.self) {
        try CityReplay.run(SavedCheckpoint(note, name: "saved"), key: city.ledger.store.verifierKey)
      }
    }
  }
}

/// A source that notes what it is asked for.
final class RecordsSpy: RecordSource {
  private let source: LedgerRecords
  var asked: [Position] = []

  init(_ source: LedgerRecords) { self.source = source }

  var name: String { source.name }
  var note: SignedNote { source.note }

  func records(from position: Position) throws -> [SourceRecord] {
    asked.append(position)
    return try source.records(from: position)
  }
}

/// A vote that was held, in an auditor's hands. Unoptimised code takes a small one.
@Suite(.enabled(if: SharedData.isPresent, SharedData.hint))
struct ReplayRealVoteTests {
  @Test func aRealVoteIsReplayed() async throws {
    let files = SharedData.files(withExtension: "pb", inSetsNamed: "pb-equalshares")
    let path = try #require(files.first)
    try await CityFixture.with { city in
      _ = try await PabulibImport(path: path, recorder: TestRecorder(city)).run()
      let report = try city.replay(city.export())
      #expect(try report.isVerified && report.views == city.digests())
    }
  }
}
