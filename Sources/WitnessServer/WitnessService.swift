import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle

/// A witness behind an HTTP server.
public struct WitnessService: Service {
  private let witness: Witness
  private let host: String
  private let port: Int
  private let logger: Logger
  private let onListening: @Sendable (Int) async -> Void

  /// The most connections at a time; others wait.
  private static let connectionLimit = 1024

  /// A server for a witness.
  ///
  /// - Parameters:
  ///   - port: 0 takes a free port.
  ///   - onListening: called with the port once clients can connect.
  public init(
    _ witness: Witness, host: String, port: Int, logger: Logger,
    onListening: @escaping @Sendable (_ port: Int) async -> Void
  ) {
    (self.witness, self.host, self.port) = (witness, host, port)
    (self.logger, self.onListening) = (logger, onListening)
  }

  /// Serves until shut down gracefully; then finishes what was begun and closes the witness.
  public func run() async throws {
    defer { witness.close() }
    let onListening = onListening
    let application = Application(
      responder: WitnessResponder(witness: witness),
      // A client that sends nothing for this long is gone.
      server: .http1(configuration: .init(idleTimeout: .seconds(60))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port),
        availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionLimit)),
      onServerRunning: { await onListening($0.localAddress?.port ?? 0) },
      logger: logger)
    try await application.run()
  }
}
