public import EventModel

/// A call of a method, or a notification if it has no id (JSON-RPC 2.0 §4).
public struct Request: Hashable, Sendable {
  /// Absent in a notification, which is never answered.
  public var id: RequestID?
  /// Names that begin with `rpc.` are reserved by the specification.
  public var method: String
  /// An object or an array, if present.
  public var params: JSONValue?

  /// A request; nothing is checked.
  public init(id: RequestID?, method: String, params: JSONValue? = nil) {
    self.id = id
    self.method = method
    self.params = params
  }
}

extension Request {
  /// The request as JSON text without a line feed.
  package var text: [UInt8] {
    Self.text(id: id, method: method, params: params.map { JSONWriter.text($0) })
  }

  /// A request as JSON text without a line feed, from parameters that are already JSON text.
  package static func text(id: RequestID?, method: String, params: [UInt8]?) -> [UInt8] {
    var writer = JSONWriter()
    writer.append(#"{"jsonrpc":"2.0""#)
    if let id {
      writer.append(#","id":"#)
      writer.append(id.value)
    }
    writer.append(#","method":"#)
    writer.append(string: method)
    if let params {
      writer.append(#","params":"#)
      writer.append(line: params)
    }
    writer.append("}")
    return writer.bytes
  }
}
