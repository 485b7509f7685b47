import Crypto
import EventModel

/// What a command was, in 16 bytes: distinguishes a retry from another command under the same id.
///
/// It covers the proposed acts and everything in the envelope that the submitter sets. Expected versions are not part
/// of it: they decide whether a command is taken, not which one it is. So it follows from the records.
package struct Fingerprint: Hashable, Sendable {
  /// A proposed act; the stream for acts that nobody decides, whose bytes do not say it.
  typealias Act = (type: ActType, stream: StreamName?, bytes: [UInt8])

  let high: UInt64
  let low: UInt64

  /// A fingerprint that was kept.
  init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

  /// The first 16 bytes of SHA-256("albo/command/v2\0" ‖ a protobuf message): of each act its type (field 1), its
  /// stream (2; none for a proposal) and its message (3); then fields 6 to 10, 12 and 14 to 17 of the record.
  ///
  /// - Parameter envelope: that of the command's first event, as submitted or as recorded.
  init(_ acts: [Act], in envelope: Envelope) {
    var writer = WireWriter(reservingCapacity: acts.reduce(128) { $0 + $1.bytes.count + 64 })
    for act in acts { Self.write(act, to: &writer) }
    self.init(writer, envelope)
  }

  /// The fingerprint of a single act.
  init(_ act: Act, in envelope: Envelope) {
    var writer = WireWriter(reservingCapacity: act.bytes.count + 192)
    Self.write(act, to: &writer)
    self.init(writer, envelope)
  }

  /// The fingerprint of a recorded command.
  ///
  /// - Parameters:
  ///   - act: the act of the first event, which says what was proposed; nil if nobody decides acts of its type.
  ///   - envelope: that of the first event.
  ///   - events: all events; asked for only if nobody decides them.
  init(
    _ act: (any EventModel.Act)?, in envelope: Envelope, events: @autoclosure () -> [(envelope: Envelope, act: [UInt8])]
  ) {
    if let act {
      self.init((envelope.type, nil, act.proposedWire), in: envelope)
    } else {
      self.init(events().map { ($0.envelope.type, $0.envelope.stream, $0.act) }, in: envelope)
    }
  }

  private static func write(_ act: Act, to writer: inout WireWriter) {
    writer.string(act.type.description, field: 1)
    if let stream = act.stream { writer.string(stream.description, field: 2) }
    writer.bytes(act.bytes, field: 3)
  }

  private init(_ acts: consuming WireWriter, _ envelope: Envelope) {
    var writer = acts
    envelope.writeSubmitted(to: &writer)
    var hasher = SHA256()
    Self.prefix.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    writer.bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    (high, low) = hasher.finalize().withUnsafeBytes { digest in
      (
        UInt64(bigEndian: digest.loadUnaligned(as: UInt64.self)),
        UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
  }

  private static let prefix = Array("albo/command/v2\0".utf8)
}
