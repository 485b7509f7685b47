import Bytes

/// The common form of public and private keys: `name+id+base64(kind ‖ key)`.
struct KeyText {
  let name: KeyName
  let kind: KeyKind
  let material: [UInt8]
  private let id: KeyID

  init(_ text: ArraySlice<UInt8>) throws(KeyError) {
    let parts = text.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let name = String(validating: parts[0], as: UTF8.self),
      parts[1].count == 8, let id = Hex.bytes(String(decoding: parts[1], as: UTF8.self)),
      Hex.text(id).utf8.elementsEqual(parts[1]),
      let typed = Base64.bytes(parts[2]), let type = typed.first
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
    "\(name)+\(id)+\(Base64.text([kind.rawValue] + material))"
  }
}
