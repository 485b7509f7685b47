import Bytes
import Glibc
import LMDB
import Testing

/// Runs a test in a directory of its own, which is removed afterwards.
func withDirectory<R>(_ body: (String) throws -> R) throws -> R {
  let path = makeDirectory()
  defer { remove(path) }
  return try body(path)
}

/// An environment of its own, with the tables "a" and "b".
func withEnvironment<R>(
  _ options: Environment.Options = .init(access: .create, isSynced: false),
  _ body: (Environment) throws -> R
) throws -> R {
  try withDirectory { directory in
    let environment = try Environment(directory: directory, tables: ["a", "b"], options: options)
    defer { environment.close() }
    return try body(environment)
  }
}

func makeDirectory() -> String {
  var template = Array("/tmp/lmdb-test-XXXXXX".utf8CString)
  _ = template.withUnsafeMutableBufferPointer { $0.baseAddress.map { mkdtemp($0) } }
  return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// Removes a directory and what is in it.
func remove(_ directory: String) {
  if let stream = opendir(directory) {
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let path = "\(directory)/\(name)"
      if unlink(path) != 0, errno == EISDIR || errno == EPERM { remove(path) }
    }
  }
  rmdir(directory)
}

func writeFile(_ path: String, _ bytes: [UInt8], at offset: Int = 0) {
  let file = open(path, O_WRONLY | O_CREAT, 0o600)
  defer { close(file) }
  #expect(pwrite(file, bytes, bytes.count, off_t(offset)) == bytes.count)
}

/// Expects an ``LMDBError`` with this code and operation.
func expect<R>(
  _ code: LMDBError.Code, _ operation: LMDBError.Operation,
  sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> R
) {
  let error = #expect(throws: LMDBError.self, sourceLocation: sourceLocation) { _ = try body() }
  #expect(error?.code == code, sourceLocation: sourceLocation)
  #expect(error?.operation == operation, sourceLocation: sourceLocation)
}

/// The integer that a key stands for.
func number(_ key: [UInt8]) -> UInt64? { BigEndian.read(from: key.span) }

extension Span<UInt8> {
  var array: [UInt8] {
    var result: [UInt8] = []
    for index in indices { result.append(self[index]) }
    return result
  }
}

/// A row as values, to compare.
struct Row: Equatable, Comparable {
  var key: [UInt8]
  var value: [UInt8]

  static func < (one: Row, other: Row) -> Bool { one.key.lexicographicallyPrecedes(other.key) }
}

extension Transaction where Self: ~Copyable {
  func rows(
    in table: Table, from key: [UInt8]? = nil, limit: Int = .max, reverse: Bool = false
  ) throws -> [Row] {
    var rows: [Row] = []
    func collect(_ key: Span<UInt8>, _ value: Span<UInt8>) -> Bool {
      rows.append(Row(key: key.array, value: value.array))
      return true
    }
    if let key {
      try forEach(in: table, from: key.span, limit: limit, reverse: reverse, collect)
    } else {
      try forEach(in: table, limit: limit, reverse: reverse, collect)
    }
    return rows
  }
}

extension Environment {
  func put(_ rows: [Row], in table: Table) throws {
    try write { transaction in
      for row in rows { try transaction.put(row.value.span, for: row.key.span, in: table) }
    }
  }
}
