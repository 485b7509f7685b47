import Albo

/// How often each bench was repaired: a read model that this program adds.
struct BenchesProjection: Projection {
  /// A row, which is also an item of the answer.
  struct Row: Codable, Sendable, Hashable {
    var bench: ID<Bench>
    var repairs: Int
    var minutes: Int
  }

  static let benches = ViewRows.Table<Row>("benches")

  static let definition = ViewDefinition("benches", version: 1, tables: ["benches"], acts: [BenchRepaired.self])

  init() {}

  mutating func apply(
    _ event: ViewEvent, _ record: borrowing Span<UInt8>, to rows: ViewRows, history: some EventHistory
  ) throws {
    let act = try event.act(BenchRepaired.self, in: record)
    let slot = try rows.slot(Self.benches, ViewKey(act.bench.description))
    var row = slot.row ?? Row(bench: act.bench, repairs: 0, minutes: 0)
    row.repairs += 1
    row.minutes += Int(act.minutes)
    slot.row = row
  }
}

/// `benches.list`: the benches and their repairs.
struct ListBenches: AnsweredQuery {
  var limit: Int?
  var cursor: String?

  init(limit: Int? = nil, cursor: String? = nil) { (self.limit, self.cursor) = (limit, cursor) }

  typealias Answer = Page<BenchesProjection.Row>

  static let method = "benches.list"
  static let summary = "The benches and their repairs, by id"

  init(_ blank: Blank) {}

  mutating func visit(_ fields: inout some FieldVisitor) throws(InvalidAct) { try fields.page(1, &limit, &cursor) }

  func answer(from ledger: CityLedger) throws -> Answer {
    try ledger.page(of: "benches", BenchesProjection.benches, limit: limit, cursor: cursor)
  }
}
