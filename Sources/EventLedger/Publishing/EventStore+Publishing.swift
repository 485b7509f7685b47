public import EventModel
import LogAudit
import TransparencyLog

extension EventStore {
  /// A tile as it is served.
  ///
  /// - Throws: `LedgerError.damaged` if the log does not have it, or not that wide.
  func tile(_ coordinate: TileCoordinate) throws -> Tile {
    let hashes = try engine.read {
      try $0.hashes(level: coordinate.level, index: coordinate.index, width: coordinate.width)
    }
    guard let tile = Tile(coordinate, hashes: Array(hashes.prefix(coordinate.width))) else {
      throw LedgerError(.damaged, "the log does not have the tile \(coordinate.path)")
    }
    return tile
  }

  /// The entries beside a tile of level 0, as they are served.
  func bundle(_ coordinate: TileCoordinate) throws -> [UInt8] {
    let records = try engine.read { snapshot in
      var records: [[UInt8]] = []
      try snapshot.forEachRecord(from: coordinate.index << 8, limit: coordinate.width) { _, record in
        records.append(record.bytes(0..<record.count))
        return true
      }
      return records
    }
    guard records.count == coordinate.width else {
      throw LedgerError(.damaged, "the log does not have the entries of \(coordinate.entriesPath)")
    }
    return try EntryBundle.encode(records)
  }

  /// The streams of a category (`election` of `election/consulte-2022`), in the order of their names.
  public func streams(of category: String) throws -> [StreamName] {
    var names: [StreamName] = []
    let prefix = "\(category)/"
    try engine.read { snapshot in
      try snapshot.forEachName(from: prefix) { name in
        guard name.hasPrefix(prefix) else { return false }
        names.append(StreamName(unchecked: name))
        return true
      }
    }
    return names
  }
}
