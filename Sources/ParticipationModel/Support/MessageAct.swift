package import EventModel
package import SwiftProtobuf

/// An act whose message is generated from the schema: both encodings come from the message.
package protocol MessageAct: Act {
  associatedtype ActMessage: SwiftProtobuf.Message

  /// Checks every field and makes the value.
  init(message: ActMessage) throws(InvalidAct)

  /// The value as its generated message.
  var message: ActMessage { get }
}

extension MessageAct {
  /// The full name of the message.
  public static var type: ActType { ActType(unchecked: ActMessage.protoMessageName) }

  /// Reads the message, and checks every field and that the bytes are its usual encoding.
  ///
  /// - Throws: `InvalidAct` naming the field.
  public init(wire: [UInt8]) throws(InvalidAct) { try self.init(generated: wire) }

  /// Reads the message with generated code alone.
  package init(generated wire: [UInt8]) throws(InvalidAct) {
    var options = BinaryDecodingOptions()
    options.discardUnknownFields = true
    guard let message = try? ActMessage(serializedBytes: wire, options: options) else {
      throw InvalidAct(reason: "the bytes are not a \(ActMessage.protoMessageName)")
    }
    try self.init(message: message)
    // Unknown fields and other spellings of the same message do not survive, so that an act has one form.
    guard self.wire == wire else {
      throw InvalidAct(reason: "the message has unknown fields or is not in its usual encoding")
    }
  }

  /// The message in its usual encoding.
  public var wire: [UInt8] {
    // Only required fields of proto2 and unregistered Any values can fail; the schema has neither.
    (try? message.serializedBytes()) ?? []
  }

  /// Reads proto3 JSON; unknown members are refused.
  ///
  /// - Throws: `InvalidAct` naming the field.
  public init(json: JSONValue) throws(InvalidAct) {
    let message: ActMessage
    do {
      message = try ActMessage(jsonUTF8Bytes: JSONText.encode(json))
    } catch JSONDecodingError.unknownField(let name) {
      throw InvalidAct(field: name, reason: "\(ActMessage.protoMessageName) has no such field")
    } catch {
      throw InvalidAct(reason: "not a \(ActMessage.protoMessageName) in proto3 JSON: \(error)")
    }
    try self.init(message: message)
  }

  /// proto3 JSON, 64-bit integers as numbers.
  public var json: JSONValue {
    var options = JSONEncodingOptions()
    options.alwaysPrintInt64sAsNumbers = true
    guard let text: [UInt8] = try? message.jsonUTF8Bytes(options: options),
      let value = try? JSONText.value(of: text)
    else { return .null }
    return value
  }
}
