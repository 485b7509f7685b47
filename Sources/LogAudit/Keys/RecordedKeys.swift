import EventModel
package import TransparencyLog

/// The keys of a log as its own records name them, one after the other.
package struct RecordedKeys {
  /// Nil until the log's opening was read.
  private(set) var keys: LogKeys?
  private let changes: [Position: Receipt]

  /// - Parameters:
  ///   - keys: those of the records before.
  ///   - changes: the proofs that lie beside the log, for changes whose records are withheld.
  package init(_ keys: LogKeys? = nil, changes: [Receipt]) {
    self.keys = keys
    self.changes = Dictionary(changes.map { ($0.position, $0) }) { first, _ in first }
  }

  /// Notes the key that a record brings, if any; a record that is not an event brings none.
  ///
  /// - Throws: ``KeyChangeError`` for a change that does not follow on the keys before.
  package mutating func note(_ record: SourceRecord) throws(KeyChangeError) {
    let proven = changes[record.position]?.extra.flatMap { MerkleHash.leaf($0) == record.leafHash ? $0 : nil }
    guard let bytes = record.bytes ?? proven else { return }
    do {
      if record.position == 0 { keys = LogKeys(try VerifierKey(LedgerOpened(record: bytes.span).verifierKey)) }
      guard var known = keys, let change = try LogKeyChanged(record: bytes.span) else { return }
      try change.apply(to: &known, at: record.position)
      keys = known
    } catch let error as KeyChangeError {
      throw error
    } catch {}
  }

  /// Says that a checkpoint is signed by a key that is not the log's at its size; nil if it is.
  package func contradiction(of signer: VerifierKey, at size: LogSize) -> (message: String, position: Position)? {
    guard let term = keys?.terms.last(where: { $0.after < size }), term.key != signer else { return nil }
    let message =
      "by its own records the log's key at size \(size) is \(term.key), but the checkpoint is signed by \(signer)"
    return (message, Position(term.after > .zero ? term.after.rawValue - 1 : 0))
  }
}
