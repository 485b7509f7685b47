import EventModel
import LedgerProtocol
import LedgerServer
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(60))) struct TransportBoundsTests {
  /// Sends lines to a server that holds its requests until so many are in flight; returns the most.
  private func highest(
    of lines: [String], openingAt target: Int, _ configure: (inout SocketServer.Configuration) -> Void
  ) async throws -> Int {
    let inFlight = Tally()
    let latch = Latch()
    let respond: TestHandler.Respond = { _, _ throws(RPCError) in
      await inFlight.add()
      await latch.wait()
      await inFlight.add(-1)
      return Array("null".utf8)
    }
    return try await withServer(respond, configure: configure) { server in
      try await withRawConnection(to: server.path) { connection in
        try await connection.send(lines.joined())
        await inFlight.reached(target)
        await latch.open()
        #expect(try await connection.replies(lines.count).count == lines.count)
        return await inFlight.highest
      }
    }
  }

  @Test func boundsTheRequestsInFlight() async throws {
    let lines = (1...1_000).map { request($0) }
    #expect(try await highest(of: lines, openingAt: 256) { _ in } == 256)
    #expect(try await highest(of: lines, openingAt: 1) { $0.inFlightLimit = 1 } == 1)
  }

  @Test func boundsTheBytesOfRequestsInFlight() async throws {
    let line = request(1, "echo", #"["\#(String(repeating: "x", count: 1_000))"]"#)
    let lines = Array(repeating: line, count: 50)
    #expect(try await highest(of: lines, openingAt: 3) { $0.inFlightByteLimit = 4_000 } == 3)
    #expect(try await highest(of: lines, openingAt: 1) { $0.inFlightByteLimit = 10 } == 1)
  }

  @Test func startsNothingMoreForAPeerThatDoesNotRead() async throws {
    let unread = Tally()
    let reply = JSON.text(.string(String(repeating: "x", count: 50_000)))
    let respond: TestHandler.Respond = { _, _ throws(RPCError) in
      await unread.add()
      return reply
    }
    try await withServer(respond, configure: { $0.inFlightLimit = 4 }) { server in
      try await withRawConnection(to: server.path) { connection in
        try await connection.send((1...200).map { request($0) }.joined())
        for _ in 1...200 {
          _ = try await connection.line()
          await unread.add(-1)
        }
        // Four in flight; the rest are in the buffers of the kernel and of this client.
        #expect(await unread.highest < 60)
      }
    }
  }

  @Test func closesAConnectionThatDoesNotReadForTooLong() async throws {
    let reply = JSON.text(.string(String(repeating: "x", count: 16 << 20)))
    let respond: TestHandler.Respond = { _, _ throws(RPCError) in reply }
    try await withServer(respond, configure: { $0.writeTimeout = .milliseconds(50) }) { server in
      try await withRawConnection(to: server.path) { connection in
        try await connection.send(request(1))
        try await connection.channel.closeFuture.get()
      }
    }
  }

  @Test func tellsTheOneTooManyAndServesTheOthers() async throws {
    try await withServer(configure: { $0.connectionLimit = 2 }) { server in
      try await withRawConnection(to: server.path) { first in
        try await first.send(request(1))
        #expect(try await first.reply()?.id == .integer(1))
        try await withRawConnection(to: server.path) { second in
          try await second.send(request(2))
          #expect(try await second.reply()?.id == .integer(2))
          try await withRawConnection(to: server.path) { third in
            let replies = try await third.allReplies()
            #expect(replies.map(\.code) == [-32099])
          }
          try await second.send(request(3))
          #expect(try await second.reply()?.id == .integer(3))
        }
        try await first.send(request(4))
        #expect(try await first.reply()?.id == .integer(4))
        #expect(try await isServed(server.path))
      }
    }
  }

  /// Tries until the server has noticed that a connection is gone.
  private func isServed(_ path: String) async throws -> Bool {
    for _ in 0..<1_000 {
      let reply = try await withRawConnection(to: path) { connection in
        try? await connection.send(request(1))
        return try? await connection.reply()
      }
      if reply?.id == .integer(1) { return true }
    }
    return false
  }
}
