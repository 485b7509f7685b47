import Bytes
package import EventModel
package import TransparencyLog

/// The lines of an export.
package enum ExportLine {
  /// The line of a record, by what `albo events --json` shows of it; its line feed included.
  package static func bytes(_ event: JSONValue, record: [UInt8]) throws -> [UInt8] {
    var members = event.members ?? [:]
    if members["withheld"] == nil { members["record"] = .string(Base64.text(record)) }
    return try JSONText.encode(JSONValue.object(members)) + [UInt8(ascii: "\n")]
  }

  /// The last line.
  package static func bytes(_ checkpoint: Checkpoint, keyChanges: [Receipt]) throws -> [UInt8] {
    var line: [String: JSONValue] = ["checkpoint": .string(checkpoint.note.serialized)]
    if !keyChanges.isEmpty { line["keyChanges"] = .array(keyChanges.map { .string($0.text) }) }
    return try JSONText.encode(JSONValue.object(line)) + [UInt8(ascii: "\n")]
  }

  static func value(of line: [UInt8], _ path: String) throws(LedgerError) -> JSONValue {
    do { return try JSONText.value(of: line) } catch {
      throw LedgerError(.damaged, "\(path) has a line that is \(error)")
    }
  }

  /// Whether a line shows what its record says; true if this program cannot tell.
  static func isTrue(_ line: JSONValue, of record: SourceRecord, _ registry: ActRegistry) -> Bool {
    guard let bytes = record.bytes, let event = try? RecordedEvent(position: record.position, record: bytes),
      let act = event.act(registry)
    else { return true }
    var members = event.envelope.shownMembers
    for name in ["position", "leafHash", "record"] { members[name] = line[name] }
    members["act"] = act.typedJSON
    return line == .object(members)
  }

  static func record(in value: JSONValue, at position: UInt64, _ path: String) throws(LedgerError) -> SourceRecord {
    let place = "line \(position + 1) of \(path)"
    guard value["position"]?.unsignedInteger == position else {
      throw LedgerError(.damaged, "\(place) is not record \(position): records are missing, added or out of order")
    }
    guard let leafHash = value["leafHash"]?.text.flatMap({ MerkleHash(base64: $0) }) else {
      throw LedgerError(.damaged, "\(place) has no leaf hash")
    }
    guard let record = value["record"] else {
      guard value["withheld"] == .bool(true) else { throw LedgerError(.damaged, "\(place) has no record") }
      return SourceRecord(position: Position(position), withheld: leafHash)
    }
    guard let bytes = record.text.flatMap({ Base64.bytes($0) }) else {
      throw LedgerError(.damaged, "the record in \(place) is not base64")
    }
    let read = SourceRecord(position: Position(position), bytes: bytes)
    guard read.leafHash == leafHash else {
      throw LedgerError(.damaged, "record \(position) in \(place) does not have the leaf hash that stands beside it")
    }
    return read
  }
}
