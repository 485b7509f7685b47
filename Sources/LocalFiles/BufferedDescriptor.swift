import Glibc

/// An open file that is written in large pieces; its owner must close it.
struct BufferedDescriptor {
  let descriptor: Int32
  /// The name of the file in errors.
  let name: String
  private var buffer: [UInt8] = []
  private static let chunk = 1 << 18

  init(_ descriptor: Int32, name: String) { (self.descriptor, self.name) = (descriptor, name) }

  mutating func write(_ bytes: [UInt8]) throws(FileError) {
    buffer += bytes
    if buffer.count >= Self.chunk { try flush() }
  }

  mutating func flush() throws(FileError) {
    try Files.write(buffer, to: descriptor, name)
    buffer.removeAll(keepingCapacity: true)
  }
}
