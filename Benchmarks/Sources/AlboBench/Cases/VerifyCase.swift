import Crypto
import EventLedger
import EventModel
import TransparencyLog

/// Records and tree of a log, beside SHA-256 alone over the same bytes.
struct VerifyCase {
  let settings: Settings
  private static let registry = Ledgers.registry

  func run() async throws -> [CaseReport] {
    let count = settings.events ?? 1_000_000
    return try await settings.workspace.withDirectory { directory in
      _ = try await AppendCase.fill(directory, count)
      let records = try readAll(directory)
      var measured = Measured()
      for _ in 0..<settings.pairs { try measured.add(try verify(directory), records) }
      return measured.reports
    }
  }

  private func verify(_ directory: String) throws -> VerificationReport {
    let report = try LogVerifier.verify(directory, registry: Self.registry)
    if let damage = report.damage { throw BenchmarkError("the ledger is damaged: \(damage)") }
    return report
  }

  private func readAll(_ directory: String) throws -> PrefixedRecords {
    let store = try EventStore.open(at: directory, mode: .reader, registry: Self.registry, options: Ledgers.options)
    var records = PrefixedRecords()
    var next: Position? = 0
    while let position = next {
      let page = try store.read(from: position)
      for event in page.events { records.append(event.record) }
      next = page.next.map { Position($0) }
    }
    return records
  }
}

/// 0x00 ‖ record for each record, one after the other.
struct PrefixedRecords {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  var count: Int { ends.count }
  var byteCount: Int { bytes.count - count }

  mutating func append(_ record: [UInt8]) {
    bytes.append(0)
    bytes += record
    ends.append(bytes.count)
  }

  /// Hashes each leaf as it lies there.
  func hashLeaves() -> UInt64 {
    bytes.withUnsafeBytes { bytes in
      var (start, sum): (Int, UInt64) = (0, 0)
      for end in ends {
        sum &+= Self.digest(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        start = end
      }
      return sum
    }
  }

  /// Hashes 65 bytes for every node of the tree: one less than it has leaves.
  func hashNodes() -> UInt64 {
    let node = [UInt8](repeating: 1, count: 65)
    return node.withUnsafeBytes { node in
      var sum: UInt64 = 0
      for _ in 1..<max(2, count) { sum &+= Self.digest(node) }
      return sum
    }
  }

  private static func digest(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hasher = SHA256()
    hasher.update(bufferPointer: bytes)
    return hasher.finalize().withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
  }
}
