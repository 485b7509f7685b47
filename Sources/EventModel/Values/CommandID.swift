import Bytes

/// The idempotency key of a command: a UUID (RFC 9562), so that a retry finds the first answer for ever.
///
/// Clients use version 7, whose first 48 bits are the time: sorted keys keep the index of commands fast.
/// Ids derived from a source (an imported file, the cause of a reaction) are version 8, and refused from
/// ordinary clients.
public struct CommandID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The first eight bytes, big-endian.
  public let high: UInt64
  /// The last eight bytes, big-endian.
  public let low: UInt64

  private init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

  /// The id of these 16 bytes; nil for another length.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    high = bytes[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Reads the text form, `01938f5e-7a2c-7b3d-9c1e-0123456789ab`; nil for anything else.
  public init?(_ text: String) {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12] else { return nil }
    let digits = groups.joined()
    guard digits.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
      let high = UInt64(digits.prefix(16), radix: 16), let low = UInt64(digits.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }

  /// A new version 7 id: the time in ms, then 74 random bits.
  public static func random(at now: Instant) -> CommandID {
    var generator = SystemRandomNumberGenerator()
    let milliseconds = UInt64(bitPattern: now.microseconds / 1000) & 0xFFFF_FFFF_FFFF
    return CommandID(
      high: milliseconds << 16 | 0x7000 | (generator.next() & 0x0FFF),
      low: 1 << 63 | (generator.next() & ~(3 << 62)))
  }

  /// A version 8 id for the `counter`-th command derived from a source: the same for ever.
  ///
  /// - Parameters:
  ///   - source: the first 48 bits of SHA-256 over the source, in the low bits.
  ///   - counter: the line of the file, or the position of the cause; 62 bits are kept.
  public static func derived(from source: UInt64, counter: UInt64) -> CommandID {
    CommandID(high: source << 16 | 0x8000, low: 1 << 63 | (counter & ~(3 << 62)))
  }

  /// The 16 bytes.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16)
    append(to: &bytes)
    return bytes
  }

  /// Adds the 16 bytes to a buffer.
  public func append(to bytes: inout [UInt8]) {
    BigEndian.append(high, to: &bytes)
    BigEndian.append(low, to: &bytes)
  }

  /// The version nibble: 7 for clients' ids, 8 for derived ones.
  public var version: UInt8 { UInt8(high >> 12 & 0xF) }

  /// The text form of RFC 9562, in lower case.
  public var description: String {
    let digits = [high, low].map { word in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
    var text = ""
    for (offset, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(offset) { text.append("-") }
      text.append(digit)
    }
    return text
  }

  /// Orders by bytes, which for version 7 is by time.
  public static func < (left: CommandID, right: CommandID) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
