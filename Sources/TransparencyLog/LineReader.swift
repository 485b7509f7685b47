/// Cuts bytes into lines, each ending in a newline.
struct LineReader {
  /// What no line has been cut from yet.
  private(set) var rest: ArraySlice<UInt8>

  /// The number of the line last returned, from 1.
  private(set) var number = 0

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  /// The next line without its newline; nothing at the end or when no newline follows.
  mutating func next() -> ArraySlice<UInt8>? {
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { rest = rest[(end + 1)...] }
    number += 1
    return rest[..<end]
  }

  /// The lines up to the next empty one, which is consumed; nothing if it is missing or over `limit` lines
  /// away.
  mutating func untilEmptyLine(limit: Int) -> [ArraySlice<UInt8>]? {
    var lines: [ArraySlice<UInt8>] = []
    while let line = next() {
      if line.isEmpty { return lines }
      guard lines.count < limit else { return nil }
      lines.append(line)
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// What follows `prefix`; nothing if it does not start so.
  func after(_ prefix: String) -> ArraySlice<UInt8>? {
    starts(with: prefix.utf8) ? dropFirst(prefix.utf8.count) : nil
  }
}

extension String {
  /// Whether the UTF-8 bytes are the same; `==` would also take canonically equivalent text for equal.
  func hasSameBytes(as other: String) -> Bool {
    utf8.elementsEqual(other.utf8)
  }
}
