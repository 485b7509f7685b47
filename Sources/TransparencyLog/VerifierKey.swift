/// A public key with its name: what an auditor needs to know of a log, or of a witness
/// (c2sp.org/signed-note).
public struct VerifierKey: Sendable, Hashable {
  /// The name that its signature lines carry; for a log, its origin.
  public let name: KeyName

  /// What the key signs.
  public let kind: KeyKind

  /// The id that its signatures carry.
  public let keyID: KeyID

  /// 32 bytes (RFC 8032).
  public let publicKey: [UInt8]

  /// The key of that name.
  ///
  /// - Throws: ``KeyError/wrongLength(_:)`` unless the key has 32 bytes.
  public init(name: KeyName, kind: KeyKind = .ed25519, publicKey: [UInt8]) throws(KeyError) {
    guard publicKey.count == 32 else { throw .wrongLength(publicKey.count) }
    self.name = name
    self.kind = kind
    self.publicKey = publicKey
    keyID = KeyID(name: name, kind: kind, publicKey: publicKey)
  }

  /// The key written as `name+id+base64`.
  ///
  /// - Throws: ``KeyError`` unless it is canonical, of a known kind, and the id is that of name and key.
  public init(_ text: String) throws(KeyError) {
    let parts = try KeyText(ArraySlice(text.utf8))
    try self.init(name: parts.name, kind: parts.kind, publicKey: parts.material)
    try parts.check(keyID)
  }

  /// `name+id+base64`, as Go's tools print and read it.
  public var text: String {
    KeyText.encode(name: name, id: keyID, kind: kind, material: publicKey)
  }
}

extension VerifierKey: CustomStringConvertible {
  /// `name+id+base64`.
  public var description: String { text }
}
