/// One record of the file: its fields, unescaped, in a buffer that the next record reuses.
///
/// The separators stay between the fields, so that the next field cannot complete the UTF-8 of one field.
struct PabulibRecord {
  /// The line on which the record starts, from 1.
  private(set) var line = 1
  private(set) var bytes: [UInt8] = []
  private var fields: [Range<Int>] = []
  private var fieldStart = 0

  /// The number of fields.
  var count: Int { fields.count }

  /// Whether all of it is UTF-8.
  var isUTF8: Bool { (try? UTF8Span(validating: bytes.span)) != nil }

  /// An empty line, which the format's own tools skip.
  var isBlank: Bool { fields.count == 1 && fields[0].isEmpty }

  /// The field at `index`.
  subscript(index: Int) -> ArraySlice<UInt8> { bytes[fields[index]] }

  /// The field at `index` as text; only if `isUTF8` is true.
  func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

  /// The section that this record opens, if it is a title.
  var sectionTitle: PabulibSection? {
    guard fields.count == 1 else { return nil }
    return PabulibSection.allCases.first { self[0].elementsEqual($0.rawValue.utf8) }
  }
}

extension PabulibRecord {
  /// Forgets the fields and starts again.
  mutating func begin(at line: Int) {
    self.line = line
    bytes.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
    fieldStart = 0
  }

  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Ends the current field. Spaces and tabs around it are removed unless they are in quotes.
  mutating func endField(trimming: Bool) {
    let range = fieldStart..<bytes.count
    fields.append(trimming ? bytes[range].trimmed.indices : range)
    bytes.append(UInt8(ascii: ";"))
    fieldStart = bytes.count
  }

  /// Removes a UTF-8 byte order mark from the first field.
  mutating func dropByteOrderMark() {
    guard self[0].starts(with: [0xEF, 0xBB, 0xBF]) else { return }
    fields[0] = (fields[0].lowerBound + 3)..<fields[0].upperBound
  }
}

extension ArraySlice<UInt8> {
  /// The slice without the spaces and tabs at its ends.
  var trimmed: ArraySlice<UInt8> {
    var slice = self
    while let byte = slice.first, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
      slice.removeFirst()
    }
    while let byte = slice.last, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
      slice.removeLast()
    }
    return slice
  }

  /// The elements of a list within a field (`1,2,4`); an empty field is an empty list.
  var listElements: [ArraySlice<UInt8>] {
    trimmed.isEmpty
      ? [] : split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map(\.trimmed)
  }
}
