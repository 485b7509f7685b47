import EventModel

/// Constraint rows are small protobuf messages, written and read field by field.
package struct RowReader {
  private let bytes: [UInt8]
  private var numbers: [UInt64: [UInt64]] = [:]
  private var ranges: [UInt64: [Range<Int>]] = [:]

  /// Reads all fields; nil for bytes that are no message.
  package init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    var reader = WireReader(0..<bytes.count)
    do {
      while let (field, kind) = try reader.next(in: bytes.span) {
        switch kind {
        case .varint: numbers[field, default: []].append(try reader.varint(in: bytes.span))
        case .delimited: ranges[field, default: []].append(try reader.delimited(in: bytes.span))
        default: return nil
        }
      }
    } catch { return nil }
  }

  package func number(_ field: UInt64) -> UInt64 { numbers[field]?.last ?? 0 }
  package func numberIfPresent(_ field: UInt64) -> UInt64? { numbers[field]?.last }
  package func all(_ field: UInt64) -> [UInt64] { numbers[field] ?? [] }
  package func data(_ field: UInt64) -> [UInt8] { (ranges[field]?.last).map { Array(bytes[$0]) } ?? [] }
  package func text(_ field: UInt64) -> String { String(decoding: data(field), as: UTF8.self) }
  package func allData(_ field: UInt64) -> [[UInt8]] { (ranges[field] ?? []).map { Array(bytes[$0]) } }
}
