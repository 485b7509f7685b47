/// Cuts the bytes of a file into records: fields between `;`, quoted as in CSV, lines that end with LF or
/// CRLF.
///
/// A quote opens a quoted field only as its first byte; elsewhere it is an ordinary character, as spreadsheets write
/// it. This is a state machine that takes one byte at a time, so it does not matter where a read ends.
struct PabulibTokenizer {
  /// The most bytes of a record, which also limits the effect of a quote that is never closed.
  static let recordLimit = 65_536

  /// The record that `consume` or `finish` last completed.
  private(set) var record = PabulibRecord()
  private var state = State.recordStart
  private var line = 1

  private enum State {
    case recordStart, fieldStart, unquoted, quoted, quoteInQuoted, carriageReturn
  }

  /// Takes one byte.
  ///
  /// - Returns: whether it completed `record`.
  /// - Throws: what is wrong with the record that starts at `record.line`.
  mutating func consume(_ byte: UInt8) throws(PabulibError.Reason) -> Bool {
    if state == .recordStart { begin() }
    guard record.bytes.count < Self.recordLimit else { throw .recordTooLong(limit: Self.recordLimit) }
    if byte == UInt8(ascii: "\n") { line += 1 }
    switch state {
    case .recordStart, .fieldStart: return consumeFirst(byte)
    case .unquoted: return consumeUnquoted(byte)
    case .quoted: return consumeQuoted(byte)
    case .quoteInQuoted: return try consumeAfterQuote(byte)
    case .carriageReturn:
      guard byte == UInt8(ascii: "\n") else { throw .bareCarriageReturn }
      return endRecord()
    }
  }

  /// Ends the file.
  ///
  /// - Returns: whether this completed `record`, because no line feed follows it.
  /// - Throws: `unterminatedQuote`.
  mutating func finish() throws(PabulibError.Reason) -> Bool {
    switch state {
    case .recordStart: return false
    case .quoted: throw .unterminatedQuote
    case .carriageReturn: return endRecord()
    case .fieldStart, .unquoted, .quoteInQuoted:
      record.endField(trimming: state != .quoteInQuoted)
      return endRecord()
    }
  }
}

extension PabulibTokenizer {
  private mutating func begin() {
    record.begin(at: line)
    state = .fieldStart
  }

  private mutating func endRecord() -> Bool {
    state = .recordStart
    return true
  }

  private mutating func consumeFirst(_ byte: UInt8) -> Bool {
    guard byte == UInt8(ascii: "\"") else {
      state = .unquoted
      return consumeUnquoted(byte)
    }
    state = .quoted
    return false
  }

  private mutating func consumeUnquoted(_ byte: UInt8) -> Bool {
    if endField(at: byte, trimming: true) { return byte == UInt8(ascii: "\n") }
    record.append(byte)
    return false
  }

  private mutating func consumeQuoted(_ byte: UInt8) -> Bool {
    if byte == UInt8(ascii: "\"") { state = .quoteInQuoted } else { record.append(byte) }
    return false
  }

  private mutating func consumeAfterQuote(_ byte: UInt8) throws(PabulibError.Reason) -> Bool {
    if byte == UInt8(ascii: "\"") {
      record.append(byte)
      state = .quoted
      return false
    }
    guard endField(at: byte, trimming: false) else { throw .textAfterQuote }
    return byte == UInt8(ascii: "\n")
  }

  /// Ends the field if `byte` ends it; returns whether it did.
  private mutating func endField(at byte: UInt8, trimming: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: ";"): state = .fieldStart
    case UInt8(ascii: "\r"): state = .carriageReturn
    case UInt8(ascii: "\n"): state = .recordStart
    default: return false
    }
    record.endField(trimming: trimming)
    return true
  }
}
