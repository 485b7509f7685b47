extension SignedNote {
  /// Reads a note; its text is what stands before the last blank line.
  ///
  /// - Throws: ``NoteError``.
  public init(parsing text: String) throws(NoteError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads a note; its text is what stands before the last blank line.
  ///
  /// - Throws: ``NoteError``.
  public init(parsing bytes: [UInt8]) throws(NoteError) {
    try self.init(parsing: bytes[...])
  }

  init(parsing bytes: ArraySlice<UInt8>) throws(NoteError) {
    guard bytes.count <= Self.maximumByteCount else { throw .tooLong(bytes.count) }
    try NoteText.checkCharacters(bytes)
    guard let end = Self.endOfText(bytes) else { throw .missingSignatures }
    guard let text = String(validating: bytes[..<end], as: UTF8.self),
      String(validating: bytes[end...], as: UTF8.self) != nil
    else { throw .notUTF8 }
    self.init(checkedText: text, signatures: try Self.parseSignatures(bytes[(end + 1)...]))
  }

  /// The place of the last empty line.
  private static func endOfText(_ bytes: ArraySlice<UInt8>) -> Int? {
    let newline = UInt8(ascii: "\n")
    return bytes.indices.dropFirst().last { bytes[$0] == newline && bytes[$0 - 1] == newline }
  }

  static func parseSignatures(_ bytes: ArraySlice<UInt8>) throws(NoteError) -> [NoteSignature] {
    guard !bytes.isEmpty else { throw .missingSignatures }
    var lines = LineReader(bytes)
    var signatures: [NoteSignature] = []
    while let line = lines.next() {
      guard signatures.count < maximumSignatureCount else { throw .tooManySignatures }
      guard let signature = NoteSignature(line: line) else { throw .malformedSignature(line: lines.number) }
      signatures.append(signature)
    }
    guard lines.rest.isEmpty else { throw .malformedSignature(line: lines.number + 1) }
    return signatures
  }
}

/// What the text of every note must comply with.
enum NoteText {
  static func check(_ bytes: [UInt8]) throws(NoteError) {
    guard bytes.count <= SignedNote.maximumByteCount else { throw .tooLong(bytes.count) }
    try checkCharacters(bytes[...])
    guard bytes.last == UInt8(ascii: "\n") else { throw .unterminatedText }
  }

  static func checkCharacters(_ bytes: ArraySlice<UInt8>) throws(NoteError) {
    let place = bytes.firstIndex { $0 < 0x20 && $0 != UInt8(ascii: "\n") }
    if let place { throw .controlCharacter(bytes[place], offset: place - bytes.startIndex) }
  }
}
