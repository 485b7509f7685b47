import EventLedger
import EventModel
import Glibc
import LMDB
import LocalFiles
import LogAudit
import Testing
import TransparencyLog

@Suite(.enabled(if: SmallFileSystem.canMount, SmallFileSystem.hint))
struct FullDiskTests {
  private func large(_ number: UInt64, _ count: Int = 60_000) -> OpaqueCommand {
    OpaqueCommand(id: id(number), acts: [blob("blob/a", [UInt8](repeating: 1, count: count))], actor: actor)
  }

  @Test func aFullDiskStopsRecordingUntilThereIsRoom() async throws {
    try await SmallFileSystem.with(bytes: 6 << 20) { disk in
      try Files.write([UInt8](repeating: 0, count: 2 << 20), to: "\(disk)/ballast")
      var ledger = try await TestLedger(at: "\(disk)/city.albo")
      var number: UInt64 = 100
      var recorded: [Position] = []
      while number < 1000, let answer = try? await ledger.store.append(large(number), by: .tester) {
        recorded.append(answer.position)
        number += 1
      }
      let (store, refused) = (ledger.store, large(number))
      for _ in 0..<5 { await expect(.diskFull) { try await store.append(refused, by: .tester) } }
      #expect(recorded.map(\.rawValue) == Array(1...UInt64(recorded.count)) && recorded.count > 10)
      #expect(try store.size.rawValue == UInt64(recorded.count) + 1)
      // What is there is read as before.
      #expect(try store.event(at: recorded[3]).act.count == 60_000)
      #expect(try store.receipt(of: recorded[5]).position == recorded[5])
      unlink("\(disk)/ballast")
      #expect(try await store.append(refused, by: .tester).position.rawValue == UInt64(recorded.count) + 1)
      #expect(try await store.append(large(100), by: .tester).isRepeated)
      try await ledger.set("a", 1)
      #expect(try await ledger.verify().damage == nil)
    }
  }

  @Test func aBatchTooLargeForTheDiskLeavesNothingAndSmallOnesGoOn() async throws {
    try await SmallFileSystem.with(bytes: 6 << 20) { disk in
      var ledger = try await TestLedger(at: "\(disk)/city.albo")
      try await ledger.set("a", 1)
      let acts = (0..<200).map { _ in blob("blob/a", [UInt8](repeating: 1, count: 60_000)) }
      let command = OpaqueCommand(id: id(500), acts: acts, actor: actor)
      let store = ledger.store
      await expect(.diskFull) { try await store.append(command, by: .tester) }
      #expect(try store.size.rawValue == 2)
      #expect(try await ledger.set("a", 2).position == 2)
      #expect(try await ledger.verify().damage == nil)
    }
  }

  @Test func whereVerificationFindsNoRoomTheLedgerIsNotSaidToBeDamaged() async throws {
    try await SmallFileSystem.with(bytes: 128 << 10) { disk in
      try await TestLedger.with { ledger in
        // Rows that are set again later are kept apart until then.
        for value in 1...2 as ClosedRange<UInt64> {
          try await ledger.setAll((0..<6000).map { CounterSet("c\($0)", value) })
        }
        await ledger.store.close()
        let path = ledger.path as String
        #expect(throws: LMDBError.self) { try LogVerifier.verify(path, registry: .test, scratch: disk) }
        #expect(try LogVerifier.verify(path, registry: .test).damage == nil)
      }
    }
  }
}
