import TransparencyLog

/// An event as its bytes state it: where each field lies in the record, and its numbers. Nothing is copied.
///
/// A whole decoding of the record costs ten times as much; views and verification read a few fields of
/// millions of events.
public struct EventScan: Sendable {
  package var stream = 0..<0
  package var type = 0..<0
  package var actor = 0..<0
  package var onBehalfOf = 0..<0
  package var recorder = 0..<0
  package var commandID = 0..<0
  package var actReference = 0..<0
  /// Where the act's own message lies in the record.
  public package(set) var act = 0..<0
  /// The event's place in its stream.
  public package(set) var version: UInt64 = 0
  /// When the ledger's clock recorded it.
  public package(set) var recordedAt = Instant(microseconds: 0)
  /// How the act reached the administration, as the number of `Channel`.
  public package(set) var channel: UInt32 = 0
  package var assurance: UInt32 = 0
  package var mandate: UInt64?
  package var occurredAt: Int64?
  package var causedBy: UInt64?
  package var under: UInt64?
  package var commitments: [Range<Int>] = []

  /// Reads where the fields of a record lie.
  ///
  /// - Throws: `WireError` for bytes that are not a protobuf message, or give a field twice: no record does, and
  ///   decoders differ in what they make of it.
  public init(_ record: borrowing Span<UInt8>) throws(WireError) {
    var reader = WireReader(0..<record.count)
    var seen: UInt64 = 0
    while let (field, kind) = try reader.next(in: record) {
      let mark: UInt64 = field < 64 && field != 15 ? 1 << field : 0
      guard seen & mark == 0 else { throw WireError(offset: reader.offset) }
      seen |= mark
      switch kind {
      case .delimited: set(field, try reader.delimited(in: record))
      case .varint: set(field, try reader.varint(in: record))
      default: try reader.skip(kind, in: record)
      }
    }
  }

  private mutating func set(_ field: UInt64, _ range: Range<Int>) {
    switch field {
    case 1: stream = range
    case 4: type = range
    case 5: act = range
    case 6: actor = range
    case 7: onBehalfOf = range
    case 11: recorder = range
    case 13: commandID = range
    case 15: commitments.append(range)
    case 16: actReference = range
    default: break
    }
  }

  private mutating func set(_ field: UInt64, _ value: UInt64) {
    switch field {
    case 2: version = value
    case 3: recordedAt = Instant(microseconds: Int64(bitPattern: value))
    case 8: mandate = value
    case 9: channel = UInt32(truncatingIfNeeded: value)
    case 10: assurance = UInt32(truncatingIfNeeded: value)
    case 12: occurredAt = Int64(bitPattern: value)
    case 14: causedBy = value
    case 17: under = value
    default: break
    }
  }
}

extension EventScan {
  /// The name of the stream.
  public func stream(in record: borrowing Span<UInt8>) -> StreamName { StreamName(unchecked: record.text(stream)) }

  /// The name of the act's message.
  public func type(in record: borrowing Span<UInt8>) -> ActType { ActType(unchecked: record.text(type)) }

  /// The command's idempotency key, if the record has one.
  public func commandID(in record: borrowing Span<UInt8>) -> CommandID? {
    commandID.isEmpty ? nil : CommandID(bytes: record.bytes(commandID))
  }

  /// The whole envelope as values.
  ///
  /// - Throws: `WireError` if a nested message cannot be read, or a text is not UTF-8.
  public func envelope(in record: borrowing Span<UInt8>) throws(WireError) -> Envelope {
    var texts = EnvelopeTexts()
    return try envelope(in: record, &texts)
  }

  /// The whole envelope as values, with the texts of the one before if they are the same.
  package func envelope(in record: borrowing Span<UInt8>, _ texts: inout EnvelopeTexts) throws(WireError) -> Envelope {
    let behalf: Actor? = onBehalfOf.isEmpty ? nil : Actor(unchecked: try record.checkedText(onBehalfOf))
    let command: CommandID? = commandID(in: record)
    var personal: [Commitment] = []
    for range in commitments { personal.append(try commitment(range, in: record)) }
    return Envelope(
      stream: StreamName(unchecked: try texts.stream.text(stream, in: record)), version: version,
      recordedAt: recordedAt, type: ActType(unchecked: try texts.type.text(type, in: record)),
      actor: Actor(unchecked: try texts.actor.text(actor, in: record)), onBehalfOf: behalf,
      mandate: mandate.map { Position($0) }, channel: Channel(rawValue: channel) ?? .unspecified,
      assurance: assurance, recorder: try texts.recorder.text(recorder, in: record),
      occurredAt: occurredAt.map { Instant(microseconds: $0) }, commandID: command,
      causedBy: causedBy.map { Position($0) }, commitments: personal,
      actReference: actReference.isEmpty ? nil : try reference(in: record),
      under: under.map { Position($0) })
  }

  private func commitment(
    _ range: Range<Int>, in record: borrowing Span<UInt8>
  ) throws(WireError) -> Commitment {
    var reader = WireReader(range)
    var commitment = Commitment(field: "", digest: [])
    while let (field, kind) = try reader.next(in: record) {
      switch (field, kind) {
      case (1, .delimited): commitment.field = try record.checkedText(try reader.delimited(in: record))
      case (2, .delimited): commitment.digest = record.bytes(try reader.delimited(in: record))
      default: try reader.skip(kind, in: record)
      }
    }
    return commitment
  }

  private func reference(in record: borrowing Span<UInt8>) throws(WireError) -> ActReference? {
    var reader = WireReader(actReference)
    var (number, date, hash) = ("", "", [UInt8]())
    while let (field, kind) = try reader.next(in: record) {
      switch (field, kind) {
      case (1, .delimited): number = try record.checkedText(try reader.delimited(in: record))
      case (2, .delimited): date = try record.checkedText(try reader.delimited(in: record))
      case (3, .delimited): hash = record.bytes(try reader.delimited(in: record))
      default: try reader.skip(kind, in: record)
      }
    }
    return CivilDate(date).map { ActReference(number: number, date: $0, hash: hash) }
  }
}

/// Texts that are mostly those of the record before: taken over, they are neither checked nor made again.
package struct EnvelopeTexts: Sendable {
  fileprivate var stream = Kept()
  fileprivate var type = Kept()
  fileprivate var actor = Kept()
  fileprivate var recorder = Kept()

  package init() {}

  fileprivate struct Kept: Sendable {
    private var last = ""

    mutating func text(_ range: Range<Int>, in record: borrowing Span<UInt8>) throws(WireError) -> String {
      if !record.equals(last.utf8, in: range) { last = try record.checkedText(range) }
      return last
    }
  }
}
