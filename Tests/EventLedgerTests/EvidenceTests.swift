import Crypto
import EventLedger
import EventModel
import LogAudit
import Testing
import TransparencyLog

@Suite struct EvidenceTests {
  /// RFC 6962 §2.1, written as it is read.
  private static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
    if leaves.isEmpty { return Array(SHA256.hash(data: [UInt8]())) }
    if leaves.count == 1 { return Array(SHA256.hash(data: [0] + leaves[leaves.startIndex])) }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let middle = leaves.startIndex + split
    return Array(SHA256.hash(data: [1] + root(leaves[..<middle]) + root(leaves[middle...])))
  }

  /// 300 events in commits of various sizes.
  private func withBatches(_ body: (inout TestLedger, [UInt64]) async throws -> Void) async throws {
    try await TestLedger.with { ledger in
      var sizes: [UInt64] = [1]
      for count in [1, 1, 2, 3, 5, 20, 99, 123, 1, 1, 2, 41] {
        try await ledger.appendMany(count)
        sizes.append((sizes.last ?? 0) + UInt64(count))
      }
      #expect(sizes.last == 300)
      try await body(&ledger, sizes)
    }
  }

  @Test func everyCheckpointSignsTheRootOfItsSize() async throws {
    try await withBatches { ledger, sizes in
      let store = ledger.store
      #expect(try store.signedSizes().map(\.rawValue) == sizes)
      let records = try store.read().events.map(\.record)
      for size in sizes {
        let checkpoint = try store.checkpoint(at: LogSize(size))
        #expect(checkpoint.size.rawValue == size)
        #expect(checkpoint.root == MerkleHash(bytes: Self.root(records[..<Int(size)])))
        #expect(try Checkpoint(verifying: checkpoint.note.serialized, key: store.verifierKey).root == checkpoint.root)
      }
      #expect(try store.checkpoint().size.rawValue == 300)
      await expect(.noSuchPosition(250)) { try store.checkpoint(at: LogSize(250)) }
      #expect(try store.signedSizes(after: LogSize(33), limit: 2).map(\.rawValue) == [132, 255])
    }
  }

  @Test func aReceiptIsTheSameForEverAndVerifiesAlone() async throws {
    try await withBatches { ledger, sizes in
      var texts: [String] = []
      for position in 0..<300 as Range<UInt64> {
        texts.append(try ledger.store.receipt(of: Position(position)).text)
        // As somebody does who has the text, the record and the log's key, and nothing else.
        let receipt = try Receipt(parsing: texts[Int(position)])
        let (record, key) = (try ledger.store.event(at: Position(position)).record, ledger.store.verifierKey)
        #expect(try receipt.verify(entry: record, key: key).size.rawValue == sizes.first { $0 > position })
        #expect(receipt.position.rawValue == position)
        #expect(throws: ReceiptError.self) { try receipt.verify(entry: record + [0], key: key) }
      }
      try await ledger.appendMany(700)
      try await ledger.reopen()
      for position in 0..<300 as Range<UInt64> {
        #expect(try ledger.store.receipt(of: Position(position)).text == texts[Int(position)])
      }
      let store = ledger.store
      await expect(.noSuchPosition(1000)) { try store.receipt(of: 1000) }
    }
  }

  @Test func everyInclusionVerifies() async throws {
    try await withBatches { ledger, _ in
      let leaves = try ledger.store.read().events.map(\.leafHash)
      for size in 1...300 as ClosedRange<UInt64> {
        let root = try ledger.store.root(of: LogSize(size))
        // All pairs would be 45,000: the ends, the middle, and what tiles end at.
        let places: Set<UInt64> = [0, size / 2, size - 1, min(255, size - 1), min(256, size - 1)]
        for position in places {
          let proof = try ledger.store.inclusionProof(of: Position(position), in: LogSize(size))
          try proof.verify(leaf: leaves[Int(position)], root: root)
        }
      }
      let store = ledger.store
      await expect(.noSuchPosition(7)) { try store.inclusionProof(of: 7, in: LogSize(7)) }
      await expect(.noSuchPosition(7)) { try store.inclusionProof(of: 7, in: LogSize(301)) }
    }
  }

  @Test func everyConsistencyVerifies() async throws {
    try await withBatches { ledger, _ in
      let store = ledger.store
      let roots = try (0...300 as ClosedRange<UInt64>).map { try store.root(of: LogSize($0)) }
      for new in [0, 1, 2, 33, 132, 255, 256, 257, 299, 300] as [UInt64] {
        for old in 0...new {
          let proof = try store.consistencyProof(from: LogSize(old), to: LogSize(new))
          try proof.verify(oldRoot: roots[Int(old)], newRoot: roots[Int(new)])
        }
      }
      await expect(.noSuchPosition(301)) { try store.consistencyProof(from: LogSize(1), to: LogSize(301)) }
      await expect(.noSuchPosition(1)) { try store.consistencyProof(from: LogSize(2), to: LogSize(1)) }
    }
  }
}
