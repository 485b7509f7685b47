import Bytes
import EventModel
import LMDB
import LogAudit
import TransparencyLog

/// The cosignatures that witnesses have given a log, beside it in the ledger's directory: publishing is also done by
/// processes that do not write to the log.
final class CosignatureStore: Sendable {
  private let environment: Environment
  /// size ‖ public key → signature line. Sizes below the last that met its quorum are not kept, nor
  /// below the last one if none is asked for.
  private let lines: Table
  /// public key → the last size it cosigned, seconds since 1970 UTC.
  private let witnesses: Table
  /// size → the lines with which it first met the quorum: never changed, and never a size below the last.
  private let quorums: Table

  private static let names = ["lines", "witnesses", "quorums"]

  init(directory: String, access: Environment.Options.Access) throws {
    environment = try Environment(
      directory: directory, tables: Self.names, options: .init(access: access, mapSize: 1 << 36))
    (lines, witnesses, quorums) = (
      environment.table("lines"), environment.table("witnesses"), environment.table("quorums")
    )
  }

  func close() { environment.close() }

  /// Keeps a cosignature, and what it makes of the quorum, on disk before this returns.
  func add(_ line: NoteSignature, _ cosignature: Cosignature, at size: LogSize, policy: TrustPolicy) throws {
    let key = cosignature.key.publicKey
    let entry = pairKey(size.rawValue, UInt64(bitPattern: cosignature.posixSeconds))
    try environment.write { transaction in
      try transaction.put(Array(line.line.utf8).span, for: Self.key(size, key).span, in: lines)
      try transaction.put(entry.span, for: key.span, in: witnesses)
      try settle(size, policy, &transaction)
    }
  }

  /// Notes that the quorum is met, if it is: the policy may have changed since the lines came.
  func settle(_ size: LogSize, policy: TrustPolicy) throws {
    try environment.write { try settle(size, policy, &$0) }
  }

  private func settle(_ size: LogSize, _ policy: TrustPolicy, _ transaction: inout WriteTransaction) throws {
    guard policy.needsCosignatures else {
      // If nothing waits for a quorum, nobody comes back to the lines of earlier sizes.
      for key in try Self.keys(lines, below: size, transaction) { try transaction.delete(key.span, in: lines) }
      return
    }
    guard let settled = try settled(size, policy, transaction) else { return }
    try transaction.put(settled.lines.span, for: size.rawValue, in: quorums, mode: .insert)
    for key in settled.stale { try transaction.delete(key.span, in: lines) }
  }

  /// The lines of a size that has come to meet its quorum, and the rows that nobody needs then; else nil.
  private func settled(
    _ size: LogSize, _ policy: TrustPolicy, _ transaction: borrowing WriteTransaction
  ) throws -> (lines: [UInt8], stale: [[UInt8]])? {
    guard try Self.largest(quorums, transaction) < size else { return nil }
    let given = try Self.rows(lines, at: size, transaction).filter { row in
      policy.witnesses.contains { $0.key.publicKey == row.key }
    }
    let signers = policy.witnesses.map(\.key).filter { key in given.contains { $0.key == key.publicKey } }
    guard policy.isMet(by: Set(signers)) else { return nil }
    return (given.flatMap(\.line), try Self.keys(lines, below: size, transaction))
  }

  /// The lines of a size.
  func lines(at size: LogSize) throws -> [NoteSignature] {
    let rows = try environment.read { try Self.rows(lines, at: size, $0) }
    return try Self.signatures(rows.flatMap(\.line))
  }

  /// The smallest size above a position that has met its quorum, and the lines with which it first did.
  func quorum(above position: Position) throws -> (size: LogSize, lines: [NoteSignature])? {
    var found: (LogSize, [UInt8])?
    try environment.read { transaction in
      try transaction.forEach(in: quorums, from: position.rawValue + 1, limit: 1) { key, value in
        found = (LogSize(BigEndian.read(from: key) ?? 0), value.bytes(0..<value.count))
        return false
      }
    }
    return try found.map { ($0, try Self.signatures($1)) }
  }

  /// The last size that a witness has cosigned, and when by its clock.
  func last(by key: VerifierKey) throws -> (size: LogSize, posixSeconds: Int64)? {
    try environment.read { transaction in
      try transaction.get(key.publicKey.span, in: witnesses) { row in
        (
          LogSize(BigEndian.read(from: row) ?? 0), Int64(bitPattern: BigEndian.read(from: row, at: 8) ?? 0)
        )
      }
    }
  }

  private static func signatures(_ bytes: [UInt8]) throws -> [NoteSignature] {
    guard !bytes.isEmpty else { return [] }
    do { return try NoteSignature.parse(lines: bytes) } catch {
      throw LedgerError(.damaged, "the stored cosignatures cannot be read", cause: error)
    }
  }

  private static func key(_ size: LogSize, _ publicKey: [UInt8]) -> [UInt8] {
    var key: [UInt8] = []
    BigEndian.append(size.rawValue, to: &key)
    return key + publicKey
  }

  private static func largest(
    _ table: Table, _ transaction: borrowing some Transaction & ~Copyable
  ) throws -> LogSize {
    var largest = LogSize.zero
    try transaction.forEach(in: table, limit: 1, reverse: true) { key, _ in
      largest = LogSize(BigEndian.read(from: key) ?? 0)
      return false
    }
    return largest
  }

  private static func rows(
    _ lines: Table, at size: LogSize, _ transaction: borrowing some Transaction & ~Copyable
  ) throws -> [(key: [UInt8], line: [UInt8])] {
    var rows: [(key: [UInt8], line: [UInt8])] = []
    try transaction.forEach(in: lines, from: key(size, [0]).span) { key, value in
      guard BigEndian.read(from: key) == size.rawValue else { return false }
      rows.append((key.bytes(8..<key.count), value.bytes(0..<value.count)))
      return true
    }
    return rows
  }

  private static func keys(
    _ lines: Table, below size: LogSize, _ transaction: borrowing some Transaction & ~Copyable
  ) throws -> [[UInt8]] {
    var keys: [[UInt8]] = []
    try transaction.forEach(in: lines) { key, _ in
      guard let found = BigEndian.read(from: key), found < size.rawValue else { return false }
      keys.append(key.bytes(0..<key.count))
      return true
    }
    return keys
  }
}
