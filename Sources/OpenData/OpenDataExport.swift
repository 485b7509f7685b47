import EventLedger
import EventModel
import LocalFiles
import LogAudit
package import ParticipationLedger
package import TransparencyLog

/// The formats in which a log is exported as open data.
package enum OpenDataFormat: String, Sendable, CaseIterable {
  /// OCEL 2.0, the object-centric event log of process mining: one JSON file.
  case ocel2
  /// CloudEvents 1.0: JSON Lines.
  case cloudevents
  /// Popolo: one JSON file.
  case popolo
  /// Tables with a data dictionary and a catalogue entry: a directory.
  case csv
}

/// The progress of an export: what is counted, how many are done, and how many there are.
package typealias OpenDataProgress = (_ what: String, _ done: UInt64, _ total: UInt64) -> Void

/// Open data of a ledger as it stood at one signed size.
///
/// Memory is bounded: events and rows are read one at a time. It grows by one entry for each seating, and for `ocel2`
/// by one for each object that is not a ballot.
package struct OpenDataExport {
  private let source: OpenDataSource
  private let progress: OpenDataProgress

  /// Reads a ledger at a signed size; nil is the last one.
  ///
  /// - Throws: `LedgerError.noSuchPosition` if that size was never signed; errors of the log or the views.
  package init(of city: CityLedger, at size: LogSize? = nil, progress: @escaping OpenDataProgress = { _, _, _ in })
    throws
  {
    (source, self.progress) = (try OpenDataSource(city, at: size), progress)
  }

  /// Writes a format that is one file, completely or not at all.
  ///
  /// - Throws: `LedgerError` if the log cannot be read or the file cannot be written.
  package func write(_ format: OpenDataFormat, toFile path: String) throws -> OpenDataReport {
    let file = try AtomicFile(path)
    let report = try write(format) { try file.write($0) }
    try file.finish()
    return report
  }

  /// Writes a format that is one file, piece by piece.
  ///
  /// - Parameter write: gets the bytes of one piece after the other.
  /// - Throws: `LedgerError` if the log cannot be read, and for `csv`, which is a directory; errors of `write`.
  package func write(_ format: OpenDataFormat, to write: @escaping ([UInt8]) throws -> Void) throws -> OpenDataReport {
    switch format {
    case .ocel2:
      var export = Ocel2Export(source, progress: progress)
      return try export.write(to: write)
    case .cloudevents: return try CloudEventsExport(source).write(to: write, progress: progress)
    case .popolo: return try PopoloExport(source).write(to: write, progress: progress)
    case .csv: throw InvalidAct(field: "output", reason: "csv is a directory of tables, not one file: name a directory")
    }
  }

  /// Writes the tables to a directory, completely or not at all; replaces an earlier export there.
  ///
  /// - Parameter publication: who publishes them, and from which number on they show counts of persons.
  /// - Throws: `LedgerError.alreadyExists` if something else is there; errors of the log or the system.
  package func writeTables(to path: String, publication: Publication = Publication()) throws -> OpenDataReport {
    try TableFolder(source, publication).write(to: path, progress: progress)
  }
}
