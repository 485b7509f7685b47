import Albo

/// Proofs and receipts of random positions, one after the other on one thread.
enum Evidence {
  /// Proofs of inclusion in the present size.
  static func proofs(_ store: EventStore, seconds: Double) throws -> Run {
    try repeating(store, seconds) { position in
      guard try !store.inclusionProof(of: position).path.isEmpty else { throw BenchmarkError("an empty proof") }
    }
  }

  /// Receipts, each with the checkpoint that was signed with its event.
  static func receipts(_ store: EventStore, seconds: Double) throws -> Run {
    try repeating(store, seconds) { position in
      guard try store.receipt(of: position).position == position else {
        throw BenchmarkError("a receipt of another position")
      }
    }
  }

  /// Repeats until the time is over, at least ten times.
  private static func repeating(
    _ store: EventStore, _ seconds: Double, _ body: (Position) throws -> Void
  ) throws -> Run {
    let size = try store.size.rawValue
    var draws = Draws()
    let start = Run.Start()
    var count = 0
    while true {
      try body(Position(UInt64.random(in: 0..<size, using: &draws)))
      count += 1
      let run = start.elapsed(count)
      if count >= 10, run.seconds >= seconds { return run }
    }
  }

  /// Opens a closed ledger to write, and closes it again.
  static func opening(_ ledger: String) async throws -> Run {
    let start = Run.Start()
    let store = try Ledgers.open(ledger)
    let run = start.elapsed(1)
    await store.close()
    return run
  }
}
