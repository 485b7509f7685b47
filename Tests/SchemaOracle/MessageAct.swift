package import EventModel
import ParticipationModel
package import SwiftProtobuf

/// An act with the message that SwiftProtobuf generates from the schema: what the act's own encodings are held against.
package protocol MessageAct: Act {
  associatedtype ActMessage: SwiftProtobuf.Message
}

extension MessageAct {
  /// Reads the generated message's encoding.
  package init(message: ActMessage) throws {
    try self.init(wire: message.serializedBytes())
  }

  /// The act as the generated code reads it.
  package var message: ActMessage {
    guard let message = try? ActMessage(serializedBytes: wire) else { preconditionFailure("\(Self.type) is not read") }
    return message
  }
}

/// What generated code makes of bytes or JSON.
package enum Oracle {
  /// The message that bytes are the usual encoding of, without unknown fields; nil for all others.
  package static func canonical<Message: SwiftProtobuf.Message>(_ bytes: [UInt8], _ type: Message.Type) -> Message? {
    var options = BinaryDecodingOptions()
    options.discardUnknownFields = true
    guard let message = try? Message(serializedBytes: bytes, options: options),
      let again: [UInt8] = try? message.serializedBytes(), again == bytes
    else { return nil }
    return message
  }

  /// The message that JSON spells; nil if there is none.
  package static func message<Message: SwiftProtobuf.Message>(_ json: JSONValue, _ type: Message.Type) -> Message? {
    guard let text = try? JSONText.encode(json) else { return nil }
    return try? Message(jsonUTF8Bytes: text)
  }

  /// How proto3 JSON may be spelled.
  package enum Spelling: CaseIterable, Sendable {
    case usual, integersInStrings, numberedChoices, snakeCase
  }

  /// A message as generated code writes it in JSON.
  package static func json(_ message: some SwiftProtobuf.Message, _ spelling: Spelling) throws -> JSONValue {
    var options = JSONEncodingOptions()
    options.alwaysPrintInt64sAsNumbers = spelling != .integersInStrings
    options.alwaysPrintEnumsAsInts = spelling == .numberedChoices
    options.preserveProtoFieldNames = spelling == .snakeCase
    let text: [UInt8] = try message.jsonUTF8Bytes(options: options)
    return try JSONText.value(of: text)
  }
}
