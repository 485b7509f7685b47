public import LedgerProtocol

/// Answers the requests of every connection.
public protocol RequestHandler: Sendable {
  /// Handles one request or notification.
  ///
  /// Called in the order in which a connection's requests arrived: what runs before the first suspension runs
  /// in that order, and nothing else of the connection starts until then, so long computations belong into a
  /// `@concurrent` function. A peer that disconnects does not cancel it, because an accepted act must
  /// be recorded; its reply is dropped. Cancelled only when the drain time-out of a shutdown has passed.
  ///
  /// - Returns: the result as JSON text. That of a notification is dropped.
  /// - Throws: the error to answer with. That of a notification is dropped.
  func respond(to request: Request, from peer: Peer) async throws(RPCError) -> [UInt8]
}
