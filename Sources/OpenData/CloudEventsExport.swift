import EventLedger
import EventModel
import TransparencyLog

/// CloudEvents 1.0 in structured mode, one event per line; the last line is an event with the checkpoint.
struct CloudEventsExport {
  /// The type of the last line.
  static let checkpointType = "albo.v1.Checkpoint"

  private let source: OpenDataSource

  init(_ source: OpenDataSource) { self.source = source }

  /// Writes the log in constant memory.
  func write(to write: ([UInt8]) throws -> Void, progress: OpenDataProgress) throws -> OpenDataReport {
    var report = OpenDataReport(source)
    try source.forEachEvent("events", progress: progress) { event in
      report.count(event)
      try write(Self.line(json(event)))
    }
    try write(Self.line(checkpoint))
    return report
  }

  private static func line(_ event: JSONValue) throws -> [UInt8] { try JSONText.encode(event) + [UInt8(ascii: "\n")] }

  private func json(_ event: OpenEvent) -> JSONValue {
    var members = context(id: event.position.description, type: event.type.description, at: event.recordedAt)
    members["subject"] = .string(event.stream)
    // Integers of CloudEvents have 32 bits, positions 64.
    members["position"] = .string(event.position.description)
    members["leafhash"] = .string(event.leafHash)
    members["actor"] = event.actor.map { .string($0) }
    members["channel"] = event.channel.map { .string($0.description) }
    members["causedby"] = event.causedBy.map { .string($0.description) }
    if event.isWithheld { members["withheld"] = .bool(true) } else { members["data"] = event.data }
    return .object(members)
  }

  private var checkpoint: JSONValue {
    let size = source.checkpoint.size
    var members = context(id: "checkpoint-\(size)", type: Self.checkpointType, at: source.asOf)
    members["subject"] = .string("ledger/log")
    members["data"] = .object(source.provenance)
    return .object(members)
  }

  private func context(id: String, type: String, at time: Instant) -> [String: JSONValue] {
    [
      "specversion": "1.0", "id": id, "source": Self.uri(of: source.origin), "type": type,
      "time": time.description, "datacontenttype": "application/json", "dataschema": "urn:albo:schema:\(type)",
    ].mapValues { .string($0) }
  }

  /// An origin, a URL prefix without scheme, as a URI.
  static func uri(of origin: String) -> String {
    let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/:".utf8)
    let digits = Array("0123456789ABCDEF")
    return "https://"
      + origin.utf8.map { byte in
        allowed.contains(byte)
          ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }.joined()
  }
}
