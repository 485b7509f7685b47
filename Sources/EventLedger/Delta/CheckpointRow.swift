import Bytes
import TransparencyLog

/// What is stored of a signed checkpoint under its size: the key id, the signature, and the size that was signed
/// before, so that no row can be taken out of their chain. The text is derived.
struct CheckpointRow: Sendable {
  var keyID: KeyID
  var signature: [UInt8]
  var previous: UInt64

  init(signature: NoteSignature, previous: LogSize) {
    (keyID, self.signature, self.previous) = (signature.keyID, signature.bytes, previous.rawValue)
  }

  init?(_ bytes: [UInt8]) {
    guard bytes.count == 76 else { return nil }
    keyID = KeyID(rawValue: bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) })
    signature = Array(bytes[4..<68])
    previous = bytes[68...].reduce(0) { $0 << 8 | UInt64($1) }
  }

  var bytes: [UInt8] {
    var bytes = keyID.bytes + signature
    BigEndian.append(previous, to: &bytes)
    return bytes
  }
}
