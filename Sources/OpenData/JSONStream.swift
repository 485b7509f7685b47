import EventModel

/// JSON text written piece by piece: an object whose members may be arrays of any length.
struct JSONStream {
  private let write: ([UInt8]) throws -> Void
  private var isFirstMember = true
  private var isFirstElement = true

  /// Starts the object.
  init(to write: @escaping ([UInt8]) throws -> Void) throws {
    self.write = write
    try write(Array("{".utf8))
  }

  /// Writes a complete member.
  mutating func member(_ name: String, _ value: JSONValue) throws {
    try startMember(name)
    try write(JSONText.encode(value))
  }

  /// Writes a member that is an array of the elements that `body` adds.
  mutating func array(_ name: String, _ body: (inout JSONStream) throws -> Void) throws {
    try startMember(name)
    try write(Array("[".utf8))
    isFirstElement = true
    try body(&self)
    try write(Array("\n]".utf8))
  }

  /// Writes an element of the array on its own line.
  mutating func element(_ value: JSONValue) throws {
    try write(Array((isFirstElement ? "\n" : ",\n").utf8) + JSONText.encode(value))
    isFirstElement = false
  }

  /// Ends the object.
  func end() throws { try write(Array("\n}\n".utf8)) }

  private mutating func startMember(_ name: String) throws {
    try write(Array((isFirstMember ? "\n" : ",\n").utf8) + JSONText.encode(JSONValue.string(name)) + Array(":".utf8))
    isFirstMember = false
  }
}
