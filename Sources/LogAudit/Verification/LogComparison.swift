public import TransparencyLog

/// What a comparison of two logs found.
public struct LogComparison: Sendable, Hashable, Codable {
  /// How the two relate.
  public var verdict: Verdict
  /// The two logs, in the order in which they were given.
  public var sides: [Side]
  /// The first position whose records differ.
  public var position: Position?
  /// The leaf hashes of that record on both sides, in base64.
  public var leafHashes: [String] = []
  /// Two signed checkpoints of one size with different roots: proof of a fork for anybody who has the key.
  public var fork: [String] = []
  /// Whether both signatures were verified by the key.
  public var isSigned: Bool

  /// How two logs relate.
  public enum Verdict: String, Sendable, Hashable, Codable {
    /// Both have the same records.
    case same
    /// The records of one are the beginning of the other's.
    case prefix
    /// They have different histories.
    case differs
    /// What is there is not enough to decide.
    case undecided
  }

  /// One of the two logs.
  public struct Side: Sendable, Hashable, Codable {
    /// Its path.
    public var name: String
    /// The origin of its checkpoint.
    public var origin: String
    /// The size of its checkpoint.
    public var size: LogSize
    /// The root that its checkpoint signs, in base64.
    public var root: String
    /// The checkpoint as it is kept.
    public var note: String
    /// The root of its first records, as many as the smaller log has, in base64; nil if it lacks records.
    public var commonRoot: String?
    /// Whether its records have the root of its checkpoint; nil if there are none.
    public var hasSignedRoot: Bool?
    /// Where and how it contradicts itself.
    public var damage: String?
  }

  /// Whether nothing is wrong: one log continues the other, and both are what their checkpoints sign.
  public var isConsistent: Bool {
    (verdict == .same || verdict == .prefix) && sides.allSatisfy { $0.hasSignedRoot != false && $0.damage == nil }
  }

  /// Compares two logs record by record, in bounded memory.
  ///
  /// - Parameters:
  ///   - key: the key by which both checkpoints must be signed; nil compares unsigned claims.
  ///   - progress: called now and then.
  /// - Throws: `LedgerError.damaged` if a signature does not verify; what kept the sources from being read.
  public static func compare(
    _ first: any RecordSource, _ second: any RecordSource, key: VerifierKey?,
    progress: (VerificationProgress) -> Void = { _ in }
  ) throws -> LogComparison {
    var walk = try ComparisonWalk([first, second], key: key)
    walk.run(progress)
    return try walk.comparison(isSigned: key != nil)
  }
}

/// Walks over two logs at once.
private struct ComparisonWalk {
  private let sources: [any RecordSource]
  private let bodies: [UncheckedCheckpoint]
  private var cursors: [RecordCursor]
  private var edges = [TreeEdge(), TreeEdge()]
  private var sides: [LogComparison.Side]
  private var difference: (position: Position, leafHashes: [String])?

  init(_ sources: [any RecordSource], key: VerifierKey?) throws {
    self.sources = sources
    if let key { try Self.verify(sources, key: key) }
    bodies = try sources.map { try UncheckedCheckpoint(parsing: $0.note.text) }
    cursors = zip(sources, bodies).map { RecordCursor($0, from: 0, to: $0.hasRecords ? $1.size : .zero) }
    sides = zip(sources, bodies).map {
      LogComparison.Side(
        name: $0.name, origin: $1.origin, size: $1.size, root: $1.root.base64, note: $0.note.serialized)
    }
  }

  /// Verifies both signatures; a saved checkpoint has no proofs of a change of key, and takes the other side's.
  private static func verify(_ sources: [any RecordSource], key: VerifierKey) throws {
    let changes = try sources.map { try $0.keyChanges() }
    for (place, source) in sources.enumerated() {
      let proofs = source.hasRecords ? changes[place] : changes[1 - place]
      do { _ = try LogKeys(trusting: key, changes: proofs).verify(source.note) } catch {
        throw LedgerError(.damaged, "the checkpoint of \(source.name) is not signed by the key", cause: error)
      }
    }
  }

  private var commonSize: LogSize { min(bodies[0].size, bodies[1].size) }

  mutating func run(_ progress: (VerificationProgress) -> Void) {
    let total = bodies.map(\.size.rawValue).max() ?? 0
    var steps: UInt64 = 0
    while true {
      let records = [step(0), step(1)]
      if let left = records[0], let right = records[1], left.leafHash != right.leafHash, difference == nil {
        difference = (left.position, [left.leafHash.base64, right.leafHash.base64])
      }
      guard records[0] != nil || records[1] != nil else { break }
      steps += 1
      if steps.isMultiple(of: 10_000) { progress(VerificationProgress(stage: "records", done: steps, total: total)) }
    }
    for place in 0..<2 where sources[place].hasRecords && sides[place].damage == nil {
      sides[place].hasSignedRoot = edges[place].root == bodies[place].root
    }
  }

  /// Takes the next record of a side; nil at its end, and from where it contradicts itself.
  private mutating func step(_ place: Int) -> SourceRecord? {
    guard sides[place].damage == nil, sources[place].hasRecords else { return nil }
    do {
      if edges[place].size == commonSize { sides[place].commonRoot = edges[place].root.base64 }
      guard let record = try cursors[place].next() else { return nil }
      edges[place].append(record.leafHash)
      return record
    } catch {
      sides[place].damage = "\(error)"
      return nil
    }
  }

  func comparison(isSigned: Bool) throws -> LogComparison {
    var comparison = LogComparison(verdict: verdict, sides: sides, isSigned: isSigned)
    comparison.position = difference?.position
    comparison.leafHashes = difference?.leafHashes ?? []
    if comparison.verdict == .differs { comparison.fork = try fork() }
    return comparison
  }

  private var verdict: LogComparison.Verdict {
    if difference != nil || bodies[0].origin != bodies[1].origin { return .differs }
    let roots = commonRoots
    guard let left = roots[0], let right = roots[1] else { return .undecided }
    guard left == right else { return .differs }
    return bodies[0].size == bodies[1].size ? .same : .prefix
  }

  /// The root of each side at the smaller size: what its records have, or its checkpoint signs.
  private var commonRoots: [String?] {
    (0..<2).map { place in
      sides[place].commonRoot ?? (bodies[place].size == commonSize ? bodies[place].root.base64 : nil)
    }
  }

  /// Two checkpoints of one size, of one log, with different roots.
  private func fork() throws -> [String] {
    guard bodies[0].origin == bodies[1].origin else { return [] }
    let notes = try (0..<2).map { place in
      bodies[place].size == commonSize ? sources[place].note : try sources[place].note(at: commonSize)
    }
    guard let left = notes[0], let right = notes[1],
      try UncheckedCheckpoint(parsing: left.text).root != UncheckedCheckpoint(parsing: right.text).root
    else { return [] }
    return [left.serialized, right.serialized]
  }
}
