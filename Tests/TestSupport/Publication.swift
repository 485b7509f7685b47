import EventLedger
package import LogAudit
package import TransparencyLog

/// A published log in memory: what somebody could find on a web server, and could change there.
package final class Publication: PublishedFiles {
  package let name = "log"
  package let key: VerifierKey
  package let entries: [[UInt8]]
  package let leaves: [MerkleHash]
  package var files: [String: [UInt8]] = [:]
  /// What the log has signed on its way, by size.
  package private(set) var checkpoints: [UInt64: SignedNote] = [:]

  /// Tiles, bundles and checkpoint of these entries, all as they should be.
  ///
  /// - Parameters:
  ///   - leaves: their hashes, if they are known.
  ///   - sizes: sizes that are signed on the way.
  package init(_ entries: [[UInt8]], _ leaves: [MerkleHash]? = nil, key: SigningKey, signing sizes: [UInt64] = [])
    throws
  {
    (self.entries, self.key) = (entries, key.verifierKey)
    self.leaves = leaves ?? entries.map { .leaf($0) }
    var edge = TreeEdge()
    for leaf in self.leaves {
      edge.append(leaf) { files[$0.coordinate.path] = $0.bytes }
      let size = edge.size
      guard sizes.contains(size.rawValue) || size.rawValue == entries.count else { continue }
      checkpoints[size.rawValue] = try Checkpoint.sign(size: size, root: edge.root, key: key).note
    }
    for tile in edge.incompleteTiles { files[tile.coordinate.path] = tile.bytes }
    for bundle in TileCoordinate.bundles(for: edge.size) {
      let first = Int(bundle.index << 8)
      files[bundle.entriesPath] = try EntryBundle.encode(Array(entries[first..<first + bundle.width]))
    }
    files["checkpoint"] = checkpoints[edge.size.rawValue].map { Array($0.serialized.utf8) }
    files["entries"] = Array("\(edge.size)\n".utf8)
  }

  /// What a test asks for and nobody has published.
  package struct NotThere: Error {}

  private init(_ other: Publication) {
    (key, entries, leaves, files) = (other.key, other.entries, other.leaves, other.files)
    checkpoints = other.checkpoints
  }

  package func read(_ path: String, limit: Int) throws -> [UInt8]? {
    guard let bytes = files[path] else { return nil }
    guard bytes.count <= limit else { throw LedgerError(.damaged, "\(path) is larger than \(limit) bytes") }
    return bytes
  }

  /// A copy in which some files are changed.
  package func changed(_ change: (inout [String: [UInt8]]) throws -> Void) rethrows -> Publication {
    let copy = Publication(self)
    try change(&copy.files)
    return copy
  }

  /// A checkpoint that an auditor has kept.
  package func kept(_ size: UInt64) throws -> SavedCheckpoint {
    guard let note = checkpoints[size] else { throw NotThere() }
    return SavedCheckpoint(note, name: "kept-\(size)")
  }

  package func checkpoint() throws -> Checkpoint {
    try Checkpoint(verifying: files["checkpoint"] ?? [], key: key)
  }

  package func verify(key other: VerifierKey? = nil, kept: [SavedCheckpoint] = []) throws -> PublishedLogReport {
    try PublishedLogVerifier.verify(PublishedLog(self), key: other ?? key, kept: kept)
  }
}

extension Publication: TileReader {
  package func hashes(level: Int, index: UInt64, width: Int) throws -> [MerkleHash] {
    let tile = TileCoordinate(level: level, index: index)?.at(LogSize(UInt64(entries.count)))
    guard let tile, let read = Tile(tile, bytes: files[tile.path] ?? []) else { throw NotThere() }
    return read.hashes
  }
}

extension Publication {
  package static let signer = Result { try SigningKey.generate(name: KeyName("ledger.example/test")) }

  /// 70,000 entries of 0 to 96 bytes: 273 complete tiles of leaves and one of 112, on them one complete and one of 17,
  /// on them one of 1.
  package static let large = Result {
    let entries = (0..<70_000).map { number in
      (0..<number % 97).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0) }
    }
    return Shared(log: try Publication(entries, key: signer.get(), signing: [0, 1, 256, 50_000, 65_536, 69_999]))
  }

  /// Not changed by anybody once it is made.
  package struct Shared: @unchecked Sendable {
    package let log: Publication
  }
}
