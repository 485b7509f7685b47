import TransparencyLog

/// What is stored of a signed checkpoint under its size: the key id and the signature. The text is derived.
struct CheckpointRow {
  var keyID: KeyID
  var signature: [UInt8]

  init(signature: NoteSignature) { (keyID, self.signature) = (signature.keyID, signature.bytes) }

  init?(_ bytes: [UInt8]) {
    guard bytes.count == 68 else { return nil }
    keyID = KeyID(rawValue: bytes[..<4].reduce(0) { $0 << 8 | UInt32($1) })
    signature = Array(bytes[4...])
  }

  var bytes: [UInt8] { keyID.bytes + signature }
}
