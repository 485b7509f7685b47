extension SignedNote {
  /// The known keys that have signed, each once, in the order of their lines.
  ///
  /// Lines of other keys are ignored: logs change keys, and add nonsense to keep readers honest.
  ///
  /// - Throws: ``NoteError/invalidSignature(_:_:)`` if a line under the name and id of a known key does not
  ///   verify, whatever the other lines say; ``NoteError/noKnownSignature`` if no line is of a known key.
  @discardableResult
  public func verify(with keys: [VerifierKey]) throws(NoteError) -> [VerifierKey] {
    var signers: [VerifierKey] = []
    try forEachLine(of: keys) { (signature, key) throws(NoteError) in
      guard isGenuine(signature, by: key) else { throw .invalidSignature(key.name, key.keyID) }
      if !signers.contains(key) { signers.append(key) }
    }
    guard !signers.isEmpty else { throw .noKnownSignature }
    return signers
  }

  /// The verified cosignatures of those witnesses, one for each, the latest if there are several.
  func cosignatures(by witnesses: [VerifierKey]) throws(NoteError) -> [Cosignature] {
    var latest: [Cosignature] = []
    try forEachLine(of: witnesses.filter { $0.kind == .cosignature }) { (signature, key) throws(NoteError) in
      guard let cosignature = Cosignature(verifying: signature.bytes, of: text, key: key) else {
        throw .invalidSignature(key.name, key.keyID)
      }
      guard let place = latest.firstIndex(where: { $0.key == key }) else { return latest.append(cosignature) }
      if latest[place].posixSeconds < cosignature.posixSeconds { latest[place] = cosignature }
    }
    return latest
  }

  private func forEachLine(
    of keys: [VerifierKey], _ body: (NoteSignature, VerifierKey) throws(NoteError) -> Void
  ) throws(NoteError) {
    for signature in signatures {
      for key in keys where key.keyID == signature.keyID && key.name == signature.name {
        try body(signature, key)
      }
    }
  }

  private func isGenuine(_ signature: NoteSignature, by key: VerifierKey) -> Bool {
    switch key.kind {
    case .ed25519: signature.bytes.count == 64 && key.isSignature(signature.bytes[...], of: Array(text.utf8))
    case .cosignature: Cosignature(verifying: signature.bytes, of: text, key: key) != nil
    }
  }
}
