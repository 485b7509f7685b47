import EventModel
@preconcurrency import Glibc

/// Where the command writes: results to standard output, everything else to standard error.
enum Terminal {
  /// Whether people read times in UTC; else in the local zone. Set once, before the command runs.
  nonisolated(unsafe) static var showsUTC = false

  static func error(_ text: String) { fputs(text + "\n", stderr) }

  /// Writes a value as one line of JSON.
  static func json(_ value: some Encodable) throws {
    print(String(decoding: try JSONText.answer(value), as: UTF8.self))
  }

  /// Lets a reader at the other end of a pipe see each line as it is written.
  static func showEachLine() { setvbuf(stdout, nil, _IOLBF, 0) }

  static var showsProgress: Bool { isatty(2) != 0 }

  /// Shows the progress of long work, on a terminal only.
  static func progress(_ what: String, _ done: some BinaryInteger, of total: some BinaryInteger) {
    guard showsProgress else { return }
    let percent = total > 0 ? Int(done) * 100 / Int(total) : 100
    fputs("\r\(what): \(done) of \(total) (\(percent) %)\u{1B}[K", stderr)
    if UInt64(done) >= UInt64(total) { fputs("\r\u{1B}[K", stderr) }
    fflush(stderr)
  }

  /// The lines of a file, or of standard input for `-`, one at a time.
  static func forEachLine(of path: String, _ body: (Int, String) async throws -> Void) async throws {
    let file = path == "-" ? stdin : fopen(path, "r")
    guard let file else {
      throw LedgerFile.unreadable(path, String(cString: strerror(errno)))
    }
    defer { if path != "-" { fclose(file) } }
    var buffer: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(buffer) }
    var number = 0
    while true {
      let count = getline(&buffer, &capacity, file)
      guard count >= 0, let buffer else {
        guard ferror(file) == 0 else { throw LedgerFile.unreadable(path, String(cString: strerror(errno))) }
        return
      }
      number += 1
      let bytes = UnsafeBufferPointer(start: buffer, count: count).map { UInt8(bitPattern: $0) }
      let line = String(decoding: bytes, as: UTF8.self)
      let text = line.last?.isNewline == true ? String(line.dropLast()) : line
      if !text.allSatisfy(\.isWhitespace) { try await body(number, text) }
    }
  }
}

extension Instant {
  /// The time as people read it: in the local zone, to the second; with `--utc` as RFC 3339.
  var shown: String {
    if Terminal.showsUTC { return description }
    var (seconds, parts) = (time_t(day * 86_400 + secondsOfDay), tm())
    guard localtime_r(&seconds, &parts) != nil else { return description }
    var buffer = [CChar](repeating: 0, count: 64)
    let count = strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M:%S %Z", &parts)
    return count == 0 ? description : String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private var secondsOfDay: Int64 {
    let rest = microseconds % 86_400_000_000
    return (rest < 0 ? rest + 86_400_000_000 : rest) / 1_000_000
  }
}

extension CivilDate {
  /// The day as people read it.
  var shown: String { description }
}

/// Files that the command reads.
enum LedgerFile {
  static func unreadable(_ path: String, _ reason: String) -> InvalidAct {
    InvalidAct(field: path, reason: "cannot be read: \(reason)")
  }
}

/// A table for people: a header, and columns as wide as their content.
struct TextTable {
  private var rows: [[String]]
  private let rightAligned: Set<Int>

  init(_ header: [String], right: Set<Int> = []) {
    rows = [header]
    rightAligned = right
  }

  mutating func add(_ cells: String...) { rows.append(cells) }

  mutating func add(_ cells: [String]) { rows.append(cells) }

  var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? Self.width($0[column]) : 0 }.max() ?? 0
    }
    var lines = rows.map { line($0, widths) }
    lines.insert(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "), at: 1)
    return lines.joined(separator: "\n")
  }

  private func line(_ row: [String], _ widths: [Int]) -> String {
    var cells = row.enumerated().map { column, cell in
      let padding = String(repeating: " ", count: widths[column] - Self.width(cell))
      return rightAligned.contains(column) ? padding + cell : cell + padding
    }
    while cells.last?.allSatisfy({ $0 == " " }) == true { cells.removeLast() }
    return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
  }

  private static func width(_ text: String) -> Int { text.count }
}

extension String {
  /// At most this many characters; if some were cut, the last is an ellipsis.
  func shortened(to count: Int) -> String { self.count <= count ? self : prefix(count - 1) + "…" }
}

/// Minutes as hours and minutes.
func hours(_ minutes: Int64) -> String {
  let rest = abs(minutes % 60)
  return "\(minutes / 60):\(rest < 10 ? "0" : "")\(rest)"
}

/// Cents with two decimals.
func money(_ cents: Int64) -> String {
  let rest = abs(cents % 100)
  return "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
}
