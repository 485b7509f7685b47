import EventLedger
import EventModel
import Glibc
import LMDB
import LocalFiles
import Testing

/// A row of a table, as values.
struct TableRow: Hashable {
  var table: String
  var key: [UInt8]
  var value: [UInt8]
}

/// Every row of every table of a ledger's log.
func tables(_ ledger: TestLedger) throws -> [TableRow] { try rows(of: ledger.store.engine.environment) }

func rows(of environment: Environment) throws -> [TableRow] {
  var rows: [TableRow] = []
  try environment.read { transaction in
    for name in LogTables.names {
      try transaction.forEach(in: environment.table(name)) { key, value in
        rows.append(TableRow(table: name, key: key.bytes(0..<key.count), value: value.bytes(0..<value.count)))
        return true
      }
    }
  }
  return rows
}

/// Every row of a log that nobody has open.
func rows(at path: String) throws -> [TableRow] {
  let environment = try Environment(
    directory: "\(path)/log", tables: LogTables.names, options: .init(access: .readOnly))
  defer { environment.close() }
  return try rows(of: environment)
}

/// Writes into the tables of a ledger that nobody has open.
func tamper(_ path: String, _ body: (inout WriteTransaction, LogTables) throws -> Void) throws {
  let environment = try Environment(
    directory: "\(path)/log", tables: LogTables.names, options: .init(access: .readWrite))
  defer { environment.close() }
  try environment.write { try body(&$0, LogTables(environment)) }
}

/// A log that is put back as it was after each thing that is done to it.
struct LogUnderAttack {
  let path: String
  let rows: [TableRow]
  private let bytes: [UInt8]

  /// - Parameter ledger: a ledger that was closed.
  init(_ ledger: TestLedger) throws {
    path = ledger.path
    bytes = try Files.read("\(path)/log/data.mdb", limit: 64 << 20)
    rows = try EventLedgerTests.rows(at: path)
  }

  /// The rows of one table, in the order of their keys.
  func rows(_ table: String) -> [TableRow] { rows.filter { $0.table == table } }

  /// What verification finds after a change, which is then taken back.
  func damage(
    after change: (inout WriteTransaction, (String) -> Table) throws -> Void
  ) throws -> String? {
    let environment = try Environment(
      directory: "\(path)/log", tables: LogTables.names, options: .init(access: .readWrite, isSynced: false))
    do {
      defer { environment.close() }
      try environment.write { try change(&$0) { environment.table($0) } }
    }
    defer { overwrite("\(path)/log/data.mdb", bytes) }
    return try LogVerifier.verify(path, registry: .test).damage
  }

  /// What verification finds after the value of a row was changed.
  func damage(_ row: TableRow, _ change: (inout [UInt8]) -> Void) throws -> String? {
    var value = row.value
    change(&value)
    return try damage { transaction, table in try transaction.put(value.span, for: row.key.span, in: table(row.table)) }
  }
}

/// Writes a file as it is needed here: at once, whether or not it survives a crash.
func overwrite(_ path: String, _ bytes: [UInt8]) {
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  defer { close(file) }
  #expect(write(file, bytes, bytes.count) == bytes.count)
}
