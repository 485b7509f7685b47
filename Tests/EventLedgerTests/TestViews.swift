import EventLedger
import EventModel
import LocalFiles
import TransparencyLog

/// Counters with their values and every change of them.
struct CounterView: Projection {
  static let definition = ViewDefinition(
    "counters", version: 1, tables: ["counters", "changes"], working: ["sums"], acts: [CounterSet.self])
  static let counters = ViewRows.Table<CounterRow>("counters")
  static let changes = ViewRows.Table<CounterRow>("changes")
  static let sums = ViewRows.Table<SumRow>("sums")

  func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    let act = try event.act(CounterSet.self, in: record)
    let row = CounterRow(counter: act.counter, value: act.value, position: event.position.rawValue)
    try rows.set(Self.counters, ViewKey(act.counter), to: act.value == 0 ? nil : row)
    try rows.set(Self.changes, ViewKey(.text(act.counter), .number(row.position)), to: row)
    let sum = try rows.slot(Self.sums, ViewKey("all"))
    if sum.row == nil { sum.row = SumRow(count: 0) }
    sum.update { $0.count += 1 }
    // After its rows were changed: nothing of them may be left.
    if act.counter == "poison" { throw Poison() }
  }

  struct Poison: Error {}
}

/// The same view, as a later program defines it: doubled values and a table more.
struct DoubledCounterView: Projection {
  static let definition = ViewDefinition(
    "counters", version: 2, tables: ["counters", "doubled"], acts: [CounterSet.self])

  func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    let act = try event.act(CounterSet.self, in: record)
    let row = CounterRow(counter: act.counter, value: act.value * 2, position: event.position.rawValue)
    try rows.set(.init("doubled"), ViewKey(act.counter), to: row)
  }
}

/// Counters that have reached a hundred: few events concern it.
struct HundredView: Projection {
  static let definition = ViewDefinition("hundreds", version: 1, tables: ["changes"], acts: [HundredReached.self])

  func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    let act = try event.act(HundredReached.self, in: record)
    let row = CounterRow(counter: act.counter, value: 100, position: event.position.rawValue)
    try rows.set(CounterView.changes, ViewKey(act.counter), to: row)
  }
}

/// The same view, as a later program defines it.
struct LaterHundredView: Projection {
  static let definition = ViewDefinition("hundreds", version: 2, tables: ["changes"], acts: [CounterSet.self])

  func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {}
}

/// How often each type of act was recorded.
struct TypeView: Projection {
  static let definition = ViewDefinition("types", version: 1, tables: ["types"], acts: .every)
  static let types = ViewRows.Table<SumRow>("types")

  func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    let slot = try rows.slot(Self.types, ViewKey(event.type.description))
    slot.row = SumRow(count: (slot.row?.count ?? 0) + 1)
  }
}

struct CounterRow: Codable, Equatable, Sendable {
  var counter: String
  var value: UInt64
  var position: UInt64
}

struct SumRow: Codable, Equatable, Sendable {
  var count: Int
}

extension ViewKeeper {
  /// The size of the log at which a view stands.
  func size(_ name: String) throws -> UInt64 { try read(name) { $0.size.rawValue } }

  func counter(_ name: String) throws -> CounterRow? {
    try read("counters") { try $0.row(CounterView.counters, ViewKey(name)) }
  }

  /// The export of a view as text, and its digest.
  func exported(_ name: String, at size: UInt64? = nil) throws -> (text: [UInt8], digest: ViewDigest) {
    var text: [UInt8] = []
    let digest = try export(name, at: size.map { LogSize($0) }) { text += $0 }
    return (text, digest)
  }
}

extension TestLedger {
  /// Opens views over the ledger for as long as `body` runs.
  func withViews<R>(
    _ types: [any Projection.Type] = [CounterView.self, TypeView.self], scratch: String? = nil,
    _ body: (ViewKeeper) async throws -> R
  ) async throws -> R {
    let keeper = try ViewKeeper(store, types, scratch: scratch)
    defer { keeper.close() }
    return try await body(keeper)
  }

  /// What lies in the directory of a view.
  func generations(_ view: String) throws -> [String] { try Files.list("\(path)/views/\(view)") }
}
