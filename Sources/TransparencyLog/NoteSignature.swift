import Bytes

/// One signature line of a note, not verified (c2sp.org/signed-note).
public struct NoteSignature: Sendable, Hashable {
  /// Who is said to have signed.
  public let name: KeyName

  /// With which of the keys of that name.
  public let keyID: KeyID

  /// The signature without the key id; at least one byte. Its form depends on the kind of key.
  public let bytes: [UInt8]

  /// A signature as it was received or stored; nothing if it has no bytes.
  public init?(name: KeyName, keyID: KeyID, bytes: [UInt8]) {
    guard !bytes.isEmpty else { return nil }
    self.name = name
    self.keyID = keyID
    self.bytes = bytes
  }

  init(by key: VerifierKey, bytes: [UInt8]) {
    name = key.name
    keyID = key.keyID
    self.bytes = bytes
  }

  /// The line read from its bytes without the newline; nothing unless it is canonical.
  init?(line: ArraySlice<UInt8>) {
    let parts = line.after(Self.dash)?.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard let parts, parts.count == 2, let blob = Base64.bytes(parts[1]), blob.count > 4,
      let text = String(validating: parts[0], as: UTF8.self), let name = try? KeyName(text)
    else { return nil }
    self.init(name: name, keyID: KeyID(bigEndian: blob[...]), bytes: Array(blob.dropFirst(4)))
  }

  /// `— name base64(id ‖ signature)` and a newline.
  public var line: String {
    "\(Self.dash)\(name) \(Base64.text(keyID.bytes + bytes))\n"
  }

  /// An em dash, U+2014, and a space.
  private static let dash = "\u{2014} "
}

extension NoteSignature {
  /// Reads signature lines, each ending in a newline, as a witness answers them; nothing is verified.
  ///
  /// - Throws: ``NoteError/malformedSignature(line:)``, ``NoteError/missingSignatures``,
  ///   ``NoteError/tooManySignatures``.
  public static func parse(lines: [UInt8]) throws(NoteError) -> [NoteSignature] {
    try SignedNote.parseSignatures(lines[...])
  }
}
