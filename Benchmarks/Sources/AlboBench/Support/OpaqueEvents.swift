import EventLedger
import EventModel

/// Events of one stream that nobody decides.
struct OpaqueEvents {
  /// Bytes of each.
  let size: Int
  /// Events of a command.
  let batch: Int
  private let act: OpaqueAct
  private var ids = CommandIDs()

  init(of size: Int, batch: Int) throws {
    guard let stream = StreamName("bench/events") else { throw BenchmarkError("no name for the stream") }
    (self.size, self.batch) = (size, batch)
    act = OpaqueAct(
      type: Ledgers.opaque, stream: stream, bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0 * 131 + 7) })
  }

  /// Records as many, one command after the other, each awaited.
  mutating func append(_ count: Int, to store: EventStore) async throws -> Run {
    try await Run.timing(count) {
      for start in stride(from: 0, to: count, by: batch) {
        let acts = Array(repeating: act, count: min(batch, count - start))
        let command = OpaqueCommand(id: ids.next(), acts: acts, actor: .office)
        _ = try await store.append(command, by: Ledgers.submitter)
      }
    }
  }
}
