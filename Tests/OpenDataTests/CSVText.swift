/// A reader of RFC 4180, strict: CRLF, and quotes only around whole cells.
struct CSVText {
  let header: [String]
  let rows: [[String]]

  struct Malformed: Error {
    let line: Int
  }

  init(_ bytes: [UInt8]) throws {
    var (records, record, cell) = ([[String]](), [String](), [UInt8]())
    var (isQuoted, wasQuoted) = (false, false)
    var index = 0
    func peek(_ offset: Int) -> UInt8? { index + offset < bytes.count ? bytes[index + offset] : nil }
    func endCell() {
      record.append(String(decoding: cell, as: UTF8.self))
      (cell, wasQuoted) = ([], false)
    }
    while let byte = peek(0) {
      switch (byte, isQuoted) {
      case (UInt8(ascii: "\""), true) where peek(1) == UInt8(ascii: "\""):
        cell.append(byte)
        index += 1
      case (UInt8(ascii: "\""), true): isQuoted = false
      case (_, true): cell.append(byte)
      case (UInt8(ascii: "\""), false):
        guard cell.isEmpty, !wasQuoted else { throw Malformed(line: records.count) }
        (isQuoted, wasQuoted) = (true, true)
      case (UInt8(ascii: ","), false): endCell()
      case (UInt8(ascii: "\r"), false):
        guard peek(1) == UInt8(ascii: "\n") else { throw Malformed(line: records.count) }
        endCell()
        records.append(record)
        (record, index) = ([], index + 1)
      default:
        guard !wasQuoted, byte != UInt8(ascii: "\n") else { throw Malformed(line: records.count) }
        cell.append(byte)
      }
      index += 1
    }
    guard record.isEmpty, cell.isEmpty, !isQuoted, let first = records.first else {
      throw Malformed(line: records.count)
    }
    guard records.allSatisfy({ $0.count == first.count }) else { throw Malformed(line: 0) }
    (header, rows) = (first, Array(records.dropFirst()))
  }

  /// The cells of a column.
  func column(_ name: String) -> [String] {
    guard let index = header.firstIndex(of: name) else { return [] }
    return rows.map { $0[index] }
  }

  /// Rows as members by column.
  var records: [[String: String]] { rows.map { Dictionary(uniqueKeysWithValues: zip(header, $0)) } }
}

extension Exported {
  static func csv(_ folder: String, _ table: String) throws -> CSVText {
    try CSVText(bytes("\(folder)/\(table).csv"))
  }
}
