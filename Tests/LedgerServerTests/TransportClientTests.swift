import EventModel
import Foundation
import LedgerClient
import LedgerProtocol
import LedgerServer
import NIOCore
import NIOPosix
import Testing

@Suite(.timeLimit(.minutes(60))) struct TransportClientTests {
  @Test func callsAndDecodes() async throws {
    try await withServer { server in
      try await LedgerClient.withConnection(to: server.path) { client in
        let nothing = try await client.call("echo")
        #expect(nothing == Array("null".utf8))
        let text = try await client.call("echo", params: ["a": 1])
        #expect(text == Array(#"{"a":1}"#.utf8))
        let numbers = try await client.call("echo", params: [1, 2], as: [Int].self)
        #expect(numbers == [1, 2])
        let error = await #expect(throws: RPCError.self) { try await client.call("nothing") }
        #expect(error?.code == .methodNotFound)
        let other = await #expect(throws: ClientError.self) {
          try await client.call("echo", params: ["a": 1], as: [Int].self)
        }
        #expect(other?.code == .malformedResponse)
      }
    }
  }

  @Test func correlatesTheCallsOfManyTasks() async throws {
    let respond: TestHandler.Respond = { request, _ throws(RPCError) in
      for _ in 0..<Int.random(in: 0...5) { await Task.yield() }
      return JSON.text(request.params ?? .null)
    }
    try await withServer(respond) { server in
      try await LedgerClient.withConnection(to: server.path) { client in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for number in 0..<1_000 {
            group.addTask {
              let echoed = try await client.call("echo", params: [number], as: [Int].self)
              #expect(echoed == [number])
            }
          }
          try await group.waitForAll()
        }
      }
    }
  }

  @Test func fiftyClientsAtOnce() async throws {
    try await withServer { server in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<50 {
          group.addTask {
            try await LedgerClient.withConnection(to: server.path) { client in
              for call in 0..<20 {
                let echoed = try await client.call("echo", params: [number, call], as: [Int].self)
                #expect(echoed == [number, call])
              }
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func givesBackWhatTheBodyThrows() async throws {
    struct Mine: Error {}
    try await withServer { server in
      await #expect(throws: Mine.self) {
        try await LedgerClient.withConnection(to: server.path) { _ in throw Mine() }
      }
    }
  }

  @Test func saysWhyItCannotConnect() async throws {
    try await withTemporaryDirectory { directory in
      let connect = { (path: String) in
        await #expect(throws: ClientError.self) { try await LedgerClient.withConnection(to: path) { _ in } }
      }
      let path = directory + "/socket"
      let missing = await connect(path)
      #expect(missing?.code == .cannotConnect)
      #expect(
        missing?.message
          == "cannot connect to \(path): there is no such socket; start the server or correct the path")
      let long = await connect(directory + "/" + String(repeating: "s", count: 200))
      #expect(long?.message.hasSuffix("the path is too long for a socket") == true)
      try Data().write(to: URL(filePath: path))
      let file = await connect(path)
      #expect(file?.message.hasSuffix("nobody answers; start the server") == true)
    }
  }

  @Test func endsCallsWhenTheConnectionDoes() async throws {
    let started = Tally()
    let respond: TestHandler.Respond = { _, _ throws(RPCError) in
      await started.add()
      try? await Task.sleep(for: .seconds(3_600))
      return []
    }
    try await withServer(respond, configure: { $0.drainTimeout = .zero }) { server in
      try await LedgerClient.withConnection(to: server.path) { client in
        let call = Task { try await client.call("wait") }
        await started.reached(1)
        await server.shutDown()
        let error = await #expect(throws: ClientError.self) { try await call.value }
        #expect(error?.code == .connectionLost)
        await #expect(throws: ClientError.self) { try await client.call("echo") }
      }
    }
  }

  @Test func givesUpCancelledAndLateCalls() async throws {
    let started = Tally()
    let latch = Latch()
    let respond: TestHandler.Respond = { request, _ throws(RPCError) in
      await started.add()
      if request.method == "wait" { await latch.wait() }
      return Array("1".utf8)
    }
    try await withServer(respond) { server in
      var configuration = LedgerClient.Configuration()
      configuration.timeout = .milliseconds(20)
      try await LedgerClient.withConnection(to: server.path, configuration: configuration) { client in
        let error = await #expect(throws: ClientError.self) { try await client.call("wait") }
        #expect(error?.code == .timedOut)
      }
      try await LedgerClient.withConnection(to: server.path) { client in
        let call = Task { try await client.call("wait") }
        await started.reached(2)
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        await latch.open()  // The late answer is passed over.
        let result = try await client.call("echo")
        #expect(result == Array("1".utf8))
      }
    }
  }

  @Test(
    arguments: [
      ("HTTP/1.1 400 Bad Request", .malformedResponse),
      (#"{"jsonrpc":"2.0","id":9,"result":1}"#, .malformedResponse),
      (#"{"jsonrpc":"2.0","id":"1","result":1}"#, .malformedResponse),
      (#"{"id":1,"result":1}"#, .malformedResponse),
      (String(repeating: " ", count: 2_000), .responseTooLong), ("", .malformedResponse),
    ] as [(String, ClientError.Code)])
  func refusesWhatNoLedgerSends(line: String, code: ClientError.Code) async throws {
    try await withCannedServer(line + "\n") { path in
      var configuration = LedgerClient.Configuration()
      configuration.lineLimit = 1_000
      try await LedgerClient.withConnection(to: path, configuration: configuration) { client in
        let error = await #expect(throws: ClientError.self) { try await client.call("echo") }
        #expect(error?.code == code)
      }
    }
  }

  @Test func passesOnWhatTheServerSaysOfTheConnection() async throws {
    let line = #"{"jsonrpc":"2.0","id":null,"error":{"code":-32099,"message":"full"}}"# + "\n"
    try await withCannedServer(line) { path in
      try await LedgerClient.withConnection(to: path) { client in
        let error = await #expect(throws: RPCError.self) { try await client.call("echo") }
        #expect(error?.code == .tooManyConnections)
      }
    }
  }

  @Test func passesOverNotifications() async throws {
    let lines =
      #"{"jsonrpc":"2.0","method":"pushed"}"# + "\n" + #"{"jsonrpc":"2.0","id":1,"result":7}"# + "\n"
    try await withCannedServer(lines) { path in
      try await LedgerClient.withConnection(to: path) { client in
        let result = try await client.call("echo")
        #expect(result == Array("7".utf8))
      }
    }
  }

  /// A server that answers the first bytes it gets with these.
  private func withCannedServer(_ answer: String, _ body: (String) async throws -> Void) async throws {
    try await withTemporaryDirectory { directory in
      let path = directory + "/socket"
      let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(CannedAnswer(answer))
          }
        }
        .bind(unixDomainSocketPath: path).get()
      try await body(path)
      try await listener.close()
    }
  }
}

private final class CannedAnswer: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let answer: String

  init(_ answer: String) { self.answer = answer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
  }
}
