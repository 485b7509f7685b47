import EventModel
import TransparencyLog

/// Descriptions of the tables: for programs, for people, and for a catalogue of open data.
struct TableDescription {
  let source: OpenDataSource
  let publication: Publication
  let files: [TableFile]

  /// The URL at which the directory will be published.
  var baseURL: String { publication.baseURL ?? CloudEventsExport.uri(of: source.origin) + "/open-data" }

  /// A Frictionless Data Package (specs.frictionlessdata.io, tabular data package 1.0).
  func dataPackage() throws -> [UInt8] {
    var members: [String: JSONValue] = [
      "profile": "tabular-data-package", "name": Self.slug(source.origin), "created": source.asOf.description,
      "title": "Participation: tables of \(source.origin)",
      "description":
        "Read models of the participation ledger \(source.origin) at size \(source.checkpoint.size). \(suppression)",
    ].mapValues { .string($0) }
    members["homepage"] = .string(baseURL)
    members["licenses"] = .array([.object(["path": .string(publication.license)])])
    members["contributors"] = .array([
      .object(["title": .string(publication.publisher ?? source.origin), "role": .string("publisher")])
    ])
    members["log"] = .object(source.provenance)
    members["suppressBelow"] = .whole(publication.smallCells.threshold)
    members["resources"] = .array(files.map(Self.resource))
    return try JSONText.encode(JSONValue.object(members)) + [UInt8(ascii: "\n")]
  }

  private static func resource(_ file: TableFile) -> JSONValue {
    .object([
      "profile": .string("tabular-data-resource"), "name": .string(file.table.name),
      "path": .string("\(file.table.name).csv"), "title": .string(file.table.title), "format": .string("csv"),
      "mediatype": .string("text/csv"), "encoding": .string("utf-8"), "bytes": .integer(Int64(file.bytes)),
      "hash": .string("sha256:\(file.hash)"),
      "dialect": .object([
        "delimiter": .string(","), "lineTerminator": .string("\r\n"), "header": .bool(true), "doubleQuote": .bool(true),
      ]),
      "schema": .object(["fields": .array(file.table.columns.map(field)), "missingValues": .array([.string("")])]),
    ])
  }

  private static func field(_ column: OpenTable.Column) -> JSONValue {
    var members: [String: JSONValue] = [
      "name": .string(column.name), "type": .string(column.type.rawValue), "description": .string(column.description),
    ]
    members["unit"] = column.unit.map { .string($0) }
    if column.isSuppressible { members["suppressible"] = .bool(true) }
    return .object(members)
  }

  /// What is suppressed, as a sentence or two.
  var suppression: String {
    let threshold = publication.smallCells.threshold
    guard !publication.smallCells.isOff else { return "No count of persons is suppressed." }
    return """
      Counts of persons in groups (by day, hour, channel, district, project, attribute) are left empty if they are \
      1 to \(threshold - 1), and so are other counts if a total would reveal those; official results are not.
      """
  }

  /// The dictionary for people, in Markdown.
  func dictionary() -> String {
    let lines =
      [
        "# The tables of \(source.origin)", "",
        """
        The participation ledger `\(source.origin)` at size \(source.checkpoint.size), root \
        `\(source.checkpoint.root.base64)`. \(suppression)
        """,
        "", "UTF-8, RFC 4180: commas, CRLF, a header row. Days and hours are UTC. An empty cell means “not known”.",
        "A text that starts with =, +, - or @ has an apostrophe before it, so that no spreadsheet runs it.", "",
        Self.tables(files.map(\.table)), "## The signed checkpoint", "",
        "It links these tables to the log (c2sp.org/tlog-checkpoint):", "", "```",
      ] + source.checkpoint.note.serialized.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.joined(separator: "\n") + "```\n"
  }

  /// A section for each table.
  static func tables(_ tables: [OpenTable]) -> String {
    tables.map { table in
      let head =
        "## \(table.name).csv\n\n\(table.title). *\(table.titolo).*\n\n| column | type | meaning |\n|---|---|---|\n"
      return head + table.columns.map { "\(row($0))\n" }.joined()
    }.joined(separator: "\n") + "\n"
  }

  private static func row(_ column: OpenTable.Column) -> String {
    let unit = column.unit.map { ", in \($0)" } ?? ""
    let mark = column.isSuppressible ? "; empty if suppressed" : ""
    return "| `\(column.name)` | \(column.type.rawValue)\(unit) | \(column.description)\(mark) |".replacing(
      " | ” between", with: " \\| ” between")
  }

  /// A name of lower-case letters, digits and dashes.
  static func slug(_ text: String) -> String {
    let parts = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return (["albo"] + parts.map(String.init)).joined(separator: "-")
  }
}
