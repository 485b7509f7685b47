import EventLedger
import EventModel
import ParticipationModel

/// How queries read pages: a limit within bounds, and the key of the next row as an opaque cursor.
enum Lists {
  /// The limit of a question that was checked when it was asked.
  static func limit(_ limit: Int?) -> Int { limit ?? 100 }

  static func cursor(_ cursor: String?, prefix: ViewKey? = nil) throws(InvalidAct) -> [UInt8]? {
    guard let cursor else { return nil }
    guard let key = Hex.bytes(cursor), !key.isEmpty, key.count <= 500, key.starts(with: prefix?.bytes ?? []) else {
      throw InvalidAct(field: "cursor", reason: "give the `next` of the page before, or nothing")
    }
    return key
  }

  /// A page of a view's table.
  static func page<Row, Item>(
    _ ledger: CityLedger, _ view: String, _ table: ViewRows.Table<Row>, prefix: ViewKey? = nil, limit: Int?,
    cursor: String?, _ item: (Row) -> Item
  ) throws -> Page<Item> {
    let (limit, cursor) = (self.limit(limit), try self.cursor(cursor, prefix: prefix))
    return try ledger.views.read(view) { snapshot in
      let (rows, next) = try snapshot.rows(table, prefix: prefix, cursor: cursor, limit: limit)
      return Page(size: snapshot.size, items: rows.map(item), next: next.map { Hex.text($0) })
    }
  }

  /// One row of a view's table.
  static func row<Row>(
    _ ledger: CityLedger, _ view: String, _ table: ViewRows.Table<Row>, _ id: ID<some Any>, unknown code: RejectionCode
  ) throws -> Sized<Row> {
    try ledger.views.read(view) { snapshot in
      guard let row = try snapshot.row(table, ViewKey(id.description)) else { throw unknown(code, id) }
      return Sized(size: snapshot.size, item: row)
    }
  }

  /// There is nothing with this id.
  static func unknown(_ code: RejectionCode, _ id: ID<some Any>) -> Rejection {
    let what = code.description.dropFirst("Unknown".count).lowercased()
    return Rejection(code, "there is no \(what) “\(id)”: check the id", rule: "a query names what is recorded")
  }
}
