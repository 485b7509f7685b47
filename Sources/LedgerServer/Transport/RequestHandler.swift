public import LedgerProtocol

/// Answers the requests of every connection.
public protocol RequestHandler: Sendable {
  /// Handles one request or notification.
  ///
  /// Called in the order in which a connection's requests arrived. The code before the first suspension runs in
  /// that order, and no other request of the connection starts until then, so long computations belong in a
  /// `@concurrent` function. If the peer disconnects, the request is not cancelled, because an accepted act must
  /// be recorded; the reply is dropped. It is cancelled only when the drain timeout of a shutdown has passed.
  ///
  /// - Returns: the result as JSON text. That of a notification is dropped.
  /// - Throws: the error to answer with. That of a notification is dropped.
  func respond(to request: Request, from peer: Peer) async throws(RPCError) -> [UInt8]
}
