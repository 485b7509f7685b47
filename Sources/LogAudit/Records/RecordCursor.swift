package import TransparencyLog

/// Takes the records of a source one after the other, and looks ahead.
package struct RecordCursor {
  private let source: any RecordSource
  private let end: UInt64
  private var buffer: ArraySlice<SourceRecord> = []
  /// The position of the next record.
  private(set) var position: UInt64

  /// - Parameter end: the size of the log by its checkpoint: what lies beyond is not asked for.
  package init(_ source: any RecordSource, from position: UInt64, to end: LogSize) {
    (self.source, self.position, self.end) = (source, position, end.rawValue)
  }

  /// The record a number of places ahead; nil at the end.
  ///
  /// - Throws: `LedgerError.damaged` if the source ends early or leaves a position out.
  package mutating func peek(_ offset: Int = 0) throws -> SourceRecord? {
    guard UInt64(offset) < end - position else { return nil }
    while buffer.count <= offset { try fetch() }
    return buffer[buffer.startIndex + offset]
  }

  /// Takes the next record; nil at the end.
  package mutating func next() throws -> SourceRecord? {
    guard let record = try peek() else { return nil }
    buffer.removeFirst()
    position += 1
    return record
  }

  private mutating func fetch() throws {
    let due = position + UInt64(buffer.count)
    let page = try source.records(from: Position(due))
    guard !page.isEmpty else {
      throw LedgerError(.damaged, "\(source.name) has \(due) records, but its checkpoint is of \(end)")
    }
    for (offset, record) in page.enumerated() where record.position.rawValue != due + UInt64(offset) {
      throw LedgerError(
        .damaged, "\(source.name) has record \(record.position), but \(due + UInt64(offset)) comes next")
    }
    buffer.append(contentsOf: page)
  }
}
