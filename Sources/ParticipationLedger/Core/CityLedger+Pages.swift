import Bytes
public import EventLedger
public import EventModel
public import ParticipationModel
public import TransparencyLog

/// How queries read pages: a limit within bounds, and the key of the next row as an opaque cursor.
enum Paging {
  /// The limit of a question that was checked when it was asked.
  static func limit(_ limit: Int?) -> Int { limit ?? 100 }

  static func cursor(_ cursor: String?, prefix: ViewKey? = nil) throws(InvalidAct) -> [UInt8]? {
    guard let cursor else { return nil }
    guard let key = Hex.bytes(cursor), !key.isEmpty, key.count <= 500, key.starts(with: prefix?.bytes ?? []) else {
      throw InvalidAct(field: "cursor", reason: "expected the `next` of the previous page, or nothing")
    }
    return key
  }
}

extension CityLedger {
  /// A page of a view's table, as queries answer it.
  ///
  /// - Parameters:
  ///   - view: the name of the view.
  ///   - size: the view as it stood when the log had this size; default: the present one.
  ///   - prefix: lists the rows whose keys start so; default: all.
  ///   - limit: at most this many rows; default: 100.
  ///   - cursor: the `next` of the previous page.
  ///   - item: what is answered of a row; nil if the row does not belong to the answer. After 10,000 rows the page ends,
  ///     with fewer items than it could have and a cursor to go on.
  /// - Throws: `InvalidAct` for a cursor that is none, and naming `at` for a size that the log has not reached;
  ///   `LedgerError` if the view cannot be read; what `item` throws.
  public func page<Row, Item>(
    of view: String, _ table: ViewRows.Table<Row>, at size: LogSize? = nil, prefix: ViewKey? = nil, limit: Int?,
    cursor: String?, _ item: (Row) throws -> Item?
  ) throws -> Page<Item> {
    try page(of: view, table, at: size, prefix: prefix, limit: limit, cursor: cursor) { row, _ in try item(row) }
  }

  /// A page whose items need more of the view than the rows of one table.
  func page<Row, Item>(
    of view: String, _ table: ViewRows.Table<Row>, at size: LogSize? = nil, prefix: ViewKey? = nil, limit: Int?,
    cursor: String?, _ item: (Row, ViewSnapshot) throws -> Item?
  ) throws -> Page<Item> {
    let (limit, cursor) = (Paging.limit(limit), try Paging.cursor(cursor, prefix: prefix))
    return try views.read(view, at: size) { snapshot in
      var (items, next, rest) = ([Item](), cursor, 10_000)
      // Rows that do not belong to the answer leave room for others.
      repeat {
        let page = try snapshot.rows(table, prefix: prefix, cursor: next, limit: limit - items.count)
        items += try page.rows.compactMap { try item($0, snapshot) }
        rest -= page.rows.count
        next = page.next
      } while next != nil && items.count < limit && rest > 0
      return Page(size: snapshot.size, items: items, next: next.map { Hex.text($0) })
    }
  }

  /// A page of a view's table, each row as it stands.
  ///
  /// - Throws: as `page(of:_:at:prefix:limit:cursor:_:)` with another item.
  public func page<Row>(
    of view: String, _ table: ViewRows.Table<Row>, at size: LogSize? = nil, prefix: ViewKey? = nil, limit: Int?,
    cursor: String?
  ) throws -> Page<Row> {
    try page(of: view, table, at: size, prefix: prefix, limit: limit, cursor: cursor) { $0 }
  }

  /// One row of a view's table, by the id of what it is about.
  ///
  /// - Parameters:
  ///   - size: the view as it stood when the log had this size; default: the present one.
  ///   - suggests: whether the refusal of an unknown id names the nearest one; false for persons.
  /// - Throws: `Rejection` with this code if there is none; `InvalidAct` naming `at` for a size that the log has not
  ///   reached; `LedgerError` if the view cannot be read.
  public func row<Row>(
    of view: String, _ table: ViewRows.Table<Row>, _ id: ID<some Any>, at size: LogSize? = nil,
    unknown code: RejectionCode, suggests: Bool = true
  ) throws -> Sized<Row> {
    try row(of: view, table, id, at: size, unknown: code, suggests: suggests) { row, _ in row }
  }

  /// What is made of one row and of more of its view.
  func row<Row, Item>(
    of view: String, _ table: ViewRows.Table<Row>, _ id: ID<some Any>, at size: LogSize? = nil,
    unknown code: RejectionCode, suggests: Bool = true, _ item: (Row, ViewSnapshot) throws -> Item
  ) throws -> Sized<Item> {
    try views.read(view, at: size) { snapshot in
      guard let row = try snapshot.row(table, ViewKey(id.description)) else {
        throw Rejection(unknown: code, id, among: suggests ? try snapshot.texts(table, limit: 10_000) : [])
      }
      return Sized(size: snapshot.size, item: try item(row, snapshot))
    }
  }
}

extension Rejection {
  /// There is nothing with this id.
  init(unknown code: RejectionCode, _ id: ID<some Any>, among known: [String] = []) {
    let what = code.description.dropFirst("Unknown".count).lowercased()
    self.init(
      code, "there is no \(what) “\(id)”: check the id.\(NearestName.question(id.description, among: known))",
      rule: "a query can only be about what is recorded")
  }
}
