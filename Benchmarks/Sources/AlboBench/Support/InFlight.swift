/// Keeps batches running side by side, and prepares the next one beside them.
///
/// What is submitted first is usually queued first, but nothing says so: whoever needs an order waits in between.
struct InFlight {
  /// How many batches run at once.
  var width = 4

  /// Submits what `next` prepares until it has no more, and waits for all of it.
  ///
  /// - Returns: the CPU seconds that `next` took, which are no part of what recording costs.
  func submit<Batch: Sendable>(
    _ next: () throws -> Batch?, _ record: @escaping @Sendable (Batch) async throws -> Void
  ) async throws -> Double {
    var preparation = 0.0
    func prepare() throws -> Batch? {
      let start = Run.threadTime()
      defer { preparation += Run.threadTime() - start }
      return try next()
    }
    guard width > 1 else {
      // One client that waits needs no task beside it.
      while let batch = try prepare() { try await record(batch) }
      return preparation
    }
    return try await withThrowingTaskGroup(of: Void.self) { group in
      var running = 0
      var prepared = try prepare()
      while let batch = prepared {
        if running == width { try await group.next() } else { running += 1 }
        group.addTask { try await record(batch) }
        prepared = try prepare()
      }
      try await group.waitForAll()
      return preparation
    }
  }
}
