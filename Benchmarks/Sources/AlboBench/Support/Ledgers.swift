import Albo

/// Ledgers to be measured.
enum Ledgers {
  static let opaque = ActType(static: "bench.v1.Noted")
  static let options = OpeningOptions(program: "albo-bench")
  static let submitter = Submitter(recorder: "bench", kind: .importer)
  static let registry = ActRegistry.albo.adding(opaque: opaque)

  /// Where the log of a ledger lies.
  static func log(of ledger: String) -> String { ledger + "/log" }

  static func origin() throws -> KeyName { try KeyName("bench.example/log") }

  static func create(in directory: String) async throws -> EventStore {
    try await EventStore.create(at: directory, origin: try origin(), registry: registry, options: options)
  }

  static func open(_ directory: String, _ mode: EventStore.Mode = .writer) throws -> EventStore {
    try EventStore.open(at: directory, mode: mode, registry: registry, options: options)
  }

  static func createCity(in directory: String) async throws -> CityLedger {
    try await CityLedger.create(at: directory, origin: try origin(), options: options)
  }
}

/// Something that a run needs is missing.
struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

extension EventStore {
  /// All sizes that were signed after one: where commits ended.
  func commits(after size: LogSize) throws -> [UInt64] {
    var sizes: [UInt64] = []
    var last = size
    while true {
      let page = try signedSizes(after: last)
      guard let next = page.last else { return sizes }
      sizes += page.map(\.rawValue)
      last = next
    }
  }
}
