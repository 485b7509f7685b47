import Albo

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

  /// Records that many, in commands of which several are on their way at once.
  ///
  /// - Returns: what it cost; making them is not in its CPU time.
  mutating func append(_ count: Int, to store: EventStore, _ inFlight: InFlight) async throws -> Run {
    let (start, batch, act) = (Run.Start(), batch, act)
    var (ids, left) = (ids, count)
    let preparation = try await inFlight.submit {
      guard left > 0 else { return nil }
      let acts = Array(repeating: act, count: min(batch, left))
      left -= acts.count
      return OpaqueCommand(id: ids.next(), acts: acts, actor: .office)
    } _: {
      _ = try await store.append($0, by: Ledgers.submitter)
    }
    self.ids = ids
    return start.elapsed(count).without(cpuSeconds: preparation)
  }
}
