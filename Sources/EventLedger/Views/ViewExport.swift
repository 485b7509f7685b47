import Bytes
import Crypto
import EventModel
import LMDB
public import TransparencyLog

/// A view by its content: what `sha256sum` prints of its export.
public struct ViewDigest: Sendable, Hashable, Codable {
  /// The view's name.
  public let view: String
  /// The version of its definition.
  public let version: Int
  /// The size of the log that it speaks of.
  public let size: LogSize
  /// How many rows are exported.
  public let rows: Int
  /// SHA-256 of the export, in hex.
  public let digest: String
}

extension ViewGeneration {
  /// Writes the view: a header line, then one RFC 8785 JSON line a row, tables in their order, rows by key.
  ///
  /// - Parameters:
  ///   - wanted: the size of which the rows must speak; nil takes them as they are.
  ///   - span: what is known of the log for the view.
  /// - Returns: the digest of what was written; nil if the rows speak of another size.
  func export(
    at wanted: LogSize? = nil, span: QuietSpan? = nil, to write: ([UInt8]) throws -> Void = { _ in }
  ) throws -> ViewDigest? {
    try environment.read { transaction in
      var (hash, count) = (SHA256(), 0)
      guard let size = try exportedSize(wanted, span, transaction) else { return nil }
      func emit(_ line: [UInt8]) throws {
        hash.update(data: line)
        try write(line)
      }
      let exported = definition.tables.filter { !$0.isWorking }
      try emit(try header(exported, size))
      for table in exported {
        guard let handle = tables[table.name] else { continue }
        let suffix = Array(",\"table\":\"\(table.name)\"}\n".utf8)
        try transaction.forEach(in: handle, from: nil, limit: .max) { _, row in
          try emit(Self.prefix + row.bytes(0..<row.count) + suffix)
          count += 1
          return true
        }
      }
      return ViewDigest(
        view: definition.name, version: definition.version, size: size, rows: count,
        digest: Hex.text(hash.finalize()))
    }
  }

  /// The size that the export names.
  private func exportedSize(
    _ wanted: LogSize?, _ span: QuietSpan?, _ transaction: borrowing ReadTransaction
  ) throws -> LogSize? {
    let committed = try size(transaction)
    guard let wanted else { return span.size(of: committed) }
    return span.reaches(wanted, from: committed) ? wanted : nil
  }

  private func header(_ exported: [ViewDefinition.Table], _ size: LogSize) throws -> [UInt8] {
    let header: JSONValue = .object([
      "view": .string(definition.name), "version": .integer(Int64(definition.version)),
      "size": .whole(size.rawValue), "tables": .array(exported.map { .string($0.name) }),
    ])
    return try JSONText.encode(header) + [UInt8(ascii: "\n")]
  }

  private static let prefix = Array("{\"row\":".utf8)

  /// The first key at which two generations differ, working tables included; nil if they are equal.
  func firstDifference(from other: ViewGeneration) throws -> String? {
    for table in definition.tables {
      guard let mine = tables[table.name], let theirs = other.tables[table.name] else { continue }
      if let key = try firstDifference(from: other, mine, theirs) { return "\(table.name) at \(key)" }
    }
    return nil
  }

  private func firstDifference(from other: ViewGeneration, _ mine: Table, _ theirs: Table) throws -> String? {
    try environment.read { left in
      try other.environment.read { right in
        try left.lend { left in
          try right.lend { right in try compareTables(left, mine, right, theirs).map { Self.readable($0) } }
        }
      }
    }
  }

  private static func readable(_ key: [UInt8]) -> String {
    let isText = key.last == 0 && key.allSatisfy { $0 == 0 || $0 >= 0x20 }
    return isText
      ? "“\(String(decoding: key.map { $0 == 0 ? 0x2F : $0 }.dropLast(), as: UTF8.self))”" : Hex.text(key)
  }
}
