/// A witness's verified statement that a checkpoint was the largest it had seen of the log at that time, and
/// consistent with all before (c2sp.org/tlog-cosignature).
public struct Cosignature: Sendable, Hashable {
  /// The witness.
  public let key: VerifierKey

  /// When it cosigned, in seconds since 1970 UTC by its own clock.
  public let posixSeconds: Int64

  /// Verifies the 8 bytes of time and 64 of signature that such a line carries.
  init?(verifying bytes: [UInt8], of text: String, key: VerifierKey) {
    guard bytes.count == 8 + 64 else { return nil }
    let time = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let posixSeconds = Int64(exactly: time),
      key.isSignature(bytes[8...], of: Self.message(text, posixSeconds: posixSeconds))
    else { return nil }
    self.key = key
    self.posixSeconds = posixSeconds
  }

  /// What a cosignature signs: two lines, then the whole text of the checkpoint.
  static func message(_ text: String, posixSeconds: Int64) -> [UInt8] {
    Array("cosignature/v1\ntime \(posixSeconds)\n".utf8) + Array(text.utf8)
  }
}
