import EventLedger
import EventModel
import LMDB

/// A row of a table, as values.
struct TableRow: Hashable {
  var table: String
  var key: [UInt8]
  var value: [UInt8]
}

/// Every row of every table of a ledger's log.
func tables(_ ledger: TestLedger) throws -> [TableRow] { try rows(of: ledger.store.environment) }

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
