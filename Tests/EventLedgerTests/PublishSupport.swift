import Crypto
import EventLedger
import EventModel
import Glibc
import LocalFiles
import Testing
import TransparencyLog

/// Reads a published log as somebody does who has read c2sp.org/tlog-tiles and has none of this software: paths, widths
/// and hashes are computed here anew.
struct PublishedReader {
  let folder: String
  let key: VerifierKey

  struct Unreadable: Error, CustomStringConvertible {
    var description: String
  }

  var checkpoint: Checkpoint? {
    get throws {
      guard let bytes = read("checkpoint") else { return nil }
      return try Checkpoint(verifying: bytes, key: key)
    }
  }

  /// How many entries the folder says it serves.
  var entryCount: UInt64 { read("entries").flatMap { UInt64(String(decoding: $0.dropLast(), as: UTF8.self)) } ?? 0 }

  /// Reads checkpoint, tiles and entries, and compares each tile, and the root, with what is computed from the entries;
  /// of entries that are not served, from their hashes in level 0.
  func audit() throws {
    guard let checkpoint = try checkpoint else { return }
    try audit(size: checkpoint.size.rawValue, root: checkpoint.root)
  }

  /// Audits a size that was published, by its own widths.
  func audit(size: UInt64, root: MerkleHash) throws {
    let leaves = try tile("0", of: size, level: 0).flatMap { $0 }
    let entries = try entries(of: min(size, entryCount))
    for (entry, leaf) in zip(entries, leaves) where Array(SHA256.hash(data: [0] + entry)) != leaf {
      throw Unreadable(description: "an entry is not the one that is hashed")
    }
    guard leaves.count == Int(size), MerkleHash(bytes: Self.root(leaves[...])) == root else {
      throw Unreadable(description: "the root is another one")
    }
    var (row, level) = (leaves, 0)
    while row.count >= 256 {
      level += 1
      row = stride(from: 0, to: row.count / 256 * 256, by: 256).map { Self.root(row[$0..<$0 + 256]) }
      guard try tile("\(level)", of: size, level: level).flatMap({ $0 }) == row else {
        throw Unreadable(description: "level \(level) does not hash the tiles below it")
      }
    }
  }

  func entries(of size: UInt64) throws -> [[UInt8]] {
    try files(of: size, level: 0, in: "entries").flatMap { bytes, width, found in
      var (rest, entries) = (bytes[...], [[UInt8]]())
      for _ in 0..<found {
        let length = Int(rest.removeFirst()) << 8 | Int(rest.removeFirst())
        entries.append(Array(rest.prefix(length)))
        rest = rest.dropFirst(length)
      }
      guard rest.isEmpty else { throw Unreadable(description: "a bundle is too long") }
      return entries.prefix(width)
    }
  }

  private func tile(_ name: String, of size: UInt64, level: Int) throws -> [[[UInt8]]] {
    try files(of: size, level: level, in: name).map { bytes, width, found in
      guard bytes.count == found * 32 else { throw Unreadable(description: "a tile of \(bytes.count) bytes") }
      return (0..<width).map { Array(bytes[$0 * 32..<$0 * 32 + 32]) }
    }
  }

  /// The files of a level, each with the width that the size asks for and the width that was found.
  private func files(
    of size: UInt64, level: Int, in name: String
  ) throws -> [(bytes: [UInt8], width: Int, found: Int)] {
    let hashes = size >> UInt64(8 * level)
    return try stride(from: 0, to: hashes, by: 256).map { first in
      let (width, path) = (Int(min(256, hashes - first)), "tile/\(name)/\(Self.number(first / 256))")
      if width < 256, let bytes = read("\(path).p/\(width)") { return (bytes, width, width) }
      guard let bytes = read(path) else { throw Unreadable(description: "\(path) is missing in width \(width)") }
      return (bytes, width, 256)
    }
  }

  /// 1234067 is `x001/x234/067`.
  private static func number(_ index: UInt64) -> String {
    let digits = String(index)
    let padded = String(repeating: "0", count: (3 - digits.count % 3) % 3) + digits
    let groups = stride(from: 0, to: padded.count, by: 3).map { String(padded.dropFirst($0).prefix(3)) }
    return (groups.dropLast().map { "x" + $0 } + groups.suffix(1)).joined(separator: "/")
  }

  /// RFC 6962 §2.1 over leaf hashes.
  private static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
    guard leaves.count > 1 else { return leaves.first ?? [] }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let middle = leaves.startIndex + split
    return Array(SHA256.hash(data: [1] + root(leaves[..<middle]) + root(leaves[middle...])))
  }

  private func read(_ name: String) -> [UInt8]? { try? Files.read("\(folder)/\(name)", limit: 1 << 25) }
}

/// Every file below a folder, by its path within it.
func files(in folder: String, below path: String = "") throws -> [String: [UInt8]] {
  var found: [String: [UInt8]] = [:]
  for name in try Files.list("\(folder)/\(path)") {
    let file = path.isEmpty ? name : "\(path)/\(name)"
    var status = stat()
    guard lstat("\(folder)/\(file)", &status) == 0 else { continue }
    if status.st_mode & S_IFMT == S_IFDIR {
      found.merge(try files(in: folder, below: file)) { first, _ in first }
    } else {
      found[file] = try Files.read("\(folder)/\(file)", limit: 1 << 40)
    }
  }
  return found
}

/// Copies a folder that nobody writes to.
func copy(_ folder: String, to target: String) throws {
  let status = try ChildProcess(["/bin/cp", "-a", "--sparse=always", folder, target]).wait()
  try #require(status == 0)
}

extension TestLedger {
  var reader: (String) -> PublishedReader {
    { [key = store.verifierKey] in PublishedReader(folder: $0, key: key) }
  }

  /// Publishes into a folder.
  @discardableResult
  func publish(to folder: String, before first: Position? = nil) throws -> PublishedSize {
    try LogPublisher(store, folder: folder, firstWithheld: { first }).publish()
  }

  /// Where tests publish: beside the ledger.
  var folder: String { path + ".public" }
}
