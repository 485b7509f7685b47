import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// The rows of a view in memory, made of those events of a log that it is shown here.
struct MemoryView: Equatable {
  /// The rows by table and key, encoded.
  private(set) var rows: [String: [[UInt8]: [UInt8]]]

  /// - Parameter isShown: which types of events the view is shown, whatever it declares.
  init(_ type: any Projection.Type, of log: MemoryLedger, showing isShown: (ActType) -> Bool) throws {
    rows = try Self.rows(type, log, isShown)
  }

  private static func rows<View: Projection>(
    _: View.Type, _ log: MemoryLedger, _ isShown: (ActType) -> Bool
  ) throws -> [String: [[UInt8]: [UInt8]]] {
    let rows = ViewRows()
    var projection = View()
    for (position, record) in log.records.enumerated() {
      let scan = try EventScan(record.span)
      let type = scan.type(in: record.span)
      guard isShown(type) else { continue }
      let event = ViewEvent(position: Position(UInt64(position)), scan: scan, type: type)
      try projection.apply(event, record.span, to: rows, history: log)
    }
    return try rows.encoded().filter { !$0.value.isEmpty }
  }

  /// What an export writes after its header.
  func exported(_ definition: ViewDefinition) -> [UInt8] {
    var lines: [UInt8] = []
    for table in definition.tables where !table.isWorking {
      for (_, row) in (rows[table.name] ?? [:]).sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        lines += Array("{\"row\":".utf8) + row + Array(",\"table\":\"\(table.name)\"}\n".utf8)
      }
    }
    return lines
  }
}

extension MemoryLedger {
  /// A log of these records; rows for deciders are not derived.
  convenience init(_ records: [[UInt8]]) throws {
    self.init()
    for (position, record) in records.enumerated() {
      append(record, try RecordedEvent(position: Position(UInt64(position)), record: record).envelope, nil)
    }
  }

  /// The types that are recorded.
  var types: Set<ActType> { get throws { Set(try records.map { try EventScan($0.span).type(in: $0.span) }) } }
}

extension ViewDefinition {
  /// The types of the acts that it declares; none if it reads every act.
  var declared: Set<ActType> { if case .only(let types) = acts { types } else { [] } }
}
