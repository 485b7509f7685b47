import EventModel
import Foundation
import LedgerProtocol
import LedgerServer
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(60))) struct TransportConnectionTests {
  @Test func startsAThousandPipelinedRequestsInOrder() async throws {
    let started = Mutex<[RequestID?]>([])
    let respond: TestHandler.Respond = { request, _ throws(RPCError) in
      started.withLock { $0.append(request.id) }
      await Task.yield()
      return Array("true".utf8)
    }
    try await withServer(respond) { server in
      try await withRawConnection(to: server.path) { connection in
        try await connection.send((1...1_000).map { request($0) }.joined())
        let replies = try await connection.replies(1_000)
        #expect(Set(replies.map(\.id)).count == 1_000)
        #expect(replies.allSatisfy { $0.result == .bool(true) })
      }
    }
    #expect(started.withLock { $0 } == (1...1_000).map { .integer($0) })
  }

  @Test func sendsRepliesAsTheyComplete() async throws {
    let latch = Latch()
    let respond: TestHandler.Respond = { request, _ throws(RPCError) in
      if request.method == "slow" { await latch.wait() }
      return JSON.text(.string(request.method))
    }
    try await withServer(respond) { server in
      try await withRawConnection(to: server.path) { connection in
        try await connection.send(request(1, "slow") + request(2, "fast") + request(3, "slow"))
        #expect(try await connection.line() == #"{"jsonrpc":"2.0","id":2,"result":"fast"}"#)
        await latch.open()
        #expect(try await Set(connection.replies(2).map(\.id)) == [.integer(1), .integer(3)])
      }
    }
  }

  @Test func answersOneRequestPerWriteInAnyPieces() async throws {
    try await withServer { server in
      try await withRawConnection(to: server.path) { connection in
        for byte in request(1, "echo", #"["è"]"#).utf8 { try await connection.send([byte]) }
        #expect(try await connection.reply()?.result == .array([.string("è")]))
      }
    }
  }

  @Test func answersErrorsOfTheHandler() async throws {
    let rejection = RPCError(
      code: RPCError.Code(rawValue: -32000), message: "No.", data: .object(["rule": .string("R1")]))
    try await withServer({ _, _ throws(RPCError) in throw rejection }) { server in
      try await withRawConnection(to: server.path) { connection in
        try await connection.send(request(1))
        let reply = try await connection.reply()
        #expect(reply?.code == -32000)
        #expect(reply?["error"]?["data"]?["rule"] == .string("R1"))
      }
    }
  }

  @Test func ignoresEmptyLinesAndCarriageReturns() async throws {
    try await withServer { server in
      try await withRawConnection(to: server.path) { connection in
        let line = request(1).replacing("\n", with: "\r\n")
        try await connection.send("\n\r\n\n" + line + "\n")
        try await connection.end()
        #expect(try await connection.allReplies().map(\.id) == [.integer(1)])
      }
    }
  }

  @Test(
    arguments: [
      (#"{"jsonrpc":"2.0","id":2,"method":"echo"}"#, nil), (#"{"jsonrpc":"2.0","id":2,"met"#, -32700),
      ("\u{1}", -32700),
    ] as [(String, Int64?)])
  func readsTheBytesBeforeTheEndAsALine(last: String, code: Int64?) async throws {
    try await withServer { server in
      try await withRawConnection(to: server.path) { connection in
        try await connection.send(request(1) + last)
        try await connection.end()
        let replies = try await connection.allReplies()
        #expect(replies.count == 2)
        #expect(replies.last?.code == code)
      }
    }
  }

  @Test func tellsHandlersWhoAsks() async throws {
    let peers = Mutex<[Peer]>([])
    let respond: TestHandler.Respond = { _, peer throws(RPCError) in
      peers.withLock { $0.append(peer) }
      return Array("null".utf8)
    }
    try await withServer(respond) { server in
      for _ in 0..<2 {
        try await withRawConnection(to: server.path) { connection in
          try await connection.send(request(1) + request(2))
          _ = try await connection.replies(2)
        }
      }
    }
    let seen = peers.withLock { $0 }
    #expect(seen.map(\.connection) == [1, 1, 2, 2])
    #expect(seen.allSatisfy { $0.user == getuid() && $0.group == getgid() && $0.process == getpid() })
  }
}
