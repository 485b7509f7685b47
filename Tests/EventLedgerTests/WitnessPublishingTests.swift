import EventLedger
import EventModel
import LMDB
import LogAudit
import Testing
import TransparencyLog

/// What is published of a ledger that has witnesses.
@Suite struct WitnessPublishingTests {
  @Test func whatIsPublishedCarriesTheCosignatures() async throws {
    try await WitnessedLedger.with { city in
      for count in [3, 1, 300] {
        try await city.ledger.appendMany(count)
        let size = try await city.publish().size
        let shown = try city.published()
        #expect(shown.checkpoint.size == size)
        #expect(shown.cosignatures.count == 3)
      }
      #expect(city.notices.all.isEmpty)
      #expect(try await city.publish().files == 0)
    }
  }

  @Test func oneDeadWitnessOfThreeIsToldOfAndStopsNothing() async throws {
    try await WitnessedLedger.with { city in
      city.witnesses[1].mood = .dead
      try await city.ledger.appendMany(3)
      try await city.publish()
      let shown = try city.published()
      #expect(shown.isMet)
      #expect(shown.missing.map { "\($0.name)" } == ["w1"])
      #expect(city.notices.all.contains { $0.contains("w1 could not be asked") })
    }
  }

  @Test func withoutAQuorumTheFolderKeepsItsCheckpoint() async throws {
    try await WitnessedLedger.with { city in
      try await city.ledger.appendMany(3)
      let before = try await city.publish().size
      (city.witnesses[0].mood, city.witnesses[2].mood) = (.dead, .lying)
      try await city.ledger.appendMany(300)
      let error = await #expect(throws: LedgerError.self) { try await city.publish() }
      #expect(error?.code == .quorumNotMet)
      let message = error?.message ?? ""
      #expect(message.contains("w0 could not be asked") && message.contains("w2 gave a signature that does not count"))
      #expect(try city.published().checkpoint.size == before)
      try city.ledger.reader(city.ledger.folder).audit()
      // Nor without asking anybody.
      await expect(.quorumNotMet) { try city.ledger.publish(to: city.ledger.folder) }

      city.witnesses[0].mood = .honest
      try await city.reopen()
      try await city.ledger.appendMany(1)
      let after = try await city.publish().size
      #expect(after == before.advanced(by: 301))
      #expect(try city.published().isMet)
      try city.ledger.reader(city.ledger.folder).audit()
    }
  }

  @Test(.timeLimit(.minutes(60))) func aHangingWitnessDoesNotHoldUpTheOthers() async throws {
    try await WitnessedLedger.with { city in
      city.grace = .milliseconds(1)
      try await city.reopen()
      try await city.ledger.appendMany(3)
      city.witnesses[0].mood = .hanging
      let publisher = LogPublisher(city.ledger.store, folder: city.ledger.folder)
      try await publisher.publishCosigned(within: .seconds(3600))
      #expect(try city.published().cosignatures.count == 2)
    }
  }

  @Test func aBoastingWitnessProvesNothing() async throws {
    try await WitnessedLedger.with { city in
      try await city.ledger.appendMany(3)
      city.witnesses[0].mood = .boasting
      try await city.publish()
      #expect(try city.published().cosignatures.count == 2)
      #expect(city.notices.all.contains { $0.contains("w0 says that it has cosigned size 1000000 already") })
    }
  }

  @Test func aWitnessThatWasAskedByOthersIsFollowed() async throws {
    try await WitnessedLedger.with { city in
      try await city.ledger.appendMany(3)
      let store = city.ledger.store
      let proof = ConsistencyProof(oldSize: .zero, newSize: 4, path: [])
      _ = try await city.witnesses[0].cosign(WitnessRequest(proof: proof, checkpoint: store.checkpoint(at: 4)))
      try await city.ledger.appendMany(3)
      try await city.publish()
      #expect(city.witnesses[0].requests == [0, 0, 4])
      try await city.ledger.appendMany(3)
      try await city.publish()
      #expect(city.witnesses[0].requests == [0, 0, 4, 7])
      #expect(try store.lastCosigned(by: city.witnesses[0].key.verifierKey)?.size == 10)
    }
  }

  @Test func runningItPublishesOnceTheQuorumIsThere() async throws {
    try await WitnessedLedger.with { city in
      try await city.ledger.appendMany(3)
      for place in 0..<2 { city.witnesses[place].mood = .dead }
      let publisher = LogPublisher(city.ledger.store, folder: city.ledger.folder)
      let (sizes, continuation) = AsyncStream.makeStream(of: LogSize.self)
      let (witnesses, notices) = (city.witnesses, city.notices)
      let before = notices.all.count
      let running = Task {
        try await publisher.run {
          continuation.yield($0.size)
        } didFail: {
          notices.add($0.message)
          for witness in witnesses { witness.mood = .honest }
        }
      }
      var iterator = sizes.makeAsyncIterator()
      #expect(await iterator.next() == 4)
      running.cancel()
      try await running.value
      #expect(notices.all.count == before + 1)
      #expect(try city.published().isMet)
    }
  }

  @Test func theLastRoundAsksThoseTooThatFailedJustNow() async throws {
    try await WitnessedLedger.with { city in
      try await city.ledger.appendMany(3)
      for witness in city.witnesses { witness.mood = .dead }
      let publisher = LogPublisher(city.ledger.store, folder: city.ledger.folder)
      let (failures, continuation) = AsyncStream.makeStream(of: LedgerError.self)
      let running = Task { try await publisher.run(didFail: { continuation.yield($0) }) }
      var iterator = failures.makeAsyncIterator()
      #expect(await iterator.next()?.code == .quorumNotMet)
      for witness in city.witnesses { witness.mood = .honest }
      running.cancel()
      try await running.value
      #expect(try city.published().checkpoint.size == 4)
    }
  }

  @Test func whatIsNotPublishedInTheEndIsTold() async throws {
    try await WitnessedLedger.with { city in
      try await city.ledger.appendMany(3)
      for witness in city.witnesses { witness.mood = .dead }
      let publisher = LogPublisher(city.ledger.store, folder: city.ledger.folder)
      let notices = city.notices
      let running = Task { try await publisher.run(didFail: { notices.add($0.message) }) }
      running.cancel()
      try await running.value
      #expect(notices.all.count { $0.contains("is not published") } == 1)
    }
  }

  @Test func aPolicyNamesURLsThatCanBeAsked() async throws {
    try await WitnessedLedger.with { city in
      let key = city.witnesses[0].key.verifierKey
      let access = WitnessAccess { [witness = city.witnesses[0]] in
        $0.url?.hasPrefix("memory:") == true ? witness : nil
      } notice: { _ in
      }
      await city.ledger.store.close()
      let reader = try EventStore.open(
        at: city.ledger.path, mode: .reader, registry: .test,
        options: .init(clock: city.ledger.clock, program: "tests", witnesses: access))
      city.ledger.store = reader
      await expect(.quorumNotMet) { try reader.setPolicy(Array("witness w \(key) w.example/\nquorum w\n".utf8)) }
      try reader.setPolicy(Array("witness w \(key) memory:0\nquorum w\n".utf8))
    }
  }

  @Test func withoutAQuorumOnlyTheLastLinesAreKept() async throws {
    try await WitnessedLedger.with { city in
      try city.ledger.store.setPolicy(Array((city.policy.replacing("quorum g", with: "quorum none")).utf8))
      for _ in 0..<3 {
        try await city.ledger.appendMany(1)
        try await city.publish()
        #expect(try city.published().cosignatures.count == 3)
      }
      await city.ledger.store.close()
      let environment = try Environment(
        directory: city.ledger.path + "/witnesses", tables: ["lines"], options: .init(access: .readOnly))
      defer { environment.close() }
      let rows = try environment.read { try $0.count(of: environment.table("lines")) }
      #expect(rows == 3)
    }
  }

  @Test func aWitnessWhoseClockIsWrongIsToldOf() async throws {
    try await WitnessedLedger.with { city in
      city.witnesses[1].mood = .late
      try await city.ledger.appendMany(3)
      try await city.publish()
      #expect(try city.published().cosignatures.count == 3)
      #expect(city.notices.all.contains { $0.hasPrefix("witnesses: w1 has cosigned, but its clock is -") })
    }
  }

  @Test func aPolicyMustBeOneThatCanBeMet() async throws {
    try await WitnessedLedger.with { city in
      let store = city.ledger.store
      let key = city.witnesses[0].key.verifierKey
      await expect(.quorumNotMet) { try store.setPolicy(Array("witness w \(key)\nquorum w\n".utf8)) }
      let other = try SigningKey.generate(name: KeyName("other.example/log")).verifierKey
      #expect(throws: PolicyRefusal.self) { try store.setPolicy(Array("log \(other)\nquorum none\n".utf8)) }
      #expect(throws: TrustPolicyError.self) { try store.setPolicy(Array("quorum none".utf8)) }
      #expect(try store.policy()?.witnesses.count == 3)
      try store.setPolicy(Array("log \(store.verifierKey)\nquorum none\n".utf8))
      try await city.ledger.appendMany(1)
      try await city.publish()
      #expect(city.witnesses.allSatisfy { $0.last == nil })
    }
  }
}
