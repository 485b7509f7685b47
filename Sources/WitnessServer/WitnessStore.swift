import LMDB
import TransparencyLog

/// The witness's key, and the last checkpoint of each log that it has cosigned, in one LMDB environment.
///
/// The key is in the store because it must never be used without it: whoever loses the store also loses the key, and
/// makes a new witness.
final class WitnessStore: Sendable {
  let key: CosigningKey
  private let environment: Environment

  private static let identity = "identity"
  private static let checkpoints = "checkpoints"
  private static let keyRow = Array("key".utf8)

  /// Opens the store of a directory that exists; makes a key with that name if there is none yet.
  ///
  /// - Throws: `WitnessError.missingName`, `wrongName`, `damaged`; `LMDBError`; `KeyError`.
  init(directory: String, name: KeyName?) throws {
    environment = try Environment(
      directory: directory, tables: [Self.identity, Self.checkpoints], options: .init(access: .create))
    key = try Self.key(in: environment, name: name)
    try check()
  }

  func close() { environment.close() }

  private static func key(in environment: Environment, name: KeyName?) throws -> CosigningKey {
    let table = environment.table(identity)
    let stored = try environment.read {
      try $0.get(keyRow.span, in: table) { String(decoding: bytes($0), as: UTF8.self) }
    }
    if let stored {
      let key = try CosigningKey(text: stored)
      guard name == nil || name == key.verifierKey.name else {
        throw WitnessError.wrongName(name ?? key.verifierKey.name, stored: key.verifierKey.name)
      }
      return key
    }
    guard let name else { throw WitnessError.missingName }
    let key = try CosigningKey.generate(name: name)
    try environment.write { try $0.put(Array(key.text.utf8).span, for: keyRow.span, in: table, mode: .insert) }
    return key
  }

  /// Checks that every row has this witness's cosignature.
  private func check() throws {
    try environment.read { transaction in
      try transaction.forEach(in: environment.table(Self.checkpoints)) { _, value in
        let row = try CosignedCheckpoint(Self.bytes(value))
        guard let checkpoint = try? Checkpoint(unchecked: row.note),
          let cosignatures = try? checkpoint.cosignatures(by: [key.verifierKey]), !cosignatures.isEmpty
        else { throw WitnessError.damaged }
        return true
      }
    }
  }

  /// The last cosigned checkpoint of a log.
  func last(of origin: KeyName) throws -> CosignedCheckpoint? {
    let table = environment.table(Self.checkpoints)
    let row = try environment.read { try $0.get(Self.row(origin).span, in: table) { Self.bytes($0) } }
    return try row.map { try CosignedCheckpoint($0) }
  }

  /// Replaces the last checkpoint of a log with the result of `body`, in one durable transaction: nothing happens
  /// between the read and the write.
  func update(
    _ origin: KeyName, _ body: (CosignedCheckpoint?) throws -> CosignedCheckpoint
  ) throws -> CosignedCheckpoint {
    let table = environment.table(Self.checkpoints)
    let key = Self.row(origin)
    return try environment.write { transaction in
      let row = try transaction.get(key.span, in: table) { Self.bytes($0) }
      let next = try body(try row.map { try CosignedCheckpoint($0) })
      try transaction.put(next.bytes.span, for: key.span, in: table)
      return next
    }
  }

  /// The key of a row is a hash, because LMDB's keys are short and origins may be long.
  private static func row(_ origin: KeyName) -> [UInt8] {
    Array(WitnessProtocol.checkpointPath(of: origin).utf8.prefix(64))
  }

  private static func bytes(_ span: Span<UInt8>) -> [UInt8] { span.indices.map { span[$0] } }
}
