import Crypto
import EventModel

/// What a command was, in 16 bytes: a retry is told from another command under the same id.
enum Fingerprint {
  /// The first 16 bytes of SHA-256("albo/command/v1\0" and each of type, proposed act, actor, occurred_at,
  /// expected versions, as 8-byte length ‖ bytes). For an opaque command type and act stand once for each of its
  /// acts, and an act is its stream, a zero byte, and its bytes: nothing else says where it belongs.
  static func of(
    acts: [(type: ActType, bytes: [UInt8])], actor: Actor, occurredAt: Instant?,
    expectedVersions: [StreamName: UInt64]
  ) -> [UInt8] {
    var input = prefix
    for (type, bytes) in acts {
      append(type.description.utf8, to: &input)
      append(bytes, to: &input)
    }
    append(actor.description.utf8, to: &input)
    append((occurredAt?.microseconds.description ?? "").utf8, to: &input)
    let versions = expectedVersions.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)\n" }
    append(versions.joined().utf8, to: &input)
    return Array(SHA256.hash(data: input).prefix(16))
  }

  /// Eight bytes that tell a changed row of the index of commands.
  static func check(key: [UInt8], row: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: rowPrefix + key + row).prefix(8))
  }

  private static let prefix = Array("albo/command/v1\0".utf8)
  private static let rowPrefix = Array("albo/command-row/v1\0".utf8)

  private static func append(_ bytes: some Collection<UInt8>, to input: inout [UInt8]) {
    let count = UInt64(bytes.count)
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      input.append(UInt8(truncatingIfNeeded: count >> shift))
    }
    input.append(contentsOf: bytes)
  }
}
