import EventModel
package import LMDB
package import TransparencyLog

/// How far the ledger has reacted to its own events: the last one to which a reaction is recorded.
///
/// It advances in the transaction of the reaction itself, and is derived again by `verify`. A reactor that starts goes
/// on at this event, whose reactions may not all be there; those that are there have the ids that it proposes again.
package enum ReactionCursor {
  static let key = Array("reactions".utf8)

  /// The last event to which a reaction is recorded; nil where there is none.
  package static func read(
    _ tables: LogTables, in transaction: borrowing some Transaction & ~Copyable
  ) throws -> Position? {
    let cursor = try transaction.get(key.span, in: tables.meta) { BigEndian.read(from: $0) } ?? nil
    return cursor.map { Position($0) }
  }

  static func raise(to cause: UInt64, _ tables: LogTables, in transaction: inout WriteTransaction) throws {
    let earlier = try read(tables, in: transaction)?.rawValue
    guard cause > earlier ?? 0 || earlier == nil else { return }
    try transaction.put(cause.bigEndianBytes.span, for: key.span, in: tables.meta)
  }
}

extension Envelope {
  /// The event to which the ledger itself reacts with this one.
  var reactionCause: UInt64? { actor == .ledger ? causedBy?.rawValue : nil }
}

extension EventStore {
  /// The last event to which a reaction is recorded; nil where there is none.
  package func reactionCursor() throws -> Position? {
    try environment.read { try ReactionCursor.read(tables, in: $0) }
  }
}
