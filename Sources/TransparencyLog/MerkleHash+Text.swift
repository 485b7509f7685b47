import Bytes

extension MerkleHash {
  /// 64 lowercase hexadecimal digits.
  public var hex: String { Hex.text(bytes) }

  /// 44 characters of standard base64 with padding, as in checkpoints and proofs.
  public var base64: String { Base64.text(bytes) }

  /// The hash written as 64 lowercase hexadecimal digits; nothing for anything else.
  public init?(hex: String) {
    guard let bytes = Hex.bytes(hex), Hex.text(bytes) == hex else { return nil }
    self.init(bytes: bytes)
  }

  /// The hash written as canonical base64 with padding; nothing for anything else.
  public init?(base64: String) {
    self.init(base64: ArraySlice(base64.utf8))
  }

  init?(base64: ArraySlice<UInt8>) {
    guard base64.count == 44, let bytes = Base64.bytes(base64) else { return nil }
    self.init(bytes: bytes)
  }
}

extension MerkleHash: CustomStringConvertible {
  /// The base64 text, as in checkpoints.
  public var description: String { base64 }
}
