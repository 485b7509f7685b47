/// The private Ed25519 key with which a witness cosigns the checkpoints of logs that it has seen to be
/// consistent (c2sp.org/tlog-cosignature).
///
/// One key serves one witness: the signed message does not name the witness.
public struct CosigningKey: Sendable {
  private let key: Ed25519Key

  /// A new key from the system's random numbers.
  ///
  /// - Throws: ``KeyError/failed(_:)`` if the cryptographic library fails.
  public static func generate(name: KeyName) throws(KeyError) -> CosigningKey {
    CosigningKey(try Ed25519Key(name: name, kind: .cosignature))
  }

  /// The key with that seed.
  ///
  /// - Throws: ``KeyError/wrongLength(_:)`` unless the seed has 32 bytes (RFC 8032).
  public init(name: KeyName, seed: [UInt8]) throws(KeyError) {
    key = try Ed25519Key(name: name, kind: .cosignature, seed: seed)
  }

  /// The key written as `PRIVATE+KEY+name+id+base64`.
  ///
  /// - Throws: ``KeyError`` unless it is canonical, of the kind ``KeyKind/cosignature``, and the id is right.
  public init(text: String) throws(KeyError) {
    key = try Ed25519Key(text, kind: .cosignature)
  }

  private init(_ key: Ed25519Key) {
    self.key = key
  }

  /// `PRIVATE+KEY+name+id+base64`: the secret, to be written to a file that only its owner reads.
  public var text: String { key.text }

  /// The public half.
  public var verifierKey: VerifierKey { key.verifierKey }

  /// States that this is, at that time, the largest consistent checkpoint that the witness has seen of the
  /// log.
  ///
  /// - Parameter posixSeconds: Seconds since 1970 UTC, not negative.
  /// - Throws: ``NoteError/timeBeforeEpoch(_:)``; ``NoteError/key(_:)`` if signing failed.
  public func cosign(_ checkpoint: Checkpoint, posixSeconds: Int64) throws(NoteError) -> NoteSignature {
    guard posixSeconds >= 0 else { throw .timeBeforeEpoch(posixSeconds) }
    let message = Cosignature.message(checkpoint.text, posixSeconds: posixSeconds)
    do {
      let time = withUnsafeBytes(of: posixSeconds.bigEndian) { Array($0) }
      return NoteSignature(by: verifierKey, bytes: time + (try key.sign(message)))
    } catch { throw .key(error) }
  }
}

extension CosigningKey: CustomStringConvertible, CustomReflectable {
  /// Name and id, never the secret.
  public var description: String { "cosigning key \(verifierKey.name)+\(verifierKey.keyID)" }

  /// Shows nothing, lest a dump print the secret.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
