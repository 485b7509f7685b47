import EventModel
import LedgerProtocol
import LedgerServer
import Testing

@Suite(.timeLimit(.minutes(60))) struct TransportShutdownTests {
  @Test func finishesWhatWasAccepted() async throws {
    let started = Tally()
    let latch = Latch()
    let respond: TestHandler.Respond = { _, _ throws(RPCError) in
      await started.add()
      await latch.wait()
      return Array("true".utf8)
    }
    try await withServer(respond) { server in
      try await withRawConnection(to: server.path) { idle in
        try await withRawConnection(to: server.path) { connection in
          try await connection.send(request(1) + request(2) + request(3) + #"{"jsonrpc":"#)
          await started.reached(3)
          await server.shutDown()
          // An idle connection is closed at once, so this also waits for the shutdown to arrive.
          #expect(try await idle.line() == nil)
          await latch.open()
          let replies = try await connection.allReplies()
          #expect(replies.count == 3)  // The half line is not answered.
          #expect(Set(replies.map(\.id)) == [.integer(1), .integer(2), .integer(3)])
        }
      }
    }
  }

  @Test func cancelsWhatTakesTooLong() async throws {
    let started = Tally()
    let cancelled = Tally()
    let respond: TestHandler.Respond = { _, _ throws(RPCError) in
      await started.add()
      do {
        try await Task.sleep(for: .seconds(3_600))
      } catch {
        await cancelled.add()
      }
      return Array("true".utf8)
    }
    try await withServer(respond, configure: { $0.drainTimeout = .milliseconds(20) }) { server in
      try await withRawConnection(to: server.path) { connection in
        try await connection.send(request(1))
        await started.reached(1)
        await server.shutDown()
        #expect(try await connection.allReplies().isEmpty)
        await cancelled.reached(1)
      }
    }
  }

  @Test func letsTheRequestsOfAPeerThatIsGoneFinish() async throws {
    let started = Tally()
    let finished = Tally()
    let latch = Latch()
    let respond: TestHandler.Respond = { request, _ throws(RPCError) in
      await started.add()
      await latch.wait()
      if !Task.isCancelled { await finished.add() }
      return JSON.text(request.params ?? .null)
    }
    try await withServer(respond) { server in
      try await withRawConnection(to: server.path) { connection in
        try await connection.send(request(1) + request(2))
        await started.reached(2)
      }
      await latch.open()
      await finished.reached(2)
      try await withRawConnection(to: server.path) { connection in
        try await connection.send(request(3))
        #expect(try await connection.reply()?.id == .integer(3))
      }
    }
  }
}
