import Bytes
import TransparencyLog

extension Envelope {
  /// The envelope as the proto3 JSON of `Event`, 64-bit integers as numbers, without the act.
  package var jsonMembers: [String: JSONValue] {
    var members: [String: JSONValue] = [
      "stream": .string(stream.description), "version": .whole(version),
      "recordedAt": .integer(recordedAt.microseconds), "type": .string(type.description),
      "actor": .string(actor.description),
    ]
    members["onBehalfOf"] = onBehalfOf.map { .string($0.description) }
    members["mandate"] = mandate.map { .whole($0.rawValue) }
    if channel != .unspecified { members["channel"] = .integer(Int64(channel.rawValue)) }
    if assurance != 0 { members["assurance"] = .integer(Int64(assurance)) }
    if !recorder.isEmpty { members["recorder"] = .string(recorder) }
    members["occurredAt"] = occurredAt.map { .integer($0.microseconds) }
    members["commandId"] = commandID.map { .string(Base64.text($0.bytes)) }
    members["causedBy"] = causedBy.map { .whole($0.rawValue) }
    if !commitments.isEmpty { members["commitments"] = .array(commitments.map(\.json)) }
    members["actReference"] = actReference?.json
    members["under"] = under.map { .whole($0.rawValue) }
    return members
  }

  /// The same as answers and exports show it: times as RFC 3339 writes them.
  package var shownMembers: [String: JSONValue] {
    var members = jsonMembers
    members["recordedAt"] = .string(recordedAt.description)
    members["occurredAt"] = occurredAt.map { .string($0.description) }
    return members
  }
}
