import Bytes
import Crypto
import EventLedger
import EventModel
import LocalFiles
import TransparencyLog

/// The tables as CSV, their data dictionary and their catalogue entry.
struct TableFolder {
  /// The data dictionary for programs; it also shows that a directory is an earlier export.
  static let packageName = "datapackage.json"

  private static let catalogName = "catalog.jsonld"
  private static let dictionaryName = "DICTIONARY.md"

  /// Every file of the directory.
  private static let names = Set(OpenTable.all.map { "\($0.name).csv" } + [packageName, catalogName, dictionaryName])

  private let source: OpenDataSource
  private let publication: Publication

  init(_ source: OpenDataSource, _ publication: Publication) {
    (self.source, self.publication) = (source, publication)
  }

  /// Writes the directory, completely or not at all.
  ///
  /// - Throws: `LedgerError.alreadyExists` if the directory has other files.
  func write(to path: String, progress: OpenDataProgress) throws -> OpenDataReport {
    var report = OpenDataReport(source)
    let folder = try AtomicFolder(path, replacing: Self.packageName, among: Self.names)
    var files: [TableFile] = []
    for table in OpenTable.all {
      files.append(try write(table, in: folder, &report))
      progress("tables", UInt64(files.count), UInt64(OpenTable.all.count))
    }
    let description = TableDescription(source: source, publication: publication, files: files)
    for (name, text) in [
      (Self.packageName, try description.dataPackage()), (Self.catalogName, try description.catalog()),
      (Self.dictionaryName, Array(description.dictionary().utf8)),
    ] {
      let file = try folder.file(name)
      try file.write(text)
      try file.finish()
    }
    try folder.finish()
    return report
  }

  private func write(_ table: OpenTable, in folder: AtomicFolder, _ report: inout OpenDataReport) throws -> TableFile {
    let file = try folder.file("\(table.name).csv")
    var written = TableFile(table: table)
    var hash = SHA256()
    func add(_ cells: [String]) throws {
      let line = Array((cells.joined(separator: ",") + "\r\n").utf8)
      hash.update(data: line)
      written.bytes += line.count
      try file.write(line)
    }
    try add(table.columns.map(\.name))
    try table.rows(TableContext(source: source, smallCells: publication.smallCells)) { row in
      try add(row.map(\.csv))
      written.rows += 1
      if table.hasSuppression, row.last == .flag(true) { written.suppressed += 1 }
    }
    try file.finish()
    written.hash = Hex.text(hash.finalize())
    report.objects += UInt64(written.rows)
    report.suppressed += UInt64(written.suppressed)
    return written
  }
}

/// A table that was written.
struct TableFile {
  let table: OpenTable
  var rows = 0
  /// The number of rows whose counts are left empty.
  var suppressed = 0
  var bytes = 0
  /// SHA-256 of the file, in hex.
  var hash = ""
}

extension OpenTable {
  /// Whether the last column says which rows are suppressed.
  var hasSuppression: Bool { columns.last?.name == Column.suppressed.name }
}
