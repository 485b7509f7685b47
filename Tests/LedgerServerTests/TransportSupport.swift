import EventModel
import Foundation
import LedgerProtocol
import LedgerServer
import Logging
import ServiceLifecycle

/// A handler made of a closure.
struct TestHandler: RequestHandler {
  typealias Respond = @Sendable (Request, Peer) async throws(RPCError) -> [UInt8]

  let closure: Respond

  func respond(to request: Request, from peer: Peer) async throws(RPCError) -> [UInt8] {
    try await closure(request, peer)
  }

  /// Answers `echo` with its parameters and knows no other method.
  static let echo: Respond = { request, _ throws(RPCError) in
    guard request.method == "echo" else { throw .methodNotFound(request.method) }
    return JSON.text(request.params ?? .null)
  }
}

enum JSON {
  static func text(_ value: JSONValue) -> [UInt8] {
    (try? JSONText.encode(value)) ?? Array("null".utf8)
  }

  static func value(_ line: String) throws -> JSONValue {
    try JSONText.decode(JSONValue.self, from: Array(line.utf8))
  }
}

/// A server that is listening.
struct RunningServer: Sendable {
  let path: String
  fileprivate let group: ServiceGroup

  func shutDown() async { await group.triggerGracefulShutdown() }
}

/// Runs a server in a directory of its own while the body runs, then shuts it down and waits for its end.
@discardableResult
func withServer<Output: Sendable>(
  _ respond: @escaping TestHandler.Respond = TestHandler.echo,
  configure: (inout SocketServer.Configuration) -> Void = { _ in },
  _ body: (RunningServer) async throws -> Output
) async throws -> Output {
  try await withTemporaryDirectory { directory in
    try await withServer(at: directory + "/socket", respond, configure: configure, body)
  }
}

/// Runs a server at a path.
@discardableResult
func withServer<Output: Sendable>(
  at path: String, _ respond: @escaping TestHandler.Respond = TestHandler.echo,
  configure: (inout SocketServer.Configuration) -> Void = { _ in },
  _ body: (RunningServer) async throws -> Output
) async throws -> Output {
  var configuration = SocketServer.Configuration(path: path)
  // However busy the machine is: tests of these limits set their own.
  (configuration.drainTimeout, configuration.writeTimeout) = (.seconds(3_600), .seconds(3_600))
  configure(&configuration)
  let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  let (listening, signal) = AsyncStream<Void>.makeStream()
  let server = SocketServer(
    configuration: configuration, handler: TestHandler(closure: respond), logger: logger
  ) { signal.finish() }
  let group = ServiceGroup(services: [server], logger: logger)
  return try await withThrowingTaskGroup(of: Void.self) { tasks in
    tasks.addTask {
      defer { signal.finish() }
      try await group.run()
    }
    for await _ in listening {}
    let output = try await body(RunningServer(path: path, group: group))
    await group.triggerGracefulShutdown()
    try await tasks.waitForAll()
    return output
  }
}

func withTemporaryDirectory<Output>(_ body: (String) async throws -> Output) async throws -> Output {
  var template = Array("/tmp/albo-XXXXXX".utf8CString)
  guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
  let directory = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  defer { try? FileManager.default.removeItem(atPath: directory) }
  return try await body(directory)
}
