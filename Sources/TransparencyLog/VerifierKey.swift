/// A public key with its name: what an auditor needs to know of a log, or of a witness (c2sp.org/signed-note).
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

/// The common form of public and private keys: `name+id+base64(kind ‖ key)`.
struct KeyText {
  let name: KeyName
  let kind: KeyKind
  let material: [UInt8]
  private let id: KeyID

  init(_ text: ArraySlice<UInt8>) throws(KeyError) {
    let parts = text.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let name = String(validating: parts[0], as: UTF8.self),
      parts[1].count == 8, let id = Hexadecimal.decode(parts[1]),
      let typed = Base64.decode(parts[2]), let type = typed.first
    else { throw .malformedText }
    guard let kind = KeyKind(rawValue: type) else { throw .unsupportedKind(type) }
    guard typed.count == 33 else { throw .wrongLength(typed.count - 1) }
    self.name = try KeyName(name)
    self.kind = kind
    self.id = KeyID(bigEndian: id[...])
    material = Array(typed.dropFirst())
  }

  /// Compares the stated id with the one computed from name and public key.
  func check(_ computed: KeyID) throws(KeyError) {
    guard id == computed else { throw .wrongID(name, stated: id, computed: computed) }
  }

  static func encode(name: KeyName, id: KeyID, kind: KeyKind, material: [UInt8]) -> String {
    "\(name)+\(id)+\(Base64.encode([kind.rawValue] + material))"
  }
}
