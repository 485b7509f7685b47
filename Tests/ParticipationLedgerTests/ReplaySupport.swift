import Bytes
import EventLedger
import EventModel
import Foundation
import LocalFiles
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

extension CityFixture {
  /// A path beside the ledger, removed with it.
  func beside(_ name: String) -> String {
    URL(fileURLWithPath: path).deletingLastPathComponent().appendingPathComponent(name).path
  }

  /// The key by which the log is signed.
  func key() throws -> SigningKey {
    let text = String(decoding: try Files.read(path + "/keys/log.key"), as: UTF8.self)
    return try SigningKey(text: String(text.prefix { $0 != "\n" }))
  }

  /// Writes an export.
  func export(_ name: String = "export.jsonl") throws -> String {
    let file = beside(name)
    _ = try ledger.export(toFile: file)
    return file
  }

  /// An export as a source.
  func exported() throws -> ExportFile { try ExportFile(export(), registry: .albo) }

  /// Proposes at random over several elections, and closes the polls that are open in the end.
  func recordHistory(seed: UInt64, proposals: Int = 600) async throws {
    var source = RandomCity(seed: seed)
    for _ in 0..<proposals / 20 {
      clock.advance(minutes: Int64(source.random.number(0...40)))
      let batch = (0..<20).map { _ in source.proposal(at: clock.now) }
      for (proposal, answer) in zip(batch, try await ledger.record(batch, by: Self.submitter)) {
        if case .success(let answer) = answer { source.observe(proposal, at: answer.position) }
      }
    }
    clock.advance(minutes: 2000)
    try await ledger.react()
  }

  /// An election with ballots, counted and certified: a short history with every kind of decision.
  func recordElection() async throws {
    try await open()
    for voter in 1...4 as ClosedRange<UInt8> { try await record(Self.ballot(voter, voter == 4 ? ["b"] : ["a"])) }
    try await record(Self.ballot(4, ["c"]))
    try await close()
    try await record(ResultCertified(election: named("e")), by: Self.commission[0])
  }

  /// An election of the next hour.
  func laterElection(_ election: String) -> ElectionCalled {
    var called = Self.election(election)
    called.window = clock.now..<clock.now.advanced(byMicroseconds: 3_600_000_000)
    return called
  }

  /// The digests of the views as the ledger has them.
  func digests(at size: LogSize? = nil) throws -> [ViewDigest] {
    try ledger.views.names.map { try ledger.views.export($0, at: size) }
  }

  /// Replays a source by the log's key.
  func replay(_ path: String, work: String? = nil, key: VerifierKey? = nil) throws -> ReplayReport {
    let source = try LedgerRecords.open(path, registry: .albo)
    return try CityReplay.run(source, key: key ?? ledger.store.verifierKey, work: work)
  }

  /// An export of other records than the ledger's, with a checkpoint by its key: what an operator could forge.
  func forge(_ records: [[UInt8]], as name: String = "forged.jsonl") throws -> String {
    var (edge, lines) = (TreeEdge(), [UInt8]())
    for (position, record) in records.enumerated() {
      let hash = MerkleHash.leaf(record)
      edge.append(hash)
      let line: JSONValue = .object([
        "position": .integer(Int64(position)), "leafHash": .string(hash.base64),
        "record": .string(Base64.text(record)),
      ])
      lines += try JSONText.encode(line) + [10]
    }
    let checkpoint = try Checkpoint.sign(size: edge.size, root: edge.root, key: key())
    let last: JSONValue = .object(["checkpoint": .string(checkpoint.note.serialized)])
    return try write(String(decoding: lines + JSONText.encode(last) + [10], as: UTF8.self), as: name)
  }

  /// The record of an event that nobody decided, the next of its stream.
  func undecided(_ act: any Act, version: UInt64, by actor: Actor = person("office:desk")) -> [UInt8] {
    var writer = WireWriter()
    Envelope(
      stream: act.stream, version: version, recordedAt: clock.now, type: type(of: act).type, actor: actor,
      recorder: "tests", commandID: .random(at: clock.now)
    ).write(act: act.wire, to: &writer)
    return writer.bytes
  }

  /// Writes the log as static files (c2sp.org/tlog-tiles), with entries before a position alone.
  func publish(_ name: String = "tiles", entries limit: Int = .max) throws -> String {
    let (records, folder) = (try records(), beside(name))
    var (edge, tiles) = (TreeEdge(), [Tile]())
    for record in records { edge.append(.leaf(record)) { tiles.append($0) } }
    for tile in tiles + edge.incompleteTiles { try Self.write(tile.bytes, to: "\(folder)/\(tile.coordinate.path)") }
    for first in stride(from: 0, to: min(records.count, limit), by: 256) {
      let entries = Array(records[first..<min(first + 256, records.count, limit)])
      let bundle = try #require(TileCoordinate(level: 0, index: UInt64(first / 256), width: entries.count))
      try Self.write(EntryBundle.encode(entries), to: "\(folder)/\(bundle.entriesPath)")
    }
    try Self.write(Array("\(min(records.count, limit))\n".utf8), to: "\(folder)/entries")
    try Self.write(Array(ledger.store.checkpoint().note.serialized.utf8), to: "\(folder)/checkpoint")
    return folder
  }

  private static func write(_ bytes: [UInt8], to path: String) throws {
    let file = URL(fileURLWithPath: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }
}

/// The lines of an export, to be changed.
func lines(of path: String) throws -> [JSONValue] {
  try Files.read(path, limit: 64 << 20).split(separator: 10).map { try JSONText.value(of: Array($0)) }
}

extension JSONValue {
  /// The object with one member changed; nil removes it.
  func with(_ name: String, _ value: JSONValue?) -> JSONValue {
    var members = self.members ?? [:]
    members[name] = value
    return .object(members)
  }
}

extension CityFixture {
  /// Writes the lines of an export.
  func write(_ lines: [JSONValue], as name: String = "changed.jsonl") throws -> String {
    var bytes: [UInt8] = []
    for line in lines { bytes += try JSONText.encode(line) + [10] }
    return try write(String(decoding: bytes, as: UTF8.self), as: name)
  }
}
