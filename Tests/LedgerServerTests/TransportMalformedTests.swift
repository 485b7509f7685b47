import EventModel
import LedgerProtocol
import LedgerServer
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(60))) struct TransportMalformedTests {
  @Test func refusesALineThatIsTooLongAndClosesOnlyThatConnection() async throws {
    try await withServer(configure: { $0.lineLimit = 1_000 }) { server in
      try await withRawConnection(to: server.path) { other in
        try await withRawConnection(to: server.path) { connection in
          let fits = request(1, "echo", #"["\#(String(repeating: "x", count: 900))"]"#)
          try await connection.send(fits + String(repeating: " ", count: 3_000_000) + "\n" + request(2))
          let replies = try await connection.allReplies()
          #expect(replies.map(\.id) == [.integer(1), .null])
          #expect(replies.last?.code == -32600)
        }
        try await other.send(request(3))
        #expect(try await other.reply()?.id == .integer(3))
      }
    }
  }

  @Test func answersALineThatIsTooLongBeforeItEnds() async throws {
    try await withServer(configure: { $0.lineLimit = 10 }) { server in
      try await withRawConnection(to: server.path) { connection in
        try await connection.send("[1,2,3,4,5,")
        #expect(try await connection.reply()?.code == -32600)
        try await connection.send("6]\n")
        #expect(try await connection.reply() == nil)
      }
    }
  }

  @Test func answersBinaryGarbageAndGoesOn() async throws {
    try await withServer { server in
      try await withRawConnection(to: server.path) { connection in
        let garbage = (0...255).filter { $0 != 10 }.map { UInt8($0) }
        try await connection.send(garbage + [10, 0, 10, 0xFF, 0xFE, 0x31, 0, 10])
        #expect(try await connection.replies(3).map(\.code) == [-32700, -32700, -32700])
        try await connection.send(request(1))
        #expect(try await connection.reply()?.id == .integer(1))
      }
    }
  }

  @Test func answersTenThousandRandomLines() async throws {
    var random = SystemRandomNumberGenerator()
    var stream: [UInt8] = []
    for _ in 0..<10_000 {
      let length = Int.random(in: 1...40, using: &random)
      stream += (0..<length).map { _ in UInt8.random(in: 14...255, using: &random) } + [10]
    }
    let lines = stream
    try await withServer { server in
      try await withRawConnection(to: server.path) { connection in
        let outbound = connection.outbound
        async let sent: Void = outbound.write(ByteBuffer(bytes: lines))
        let replies = try await connection.replies(10_000)
        try await sent
        #expect(replies.count == 10_000)
        #expect(replies.allSatisfy { $0.code == -32700 || $0.code == -32600 || $0.elements != nil })
      }
    }
  }

  @Test func survivesDamagedRequests() async throws {
    var random = SystemRandomNumberGenerator()
    let whole = Array(request(1, "echo", #"{"a":[1.5e3,"\u00e9\n",true,null,{"b":{}}]}"#).utf8.dropLast())
    var stream: [UInt8] = []
    for _ in 0..<2_000 {
      var line = whole
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        line[Int.random(in: 0..<line.count, using: &random)] = UInt8.random(in: 14...255, using: &random)
      }
      stream += line + [10]
    }
    let lines = stream + Array(request(777, "echo").utf8)
    try await withServer { server in
      try await withRawConnection(to: server.path) { connection in
        let outbound = connection.outbound
        async let sent: Void = outbound.write(ByteBuffer(bytes: lines))
        while let reply = try await connection.reply(), reply.id != .integer(777) {}
        try await sent
        try await connection.send(request(2))
        #expect(try await connection.reply()?.id == .integer(2))
      }
    }
  }
}
