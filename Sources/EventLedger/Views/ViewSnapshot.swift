import EventModel
import LMDB
public import TransparencyLog

/// The rows of a view at one size of the log, lent while a query is answered.
public struct ViewSnapshot {
  let transaction: LentTransaction
  let tables: [String: Table]
  /// The size of the log that the rows speak of.
  public let size: LogSize

  /// The row at a key, or nil if there is none.
  ///
  /// - Throws: an error if the row cannot be read.
  public func row<Row>(_ table: ViewRows.Table<Row>, _ key: ViewKey) throws -> Row? {
    guard let handle = tables[table.name] else { return nil }
    return try transaction.get(key.bytes.span, in: handle) { bytes in
      try JSONText.decode(Row.self, from: bytes.bytes(0..<bytes.count))
    }
  }

  /// The keys of a table in their order, of one text each: at most so many.
  public func texts<Row>(_ table: ViewRows.Table<Row>, limit: Int) throws -> [String] {
    var texts: [String] = []
    guard let handle = tables[table.name] else { return [] }
    try transaction.forEach(in: handle, limit: limit) { key, _ in
      texts.append(String(decoding: key.bytes(0..<max(0, key.count - 1)), as: UTF8.self))
      return true
    }
    return texts
  }

  /// A page of the rows whose keys start as `prefix` does, in the order of keys.
  ///
  /// - Parameters:
  ///   - cursor: the `next` of the previous page.
  ///   - limit: the most rows of a page.
  /// - Returns: the rows, and where the next page starts; nil at the end.
  public func rows<Row>(
    _ table: ViewRows.Table<Row>, prefix: ViewKey? = nil, cursor: [UInt8]? = nil, limit: Int
  ) throws -> (rows: [Row], next: [UInt8]?) {
    var rows: [Row] = []
    var next: [UInt8]?
    guard let handle = tables[table.name] else { return ([], nil) }
    let start = cursor ?? prefix?.bytes
    try transaction.forEach(in: handle, from: start?.span, limit: limit + 1) { key, value in
      let key = key.bytes(0..<key.count)
      if let prefix, !key.starts(with: prefix.bytes) { return false }
      guard rows.count < limit else {
        next = key
        return false
      }
      rows.append(try JSONText.decode(Row.self, from: value.bytes(0..<value.count)))
      return true
    }
    return (rows, next)
  }
}
