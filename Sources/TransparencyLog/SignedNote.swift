/// A text with signature lines, well formed but not verified (c2sp.org/signed-note).
public struct SignedNote: Sendable {
  /// The most signature lines that are read.
  public static let maximumSignatureCount = 100

  /// The most bytes that are read.
  public static let maximumByteCount = 1_000_000

  /// What is signed: lines, the last one ended by a newline too.
  public let text: String

  /// At least one, in the order of the lines.
  public let signatures: [NoteSignature]

  /// A note of parts that were received or stored apart.
  ///
  /// - Throws: ``NoteError`` if the text or the number of signatures is not what a note can have.
  public init(text: String, signatures: [NoteSignature]) throws(NoteError) {
    let bytes = Array(text.utf8)
    try NoteText.check(bytes)
    guard !signatures.isEmpty else { throw .missingSignatures }
    guard signatures.count <= Self.maximumSignatureCount else { throw .tooManySignatures }
    self.init(checkedText: text, signatures: signatures)
  }

  init(checkedText text: String, signatures: [NoteSignature]) {
    self.text = text
    self.signatures = signatures
  }

  /// The note as it is served: text, blank line, signature lines.
  public var serialized: String {
    text + "\n" + signatures.map(\.line).joined()
  }
}

extension SignedNote: Hashable, CustomStringConvertible {
  /// Whether the bytes of both notes are the same.
  public static func == (left: SignedNote, right: SignedNote) -> Bool {
    left.text.hasSameBytes(as: right.text) && left.signatures == right.signatures
  }

  /// Hashes the signatures, which differ if texts do.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(signatures)
  }

  /// The note as it is served.
  public var description: String { serialized }
}
