/// The private Ed25519 key with which a log signs its checkpoints. Printing it shows the public half only.
public struct SigningKey: Sendable {
  private let key: Ed25519Key

  /// A new key from the system's random numbers.
  ///
  /// - Throws: ``KeyError/failed(_:)`` if the cryptographic library fails.
  public static func generate(name: KeyName) throws(KeyError) -> SigningKey {
    SigningKey(try Ed25519Key(name: name, kind: .ed25519))
  }

  /// The key with that seed.
  ///
  /// - Throws: ``KeyError/wrongLength(_:)`` unless the seed has 32 bytes (RFC 8032).
  public init(name: KeyName, seed: [UInt8]) throws(KeyError) {
    key = try Ed25519Key(name: name, kind: .ed25519, seed: seed)
  }

  /// The key written as `PRIVATE+KEY+name+id+base64`, as Go's `note.GenerateKey` prints it.
  ///
  /// - Throws: ``KeyError`` unless it is canonical, of the kind ``KeyKind/ed25519``, and the id is right.
  public init(text: String) throws(KeyError) {
    key = try Ed25519Key(text, kind: .ed25519)
  }

  private init(_ key: Ed25519Key) {
    self.key = key
  }

  /// `PRIVATE+KEY+name+id+base64`: the secret, to be written to a file that only its owner reads.
  public var text: String { key.text }

  /// The public half.
  public var verifierKey: VerifierKey { key.verifierKey }

  /// Signs the text of a note.
  ///
  /// - Throws: ``NoteError`` if the text is not one that a note can have; ``NoteError/key(_:)`` if signing
  ///   failed.
  public func sign(_ text: String) throws(NoteError) -> NoteSignature {
    let message = Array(text.utf8)
    try NoteText.check(message)
    do {
      return NoteSignature(by: verifierKey, bytes: try key.sign(message))
    } catch { throw .key(error) }
  }
}

extension SigningKey: CustomStringConvertible, CustomReflectable {
  /// Name and id, never the secret.
  public var description: String { "signing key \(verifierKey.name)+\(verifierKey.keyID)" }

  /// Shows nothing, lest a dump print the secret.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
