import Bytes
import Crypto

/// Which key of a name made a signature: the first 4 bytes of a hash over name, kind and public key
/// (c2sp.org/signed-note).
///
/// It identifies, it does not authenticate: other keys with the same id are easily made.
public struct KeyID: Sendable, Hashable {
  /// The 4 bytes, big-endian.
  public let rawValue: UInt32

  /// The id with this value, as it stood in a signature or a database.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// The id of a key: SHA-256(name ‖ 0x0A ‖ kind ‖ public key), cut to 4 bytes.
  public init(name: KeyName, kind: KeyKind, publicKey: [UInt8]) {
    let digest = SHA256.hash(data: Array(name.text.utf8) + [0x0a, kind.rawValue] + publicKey)
    self.init(bigEndian: Array(digest.prefix(4))[...])
  }

  init(bigEndian bytes: ArraySlice<UInt8>) {
    rawValue = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The 4 bytes.
  public var bytes: [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: rawValue >> $0) }
  }

  /// 8 lowercase hexadecimal digits, as in verifier keys.
  public var hex: String { Hex.text(bytes) }
}

extension KeyID: CustomStringConvertible {
  /// 8 lowercase hexadecimal digits.
  public var description: String { hex }
}
