import Albo

/// Views of a ledger made anew.
enum Views {
  /// The view of tallies alone.
  static var tally: [any Projection.Type] { CityLedger.projections.filter { $0.definition.name == "tally" } }

  /// Deletes the views of a closed ledger and makes some of them again from its log, in one pass.
  ///
  /// - Parameter memory: looked at after each batch.
  static func rebuild(_ ledger: String, _ types: [any Projection.Type], _ memory: inout MemoryPeak) async throws -> Run
  {
    try Disk.empty(ledger + "/views")
    let store = try Ledgers.open(ledger)
    let views = try ViewKeeper(store, types)
    let start = Run.Start()
    try views.catchUp(progress: { _, _ in memory.look() })
    let run = start.elapsed(Int(try store.size.rawValue))
    views.close()
    await store.close()
    return run
  }
}
