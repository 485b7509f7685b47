import EventModel

/// The answer to one request (JSON-RPC 2.0 §5).
package struct Response: Sendable {
  /// The request's id; null if it could not be read.
  package var id: RequestID
  /// The result as JSON text, or the error.
  package var outcome: Result<[UInt8], RPCError>

  /// An answer; the result must be JSON text.
  package init(id: RequestID, outcome: Result<[UInt8], RPCError>) {
    self.id = id
    self.outcome = outcome
  }
}

extension Response {
  /// The response as JSON text without a line feed. The result is copied, not read.
  package var text: [UInt8] {
    var writer = JSONWriter()
    writer.append(#"{"jsonrpc":"2.0","id":"#)
    writer.append(id.value)
    switch outcome {
    case .success(let result):
      writer.append(#","result":"#)
      writer.append(line: result)
    case .failure(let error):
      writer.append(#","error":"#)
      writer.append(error.value)
    }
    writer.append("}")
    return writer.bytes
  }

  /// The responses of a batch as one JSON text.
  package static func batch(_ texts: [[UInt8]]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(texts.reduce(2) { $0 + $1.count + 1 })
    bytes.append(UInt8(ascii: "["))
    for (index, text) in texts.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: text)
    }
    bytes.append(UInt8(ascii: "]"))
    return bytes
  }
}

extension RPCError {
  fileprivate var value: JSONValue {
    var members: [String: JSONValue] = ["code": .integer(Int64(code.rawValue)), "message": .string(message)]
    members["data"] = data
    return .object(members)
  }

  init?(_ value: JSONValue) {
    guard
      let code = value["code"]?.signedInteger.flatMap(Int.init(exactly:)),
      let message = value["message"]?.text
    else { return nil }
    self.init(code: Code(rawValue: code), message: message, data: value["data"])
  }
}
