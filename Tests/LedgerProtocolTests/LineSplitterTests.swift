import LedgerProtocol
import Testing

@Suite struct LineSplitterTests {
  /// The events of a stream that arrives in chunks of one size.
  private func split(_ stream: String, chunk: Int, limit: Int = 4) -> [String] {
    var splitter = LineSplitter(limit: limit)
    var events: [String] = []
    var rest = Array(stream.utf8)[...]
    while !rest.isEmpty {
      splitter.append(Array(rest.prefix(chunk)))
      rest = rest.dropFirst(chunk)
      while let event = splitter.next() {
        switch event {
        case .line(let line): events.append(String(decoding: line, as: UTF8.self))
        case .tooLong: events.append("tooLong")
        case .tooLongEnded: return events + ["ended"]
        }
      }
    }
    if let last = splitter.last() { events.append("last " + String(decoding: last, as: UTF8.self)) }
    return events
  }

  @Test(
    arguments: [
      ("", []), ("\n", [""]), ("a\n", ["a"]), ("a\nbc\n\nd\n", ["a", "bc", "", "d"]),
      ("a\nb", ["a", "last b"]),
      ("a\r\nb\r", ["a", "last b"]), ("a\rb\n", ["a\rb"]), ("abcd\nabcd", ["abcd", "last abcd"]),
      ("a\nabcde\nb\n", ["a", "tooLong", "ended"]), ("abcde", ["tooLong"]),
      ("abcdefghijklmnopqr", ["tooLong"]), ("abcdefghijklmnopqr\n", ["tooLong", "ended"]),
    ] as [(String, [String])])
  func splitsTheSameHoweverItArrives(stream: String, events: [String]) {
    for chunk in 1...20 { #expect(split(stream, chunk: chunk) == events) }
  }
}
