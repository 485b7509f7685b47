public import TransparencyLog

/// Verifies what a log publishes, with nothing but its verifier key: for whoever holds a folder of tiles, a URL that
/// serves one (`PublishedLog`), or an export.
///
/// What the key signs is consistent with itself afterwards. That it is what the key signed for others, and earlier, no
/// log can show of itself: that is what kept checkpoints are for, and witnesses.
public enum PublishedLogVerifier {
  /// Verifies the checkpoint's signature, every record and tile, the root, and that the log continues the checkpoints
  /// that the auditor has kept.
  ///
  /// - Parameters:
  ///   - key: the key that the auditor knows the log by.
  ///   - policy: which witnesses must have cosigned the checkpoint; nil asks for none.
  ///   - kept: checkpoints of this log that were seen earlier.
  ///   - progress: called after each page.
  /// - Returns: a report whose `findings` say what is wrong and where.
  /// - Throws: `LedgerError` if the source cannot be read.
  public static func verify(
    _ source: any RecordSource, key: VerifierKey, policy: TrustPolicy? = nil, kept: [SavedCheckpoint] = [],
    progress: (VerificationProgress) -> Void = { _ in }
  ) throws -> PublishedLogReport {
    guard source.hasRecords else {
      throw LedgerError(.notALedger, "\(source.name) is a checkpoint without records: give it with --checkpoint")
    }
    let start = ContinuousClock().now
    var walk = try VerificationWalk(source)
    try walk.run(key: key, policy: policy, kept: kept, progress)
    let elapsed = start.duration(to: ContinuousClock().now).components
    walk.report.microseconds = elapsed.seconds * 1_000_000 + elapsed.attoseconds / 1_000_000_000_000
    return walk.report
  }
}

/// Walks over a log from its first record to its last.
private struct VerificationWalk {
  private let source: any RecordSource
  private var edge = TreeEdge()
  /// The kept checkpoints that are yet to come, smallest first; without a name those that prove a change of key.
  private var kept: ArraySlice<(name: String?, checkpoint: Checkpoint)> = []
  private let changes: [Receipt]
  private var recorded: RecordedKeys
  var report: PublishedLogReport

  init(_ source: any RecordSource) throws {
    self.source = source
    changes = try source.keyChanges()
    recorded = RecordedKeys(changes: changes)
    report = try PublishedLogReport(source)
  }

  mutating func run(
    key: VerifierKey, policy: TrustPolicy?, kept saved: [SavedCheckpoint], _ progress: (VerificationProgress) -> Void
  ) throws {
    let (keys, signed): (LogKeys, Checkpoint)
    do {
      keys = try LogKeys(trusting: key, changes: changes)
      signed = try keys.verify(source.note)
    } catch {
      return report.add(.signature, "the checkpoint of \(source.name) is not signed by the key: \(error)")
    }
    if let policy { judge(by: policy, keys) }
    kept = keptCheckpoints(saved, keys, until: signed)[...]
    do {
      // Checkpoints of nothing are continued by everything.
      try compareKept(with: [])
      try walk(to: signed.size, progress)
    } catch let error as LedgerError where error.code == .damaged {
      return report.add(.files, error.message)
    } catch let error as KeyChangeError {
      return report.add(.signature, "\(source.name): \(error)")
    }
    guard edge.root == signed.root else {
      return report.add(
        .root,
        "the \(signed.size) records of \(source.name) have the root \(edge.root), but its checkpoint signs \(signed.root)"
      )
    }
    if let (message, position) = recorded.contradiction(of: keys.key(at: signed.size), at: signed.size) {
      return report.add(.signature, "record \(position) of \(source.name): \(message)")
    }
    report.isRootVerified = true
  }

  /// Whether enough witnesses have cosigned the checkpoint.
  private mutating func judge(by policy: TrustPolicy, _ keys: LogKeys) {
    do {
      let verdict = try policy.judge(source.note, keys: keys)
      report.cosigned = verdict.cosignatures.map(\.key.name.text)
      if !verdict.isMet { report.add(.witnesses, "the checkpoint of \(source.name): \(verdict)") }
    } catch {
      report.add(.witnesses, "the checkpoint of \(source.name) does not satisfy the policy: \(error)")
    }
  }

  /// The kept checkpoints that the log can be compared with; the others are findings.
  private mutating func keptCheckpoints(
    _ saved: [SavedCheckpoint], _ keys: LogKeys, until signed: Checkpoint
  ) -> [(name: String?, checkpoint: Checkpoint)] {
    // Proofs of changes since the checkpoint may lie there already.
    var kept: [(name: String?, checkpoint: Checkpoint)] = keys.lastCheckpoints(in: changes)
      .filter { $0.size <= signed.size }.map { (nil, $0) }
    for saved in saved {
      do {
        let checkpoint = try keys.verify(saved.note)
        guard checkpoint.size > signed.size else {
          kept.append((saved.name, checkpoint))
          continue
        }
        report.add(
          .rollback,
          "\(saved.name) proves that the log had \(checkpoint.size) records, but \(source.name) shows \(signed.size)",
          evidence: [saved.note, source.note])
      } catch {
        report.add(.kept, "\(saved.name) is not a checkpoint signed by the key: \(error)")
      }
    }
    return kept.sorted { $0.checkpoint.size < $1.checkpoint.size }
  }

  private mutating func walk(to size: LogSize, _ progress: (VerificationProgress) -> Void) throws {
    var cursor = RecordCursor(source, from: 0, to: size)
    while edge.size < size {
      if let log = source as? PublishedLog {
        for tile in try log.tiles(from: edge.size.rawValue >> 8) {
          for index in tile.keyEntries + Array(tile.entries..<tile.leaves.count) {
            try recorded.note(tile.record(index))
          }
          try append(tile.leaves, tile: tile.nodes, entries: tile.entries)
        }
      } else {
        let records = try page(&cursor)
        for record in records { try recorded.note(record) }
        try append(records.map(\.leafHash), tile: nil, entries: records.count { $0.bytes != nil })
      }
      progress(VerificationProgress(stage: "records", done: edge.size.rawValue, total: size.rawValue))
    }
  }

  private func page(_ cursor: inout RecordCursor) throws -> [SourceRecord] {
    var page: [SourceRecord] = []
    while page.count < 4096, let record = try cursor.next() { page.append(record) }
    return page
  }

  /// - Parameter tile: the nodes of a whole tile of leaves.
  private mutating func append(_ leaves: [MerkleHash], tile: TileNodes?, entries: Int) throws {
    report.entries += UInt64(entries)
    report.withheld += UInt64(leaves.count - entries)
    try compareKept(with: leaves)
    guard let tile else {
      for leaf in leaves { edge.append(leaf) }
      return
    }
    edge.append(tile: tile) { _, _ in }
  }

  /// Compares the kept checkpoints of sizes that are reached with these leaves.
  private mutating func compareKept(with leaves: [MerkleHash]) throws {
    var (next, added) = (edge, 0)
    while let (name, checkpoint) = kept.first, checkpoint.size <= edge.size.advanced(by: leaves.count) {
      while next.size < checkpoint.size {
        next.append(leaves[added])
        added += 1
      }
      kept = kept.dropFirst()
      guard next.root != checkpoint.root else {
        if let name { report.continued.append(name) }
        continue
      }
      let other = name ?? "the last checkpoint of the key that was replaced there"
      report.add(
        .fork,
        "the first \(checkpoint.size) records of \(source.name) have the root \(next.root), but \(other) was signed over \(checkpoint.root): the log was forked or rewritten",
        evidence: [checkpoint.note, source.note])
    }
  }
}
