import EventLedger
import EventModel
import ParticipationModel

/// How queries read pages: a limit within bounds, and the key of the next row as an opaque cursor.
enum Lists {
  static func limit(_ limit: Int?) throws(InvalidAct) -> Int {
    let limit = limit ?? 100
    guard (1...1000).contains(limit) else {
      throw InvalidAct(field: "limit", reason: "\(limit) is outside 1…1000")
    }
    return limit
  }

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
    let (limit, cursor) = (try self.limit(limit), try self.cursor(cursor, prefix: prefix))
    return try ledger.views.read(view) { snapshot in
      let (rows, next) = try snapshot.rows(table, prefix: prefix, cursor: cursor, limit: limit)
      return Page(size: snapshot.size, items: rows.map(item), next: next.map { Hex.text($0) })
    }
  }

  /// One row of a view's table.
  static func row<Row>(
    _ ledger: CityLedger, _ view: String, _ table: ViewRows.Table<Row>, _ id: Identifier, what: String
  ) throws -> Sized<Row> {
    try ledger.views.read(view) { snapshot in
      guard let row = try snapshot.row(table, ViewKey(id.description)) else { throw unknown(what, id) }
      return Sized(size: snapshot.size, item: row)
    }
  }

  /// There is nothing with this id.
  static func unknown(_ what: String, _ id: Identifier) -> Rejection {
    Rejection(
      RejectionCode(stringLiteral: "Unknown\(what)"), "there is no \(what.lowercased()) “\(id)”",
      rule: "what was never recorded cannot be shown")
  }
}
