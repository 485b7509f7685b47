import EventLedger
import LogAudit
import LogHTTP
import ParticipationModel

/// The logs that `replay`, `compare` and `verify --published` are given.
enum LogSource {
  /// Opens the URL at which a log is published, or what is at a path.
  static func open(_ name: String) throws -> any RecordSource {
    guard HTTPFiles.isURL(name) else { return try LedgerRecords.open(name, registry: .albo) }
    return try PublishedLog(HTTPFiles(name))
  }
}
