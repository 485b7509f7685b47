import Crypto
import EventModel
import LMDB

/// What a command was, in 16 bytes: a retry is told from another command under the same id.
enum Fingerprint {
  /// An act of a command; the stream where nothing else says it.
  typealias Act = (type: ActType, stream: StreamName?, bytes: [UInt8])

  /// The first 16 bytes of SHA-256("albo/command/v1\0" and each of type, proposed act, actor, occurred_at,
  /// expected versions, as 8-byte length ‖ bytes). For an opaque command type and act stand once for each of its
  /// acts, and an act is its stream, a zero byte, and its bytes: nothing else says where it belongs.
  static func of(
    acts: [Act], actor: Actor, occurredAt: Instant?, expectedVersions: [StreamName: UInt64]
  ) -> [UInt8] {
    var input = prefix
    input.reserveCapacity(acts.reduce(256) { $0 + $1.bytes.count + 128 })
    for act in acts {
      append(act.type.description.utf8, to: &input)
      append(act, to: &input)
    }
    append(actor.description.utf8, to: &input)
    append((occurredAt?.microseconds.description ?? "").utf8, to: &input)
    append(text(expectedVersions).utf8, to: &input)
    return digest(of: input, count: 16)
  }

  private static func text(_ versions: [StreamName: UInt64]) -> String {
    versions.isEmpty ? "" : versions.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }.joined()
  }

  /// Eight bytes that tell a changed row of the index of commands.
  static func check(key: [UInt8], row: [UInt8]) -> [UInt8] {
    var input = rowPrefix
    input.reserveCapacity(rowPrefix.count + key.count + row.count)
    input += key
    input += row
    return digest(of: input, count: 8)
  }

  private static func digest(of input: [UInt8], count: Int) -> [UInt8] {
    var hasher = SHA256()
    input.withUnsafeBytes { hasher.update(bufferPointer: $0) }
    return hasher.finalize().withUnsafeBytes { [UInt8]($0.prefix(count)) }
  }

  private static let prefix = Array("albo/command/v1\0".utf8)
  private static let rowPrefix = Array("albo/command-row/v1\0".utf8)

  private static func append(_ act: Act, to input: inout [UInt8]) {
    guard let stream = act.stream?.description.utf8 else { return append(act.bytes, to: &input) }
    BigEndian.append(UInt64(stream.count + 1 + act.bytes.count), to: &input)
    input.append(contentsOf: stream)
    input.append(0)
    input.append(contentsOf: act.bytes)
  }

  private static func append(_ bytes: some Collection<UInt8>, to input: inout [UInt8]) {
    BigEndian.append(UInt64(bytes.count), to: &input)
    input.append(contentsOf: bytes)
  }
}
