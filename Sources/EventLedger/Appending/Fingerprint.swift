import Crypto
import EventModel

/// What a command was, in 16 bytes: a retry is told from another command under the same id.
///
/// It covers the proposed acts and everything in the envelope that the submitter sets. Expected versions are not part of
/// it: they decide whether a command is taken, not which one it is. So it follows from the records.
enum Fingerprint {
  /// A proposed act; the stream for acts that nobody decides, whose bytes do not say it.
  typealias Act = (type: ActType, stream: StreamName?, bytes: [UInt8])

  /// The first 16 bytes of SHA-256("albo/command/v2\0" and of each act, as 8-byte length ‖ bytes, the record that it
  /// would be without what the ledger adds: no version, time, recorder and command id, and of a proposal no stream).
  ///
  /// - Parameter envelope: that of the command's first event, as submitted or as recorded.
  static func of(_ acts: [Act], in envelope: Envelope) -> [UInt8] {
    var envelope = envelope
    (envelope.version, envelope.recordedAt, envelope.recorder) = (0, Instant(microseconds: 0), "")
    envelope.commandID = nil
    var input = prefix
    for act in acts {
      envelope.type = act.type
      envelope.stream = act.stream ?? StreamName(unchecked: "")
      var writer = WireWriter(reservingCapacity: act.bytes.count + 128)
      envelope.write(act: act.bytes, to: &writer)
      input += UInt64(writer.bytes.count).bigEndianBytes
      input += writer.bytes
    }
    var hasher = SHA256()
    input.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return hasher.finalize().withUnsafeBytes { [UInt8]($0.prefix(16)) }
  }

  /// The fingerprint of a recorded command, by its events.
  ///
  /// - Parameter act: the act of the first event; nil if nobody decides acts of its type.
  static func of(_ act: (any EventModel.Act)?, events: [(envelope: Envelope, act: [UInt8])]) -> [UInt8] {
    guard let envelope = events.first?.envelope else { return [] }
    guard let act else {
      return of(events.map { ($0.envelope.type, $0.envelope.stream, $0.act) }, in: envelope)
    }
    return of([(envelope.type, nil, act.proposed.wire)], in: envelope)
  }

  private static let prefix = Array("albo/command/v2\0".utf8)
}
