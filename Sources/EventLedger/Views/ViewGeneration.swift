import Bytes
import EventModel
import Glibc
import LMDB
import LocalFiles
import TransparencyLog

/// One generation of a view on disk: its rows, and the size of the log at which they were written.
final class ViewGeneration: Sendable {
  let definition: ViewDefinition
  let path: String
  let environment: Environment
  let tables: [String: Table]
  let meta: Table

  /// 64 GiB: an upper bound, not a reservation.
  static let largestMap = 1 << 36

  /// - Parameter mapSize: what a new generation may ever grow to, in bytes of address space.
  init(
    _ definition: ViewDefinition, path: String, access: Environment.Options.Access, mapSize: Int = largestMap,
    isSynced: Bool = true
  ) throws {
    self.definition = definition
    self.path = path
    environment = try Environment(
      directory: path, tables: ["meta"] + definition.tables.map(\.name),
      options: .init(access: access, mapSize: mapSize, isSynced: isSynced))
    let environment = environment
    meta = environment.table("meta")
    tables = .init(uniqueKeysWithValues: definition.tables.map { ($0.name, environment.table($0.name)) })
  }

  /// The size of the log at which the rows were written. They speak of larger ones too, up to the next event that
  /// changes a row of them.
  func size() throws -> LogSize { try environment.read { try size($0) } }

  func size(_ transaction: borrowing some Transaction & ~Copyable) throws -> LogSize {
    let size = try transaction.get(Self.sizeKey.span, in: meta) { BigEndian.read(from: $0) }
    return LogSize((size ?? nil) ?? 0)
  }

  /// The version of the definition by which the rows were made; 0 for a new generation.
  func version() throws -> Int {
    let version = try environment.read { transaction in
      try transaction.get(Self.versionKey.span, in: meta) { BigEndian.read(from: $0) }
    }
    return Int((version ?? nil) ?? 0)
  }

  /// Writes the changed rows and the size of the log in one transaction.
  func commit(_ rows: ViewRows, size: LogSize) throws {
    try environment.write { transaction in
      try rows.flush(tables, to: &transaction)
      try put(size.rawValue, Self.sizeKey, &transaction)
      try put(UInt64(definition.version), Self.versionKey, &transaction)
    }
  }

  private func put(_ number: UInt64, _ key: [UInt8], _ transaction: inout WriteTransaction) throws {
    var value: [UInt8] = []
    BigEndian.append(number, to: &value)
    try transaction.put(value.span, for: key.span, in: meta)
  }

  private static let sizeKey = Array("size".utf8)
  private static let versionKey = Array("version".utf8)
}

/// Where the generations of a view lie: `views/NAME/GEN/`, with `current` a symbolic link to the serving one.
struct ViewPlace {
  let directory: String

  init(_ views: String, _ name: String) { directory = "\(views)/\(name)" }

  private var link: String { directory + "/current" }

  /// The name of the serving generation.
  func current() -> String? {
    var buffer = [CChar](repeating: 0, count: 256)
    let count = readlink(link, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
  }

  /// Makes a directory for a generation after all that are there.
  func makeNext() throws -> String {
    try Files.makeDirectory(directory)
    let last = try generations().compactMap { UInt64($0) }.max() ?? 0
    let name = String(last + 1)
    try Files.makeDirectory(directory + "/" + name)
    return name
  }

  /// Makes a generation the serving one: a new link, renamed over the old.
  func serve(_ name: String) throws {
    let temporary = directory + "/current.new"
    unlink(temporary)
    guard symlink(name, temporary) == 0 else { throw Files.failure("link", temporary) }
    try Files.syncDirectory(of: temporary)
    guard rename(temporary, link) == 0 else { throw Files.failure("rename", temporary) }
    try Files.syncDirectory(of: link)
  }

  /// Removes every generation but the serving one.
  func removeOthers() throws {
    let serving = current()
    for name in try generations() where name != serving { try Files.removeTree(directory + "/" + name) }
  }

  private func generations() throws -> [String] {
    guard Files.exists(directory) else { return [] }
    return try Files.list(directory).filter { $0 != "current" && $0 != "current.new" }
  }
}
