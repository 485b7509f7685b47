import EventLedger
import EventModel
import LocalFiles
package import LogAudit
package import ParticipationModel
public import TransparencyLog

extension CityLedger {
  /// What an export holds.
  public struct ExportReport: Sendable, Hashable, Codable {
    /// The size of its checkpoint: how many records there are.
    public var size: LogSize
    /// The root of their tree, in base64.
    public var root: String
    /// How many of them are withheld: the ballots of elections whose polls are not closed.
    public var withheld: UInt64
  }

  /// Writes the log as JSON Lines, which an auditor replays without this ledger (`ExportFile` says what a line has).
  ///
  /// - Parameters:
  ///   - size: a size that was signed; nil is the last one.
  ///   - write: takes the bytes of one line after the other.
  ///   - progress: called after each page with the size reached and the size aimed at.
  /// - Throws: `LedgerError` if the log cannot be read or the size was never signed; what `write` throws.
  public func export(
    at size: LogSize? = nil, to write: ([UInt8]) throws -> Void, progress: (LogSize, LogSize) -> Void = { _, _ in }
  ) throws -> ExportReport {
    let checkpoint = try size.map { try store.checkpoint(at: $0) } ?? store.checkpoint()
    var report = ExportReport(size: checkpoint.size, root: checkpoint.root.base64, withheld: 0)
    try forEachReadableEvent(upTo: checkpoint.size, progress: progress) { event, readable in
      if readable["withheld"] != nil { report.withheld += 1 }
      try write(ExportLine.bytes(readable, record: event.record))
    }
    let changes = try store.keyChanges().filter { $0.proof.size <= checkpoint.size }
    try write(ExportLine.bytes(checkpoint, keyChanges: changes))
    return report
  }

  /// Lends every event up to a size, and its JSON as everybody may read it (`EventFilter`).
  ///
  /// - Parameter progress: called after each page with the size reached and the size aimed at.
  /// - Throws: `LedgerError` if the log cannot be read; what `body` throws.
  package func forEachReadableEvent(
    upTo size: LogSize, progress: (LogSize, LogSize) -> Void, _ body: (RecordedEvent, EventJSON) throws -> Void
  ) throws {
    var filter = EventFilter(self)
    var next: Position = 0
    while size.contains(next) {
      let page = try store.read(from: next).events.prefix { size.contains($0.position) }
      guard let last = page.last else { throw LedgerError(.damaged, "record \(next) is missing: verify the ledger") }
      for event in page { try body(event, try filter.json(event)) }
      next = Position(last.position.rawValue + 1)
      progress(LogSize(next.rawValue), size)
    }
  }

  /// Writes an export to a file, whole or not at all.
  ///
  /// - Throws: `LedgerError` if the log cannot be read, the size was never signed or the file cannot be written.
  public func export(
    toFile path: String, at size: LogSize? = nil, progress: (LogSize, LogSize) -> Void = { _, _ in }
  ) throws -> ExportReport {
    let file = try AtomicFile(path)
    let report = try export(at: size, to: { try file.write($0) }, progress: progress)
    try file.finish()
    return report
  }
}
