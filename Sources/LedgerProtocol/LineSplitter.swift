/// Cuts a stream of bytes into lines while holding at most one line and one chunk.
package struct LineSplitter: Sendable {
  /// What the bytes so far contain.
  package enum Event: Hashable, Sendable {
    /// A line without its line feed, and without a carriage return before it.
    case line([UInt8])
    /// The line being read is longer than the limit. Its bytes are dropped.
    case tooLong
    /// The line that was too long has ended. It is not returned.
    case tooLongEnded
  }

  private let limit: Int
  private var partial: [UInt8] = []
  private var chunk: [UInt8] = []
  private var position = 0
  private var isDiscarding = false

  /// - Parameter limit: the most bytes of a line, not counting the line feed.
  package init(limit: Int) { self.limit = limit }

  /// Takes the next bytes of the stream, once `next()` has returned nil for the previous ones.
  package mutating func append(_ bytes: [UInt8]) {
    chunk = bytes
    position = 0
  }

  /// The next event, or nil until more bytes arrive.
  package mutating func next() -> Event? {
    guard position < chunk.count else { return nil }
    let feed = chunk[position...].firstIndex(of: UInt8(ascii: "\n"))
    let end = feed ?? chunk.count
    if isDiscarding {
      position = chunk.count
      return feed == nil ? nil : .tooLongEnded
    }
    guard partial.count + (end - position) <= limit else {
      isDiscarding = true
      partial = []
      position = end  // The next call finds the line feed again, if it is here.
      return .tooLong
    }
    partial += chunk[position..<end]
    position = end + 1
    return feed == nil ? nil : .line(takeLine())
  }

  /// The bytes after the last line feed as a line, once the stream has ended; nil if there are none.
  package mutating func last() -> [UInt8]? {
    partial.isEmpty ? nil : takeLine()
  }

  private mutating func takeLine() -> [UInt8] {
    defer { partial = [] }
    if partial.last == UInt8(ascii: "\r") { partial.removeLast() }
    return partial
  }
}
