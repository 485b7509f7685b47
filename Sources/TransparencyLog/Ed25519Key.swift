import Crypto

/// A private Ed25519 key with its name: what signing and cosigning keys have in common.
struct Ed25519Key: Sendable {
  private static let prefix = "PRIVATE+KEY+"

  let verifierKey: VerifierKey
  private let privateKey: Curve25519.Signing.PrivateKey

  init(name: KeyName, kind: KeyKind) throws(KeyError) {
    try self.init(name: name, kind: kind, privateKey: Curve25519.Signing.PrivateKey())
  }

  init(name: KeyName, kind: KeyKind, seed: [UInt8]) throws(KeyError) {
    guard seed.count == 32 else { throw .wrongLength(seed.count) }
    guard let privateKey = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw .failed(name)
    }
    try self.init(name: name, kind: kind, privateKey: privateKey)
  }

  init(_ text: String, kind: KeyKind) throws(KeyError) {
    guard let rest = ArraySlice(text.utf8).after(Self.prefix) else { throw .malformedText }
    let parts = try KeyText(rest)
    guard parts.kind == kind else { throw .unsupportedKind(parts.kind.rawValue) }
    try self.init(name: parts.name, kind: kind, seed: parts.material)
    try parts.check(verifierKey.keyID)
  }

  private init(name: KeyName, kind: KeyKind, privateKey: Curve25519.Signing.PrivateKey) throws(KeyError) {
    self.privateKey = privateKey
    verifierKey = try VerifierKey(
      name: name, kind: kind, publicKey: Array(privateKey.publicKey.rawRepresentation))
  }

  var text: String {
    Self.prefix
      + KeyText.encode(
        name: verifierKey.name, id: verifierKey.keyID, kind: verifierKey.kind,
        material: Array(privateKey.rawRepresentation))
  }

  func sign(_ message: [UInt8]) throws(KeyError) -> [UInt8] {
    guard let signature = try? privateKey.signature(for: message) else { throw .failed(verifierKey.name) }
    return Array(signature)
  }
}

extension VerifierKey {
  /// Whether these 64 bytes are this key's signature of the message (RFC 8032).
  func isSignature(_ signature: ArraySlice<UInt8>, of message: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
    return key.isValidSignature(signature, for: message)
  }
}
