package import TransparencyLog

/// Where records are durable before this machine's tables have them: what a log past one machine writes first.
///
/// It stands between deciding and committing. What it has taken is never decided again: a node whose tables lack it
/// reads it back. The default is none, and then the tables are the log of record.
package protocol LogOfRecord: Sendable {
  /// Takes records durably, all or none.
  ///
  /// - Parameters:
  ///   - records: the records, as the tables will have them.
  ///   - size: the size of the log that they continue.
  ///   - checkpoint: the signed checkpoint of the size with them.
  ///   - term: counts who may write; a smaller one than it has seen is refused.
  /// - Throws: ``SizeMoved`` if the log does not have that size, or another term has begun: nothing was taken. Any other
  ///   error leaves open whether they were taken.
  func append(_ records: [[UInt8]], after size: LogSize, checkpoint: SignedNote, term: UInt64) throws

  /// What was appended after a size, as it was appended; nil at the end.
  ///
  /// One append at a time, so that every node has the same signed sizes, and gives the same receipts.
  func taken(after size: LogSize) throws -> TakenRecords?
}

/// What a log of record has taken at once.
package struct TakenRecords: Sendable {
  /// The records, whole commands.
  package var records: [[UInt8]]
  /// The signed checkpoint of the size with them.
  package var checkpoint: SignedNote

  /// Records with the checkpoint of the size with them.
  package init(records: [[UInt8]], checkpoint: SignedNote) { (self.records, self.checkpoint) = (records, checkpoint) }
}

/// Another node writes the log of record: this one stops.
package struct SizeMoved: Error, Hashable {
  /// The size that the log of record has.
  package var size: LogSize

  /// Says what size the log of record has.
  package init(size: LogSize) { self.size = size }
}
