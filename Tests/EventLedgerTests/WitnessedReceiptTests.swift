import EventLedger
import EventModel
import LogAudit
import Testing
import TransparencyLog

@Suite struct WitnessedReceiptTests {
  @Test func aCosignedReceiptIsTheSameForEver() async throws {
    try await WitnessedLedger.with { city in
      try await city.ledger.appendMany(3)
      city.witnesses[2].mood = .dead
      try await city.publish()
      try await city.ledger.appendMany(3)
      try await city.publish()
      let store = city.ledger.store
      let first = try (0..<7).map { try store.cosignedReceipt(of: Position(UInt64($0))).text }
      let policy = try TrustPolicy(parsing: city.policy)
      for position in 0..<7 {
        let receipt = try Receipt(parsing: first[position])
        #expect(receipt.proof.size == (position < 4 ? 4 : 7))
        let leaf = try store.event(at: receipt.position).leafHash
        let verdict = try receipt.judge(leaf: leaf, policy: policy, keys: LogKeys(store.verifierKey))
        #expect(verdict.isMet && verdict.cosignatures.count == 2)
      }
      await expect(.noSuchPosition(7)) { try store.cosignedReceipt(of: 7) }

      // The third comes later, others follow, and the policy asks for more.
      city.witnesses[2].mood = .honest
      try await city.reopen()
      try await city.publish()
      #expect(try city.published().cosignatures.count == 3)
      try await city.ledger.appendMany(1)
      try await city.publish()
      #expect(try city.published().cosignatures.count == 3)
      let later = city.ledger.store
      try later.setPolicy(Array(city.policy.replacing("group g 2", with: "group g 3").utf8))
      #expect(try (0..<7).map { try later.cosignedReceipt(of: Position(UInt64($0))).text } == first)
    }
  }

  @Test func whatNoQuorumHasSeenHasNone() async throws {
    try await WitnessedLedger.with { city in
      try await city.ledger.appendMany(3)
      let store = city.ledger.store
      await expect(.quorumNotMet) { try store.cosignedReceipt(of: 2) }
      for witness in city.witnesses.dropFirst() { witness.mood = .dead }
      _ = try? await city.publish()
      await expect(.quorumNotMet) { try store.cosignedReceipt(of: 2) }
      #expect(try store.receipt(of: 2).note.signatures.count == 1)
    }
  }
}
