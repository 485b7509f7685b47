import Crypto
import EventModel

/// What a command was, in 16 bytes: a retry is told from another command under the same id.
///
/// It covers the proposed acts and everything in the envelope that the submitter sets. Expected versions are not part of
/// it: they decide whether a command is taken, not which one it is. So it follows from the records.
enum Fingerprint {
  /// A proposed act; the stream for acts that nobody decides, whose bytes do not say it.
  typealias Act = (type: ActType, stream: StreamName?, bytes: [UInt8])

  /// The first 16 bytes of SHA-256("albo/command/v2\0" and, each as 8-byte length ‖ bytes: the record without stream,
  /// version, time, type, act, recorder and command id; then of each act its type, its stream, which is empty for a
  /// proposal, and its message).
  ///
  /// - Parameter envelope: that of the command's first event, as submitted or as recorded.
  static func of(_ acts: [Act], in envelope: Envelope) -> [UInt8] {
    var envelope = envelope
    (envelope.stream, envelope.version, envelope.type) = (StreamName(unchecked: ""), 0, ActType(unchecked: ""))
    (envelope.recordedAt, envelope.recorder, envelope.commandID) = (Instant(microseconds: 0), "", nil)
    var writer = WireWriter()
    envelope.write(act: [], to: &writer)
    var input = prefix
    input.reserveCapacity(acts.reduce(256) { $0 + $1.bytes.count + 128 })
    append(writer.bytes, to: &input)
    for act in acts {
      append(act.type.description.utf8, to: &input)
      append((act.stream?.description ?? "").utf8, to: &input)
      append(act.bytes, to: &input)
    }
    var hasher = SHA256()
    input.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return hasher.finalize().withUnsafeBytes { [UInt8]($0.prefix(16)) }
  }

  private static func append(_ bytes: some Collection<UInt8>, to input: inout [UInt8]) {
    withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { input.append(contentsOf: $0) }
    input.append(contentsOf: bytes)
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
