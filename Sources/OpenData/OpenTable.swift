import EventModel

/// A table of open data: the meaning of its columns, and its rows in a stable order.
struct OpenTable: Sendable {
  /// The name of its file without the extension.
  let name: String
  /// What a row describes.
  let title: String
  /// The same in Italian.
  let titolo: String
  let columns: [Column]
  /// Passes on each row.
  let rows: @Sendable (TableContext, (Row) throws -> Void) throws -> Void

  typealias Row = [Cell]

  /// A column of a table; names and types never change, and new columns come last.
  struct Column: Sendable {
    let name: String
    let type: ColumnType
    let description: String
    /// What a number counts or measures.
    var unit: String?
    /// Whether it counts persons in groups that may be small; then it is empty if `suppressed` is true.
    var isSuppressible = false

    init(_ name: String, _ type: ColumnType, _ description: String, unit: String? = nil) {
      (self.name, self.type, self.description, self.unit) = (name, type, description, unit)
    }

    /// A count that is empty if it is too small to be shown.
    static func persons(_ name: String, _ description: String, unit: String = "persons") -> Column {
      var column = Column(name, .integer, description, unit: unit)
      column.isSuppressible = true
      return column
    }
  }

  /// The types of Frictionless Table Schema that are used.
  enum ColumnType: String, Sendable {
    case string, integer, boolean, date, datetime
  }
}

/// A cell of a table.
enum Cell: Hashable, Sendable {
  /// Nothing is known, or it is suppressed.
  case empty
  case text(String)
  case whole(UInt64)
  case flag(Bool)
  /// µs since 1970 UTC.
  case instant(Int64)
  /// The UTC day of µs since 1970 UTC.
  case day(Int64)

  /// The text of a member of a row; empty if the member is absent or has no text.
  static func text(_ row: JSONValue?, _ name: String) -> Cell {
    guard let text = row?[name]?.text, !text.isEmpty else { return .empty }
    return .text(text)
  }

  static func whole(_ row: JSONValue?, _ name: String) -> Cell {
    row?[name]?.unsignedInteger.map { .whole($0) } ?? .empty
  }

  static func flag(_ row: JSONValue?, _ name: String) -> Cell {
    if case .bool(let flag)? = row?[name] { .flag(flag) } else { .empty }
  }

  static func instant(_ row: JSONValue?, _ name: String) -> Cell {
    row?[name]?.signedInteger.map { .instant($0) } ?? .empty
  }

  static func day(_ row: JSONValue?, _ name: String) -> Cell {
    row?[name]?.signedInteger.map { .day($0) } ?? .empty
  }

  /// The texts of a list in their order, with ` | ` between them.
  static func list(_ row: JSONValue, _ name: String) -> Cell {
    let texts = (row[name]?.elements ?? []).compactMap(\.text)
    return texts.isEmpty ? .empty : .text(texts.joined(separator: " | "))
  }

  /// Its text in a CSV file (RFC 4180).
  var csv: String {
    switch self {
    case .empty: ""
    case .whole(let number): String(number)
    case .flag(let flag): flag ? "true" : "false"
    case .instant(let microseconds): Instant(microseconds: microseconds).description
    case .day(let microseconds): JSONValue.day(of: microseconds)
    case .text(let text): Self.quoted(Self.isFormula(text) ? "'" + text : text)
    }
  }

  private static func quoted(_ text: String) -> String {
    text.utf8.contains { ",\"\r\n".utf8.contains($0) }
      ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }

  /// Whether a spreadsheet would run the text: these tables contain texts of citizens (OWASP, CSV injection).
  private static func isFormula(_ text: String) -> Bool { text.utf8.first.map { "=+-@".utf8.contains($0) } ?? false }
}

/// What tables are made of.
struct TableContext {
  let source: OpenDataSource
  let smallCells: SmallCells
}
