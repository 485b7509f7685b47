package import EventModel
import FoundationEssentials
import SwiftProtobuf

/// A record's envelope as the proto3 JSON of `Event`, without its act.
package enum EnvelopeJSON {
  /// The members, 64-bit integers as numbers; empty for bytes that are no record.
  package static func members(of record: [UInt8]) -> [String: JSONValue] {
    guard var event = try? Albo_V1_Event(serializedBytes: record) else { return [:] }
    event.act = .init()
    var options = JSONEncodingOptions()
    options.alwaysPrintInt64sAsNumbers = true
    guard let text: [UInt8] = try? event.jsonUTF8Bytes(options: options),
      let value = try? JSONText.value(of: text)
    else { return [:] }
    return value.members ?? [:]
  }
}
