/// What is wrong with a key, or with its text.
public enum KeyError: Error, Hashable, CustomStringConvertible {
  /// Not a name: empty, or with a space, a control character or `+`.
  case malformedName(String)
  /// Not of the form `name+id+base64`, with `PRIVATE+KEY+` in front for a signing key.
  case malformedText
  /// A kind of key, by its type byte, that is not used here.
  case unsupportedKind(UInt8)
  /// The key material has this many bytes instead of 32.
  case wrongLength(Int)
  /// The text states one id and its name and key give another: one of them was altered.
  case wrongID(KeyName, stated: KeyID, computed: KeyID)
  /// The cryptographic library refused the key or failed to sign.
  case failed(KeyName)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .malformedName(let name):
      "“\(name)” is not a key name: it must not be empty or contain spaces, control characters or +"
    case .malformedText: "the text is not a key: name, id and base64 must be joined by +"
    case .unsupportedKind(let byte): "keys of type \(byte) are not supported"
    case .wrongLength(let count): "an Ed25519 key has 32 bytes, not \(count)"
    case .wrongID(let name, let stated, let computed):
      "the key \(name) states the id \(stated), but its id is \(computed)"
    case .failed(let name): "the key \(name) could not be used"
    }
  }
}
