/// What a key signs, and how: the type byte of its id (c2sp.org/signed-note).
public enum KeyKind: UInt8, Sendable, Hashable {
  /// An Ed25519 signature of the text of a note: what a log makes.
  case ed25519 = 0x01
  /// A timestamped Ed25519 cosignature of a checkpoint: what a witness makes (c2sp.org/tlog-cosignature).
  case cosignature = 0x04
}
