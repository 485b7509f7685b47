import Bytes
import Crypto
import EventModel
import LocalFiles
import LogAudit

/// What stands behind commitments: content and salt, found by digest. The log holds the digests alone.
public struct Vault: Sendable {
  /// The longest content that is kept, in bytes.
  public static let maximumByteCount = 1 << 19

  private let path: String

  init(_ path: String) { self.path = path }

  /// The digest of content under a salt: SHA-256("albo/commitment/v1\0" ‖ salt ‖ content), 32 bytes.
  public static func digest(salt: [UInt8], content: [UInt8]) -> [UInt8] {
    Array(SHA256.hash(data: Array("albo/commitment/v1\0".utf8) + salt + content))
  }

  /// Keeps content under a new random salt of 32 bytes; returns the digest to commit to.
  ///
  /// - Throws: `InvalidAct` for content that is too long; `FileError` if the file cannot be written.
  public func keep(_ content: [UInt8]) throws -> [UInt8] {
    guard content.count <= Self.maximumByteCount else {
      throw InvalidAct(
        field: "content", reason: "\(content.count) bytes, but at most \(Self.maximumByteCount) are allowed")
    }
    var generator = SystemRandomNumberGenerator()
    let salt = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let digest = Self.digest(salt: salt, content: content)
    let file = try file(of: digest, makesDirectory: true)
    try Files.write(salt + content, to: file)
    return digest
  }

  /// The content behind a digest; nil if it is not kept, or no longer.
  ///
  /// - Throws: `LedgerError.damaged` if what is kept does not have the digest.
  public func content(of digest: [UInt8]) throws -> [UInt8]? {
    let file = try file(of: digest, makesDirectory: false)
    guard digest.count == 32, Files.exists(file) else { return nil }
    let bytes = try Files.read(file)
    guard bytes.count >= 32, Self.digest(salt: Array(bytes[..<32]), content: Array(bytes[32...])) == digest else {
      throw LedgerError(.damaged, "the vault's content for \(Hex.text(digest)) has another digest")
    }
    return Array(bytes[32...])
  }

  private func file(of digest: [UInt8], makesDirectory: Bool) throws -> String {
    let name = Hex.text(digest)
    let directory = "\(path)/\(name.prefix(2))"
    if makesDirectory { try Files.makeDirectory(directory) }
    return "\(directory)/\(name)"
  }
}

extension EventStore {
  /// The vault beside the log.
  public var vault: Vault { Vault(directory.vault) }
}
