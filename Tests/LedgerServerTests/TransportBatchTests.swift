import EventModel
import LedgerProtocol
import LedgerServer
import Testing

@Suite(.timeLimit(.minutes(60))) struct TransportBatchTests {
  /// The methods of the examples of JSON-RPC 2.0 §7.
  private static let examples: TestHandler.Respond = { request, _ throws(RPCError) in
    let numbers = request.params?.elements?.compactMap(\.signedInteger) ?? []
    switch request.method {
    case "subtract":
      let minuend = request.params?["minuend"]?.signedInteger ?? numbers.first ?? 0
      let subtrahend = request.params?["subtrahend"]?.signedInteger ?? numbers.last ?? 0
      return JSON.text(.integer(minuend - subtrahend))
    case "sum": return JSON.text(.integer(numbers.reduce(0, +)))
    case "get_data": return Array(#"["hello",5]"#.utf8)
    case "update", "notify_hello", "notify_sum": return Array("null".utf8)
    default: throw .methodNotFound(request.method)
    }
  }

  /// What the examples of JSON-RPC 2.0 §7 are answered with, as `id result` or `id code`, sorted.
  @Test(
    arguments: [
      (#"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}"#, "1 19"),
      (#"{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}"#, "2 -19"),
      (
        #"{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}"#,
        "3 19"
      ),
      (
        #"{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}"#,
        "4 19"
      ),
      (#"{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"#, nil),
      (#"{"jsonrpc": "2.0", "method": "foobar"}"#, nil),
      (#"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#, #""1" -32601"#),
      (#"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#, "null -32700"),
      (#"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#, "null -32600"),
      (
        #"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},{"jsonrpc": "2.0", "method"]"#,
        "null -32700"
      ),
      ("[]", "null -32600"),
      ("[1]", "[null -32600]"),
      ("[1,2,3]", "[null -32600; null -32600; null -32600]"),
      (
        #"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},"#
          + #"{"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},"#
          + #"{"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},{"foo": "boo"},"#
          + #"{"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},"#
          + #"{"jsonrpc": "2.0", "method": "get_data", "id": "9"}]"#,
        #"["1" 7; "2" 19; "5" -32601; "9" ["hello",5]; null -32600]"#
      ),
      (
        #"[{"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},"#
          + #"{"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}]"#,
        nil
      ),
    ] as [(String, String?)])
  func answersTheExamplesOfTheSpecification(line: String, expected: String?) async throws {
    try await withServer(Self.examples) { server in
      try await withRawConnection(to: server.path) { connection in
        try await connection.send(line + "\n")
        try await connection.end()
        #expect(try await connection.allReplies().map(summary) == (expected.map { [$0] } ?? []))
      }
    }
  }

  private func summary(_ reply: JSONValue) -> String {
    if let replies = reply.elements { return "[\(replies.map(summary).sorted().joined(separator: "; "))]" }
    let parts = [reply.id, reply.result ?? reply["error"]?["code"]].compactMap(\.self)
    return parts.map { String(decoding: JSON.text($0), as: UTF8.self) }.joined(separator: " ")
  }

  @Test func handlesTheRequestsOfABatchTogetherWithinTheBound() async throws {
    let inFlight = Tally()
    let latch = Latch()
    let respond: TestHandler.Respond = { request, _ throws(RPCError) in
      await inFlight.add()
      await latch.wait()
      await inFlight.add(-1)
      return JSON.text(request.params ?? .null)
    }
    try await withServer(respond, configure: { $0.inFlightLimit = 10 }) { server in
      try await withRawConnection(to: server.path) { connection in
        let batch = (1...100).map { request($0, "echo", "[\($0)]").dropLast() }.joined(separator: ",")
        try await connection.send("[\(batch)]\n" + request(101))
        await inFlight.reached(10)
        await latch.open()
        let replies = try await connection.reply()?.elements
        #expect(Set(replies?.compactMap(\.id?.signedInteger) ?? []) == Set(1...100))
        #expect(try await connection.reply()?.id == .integer(101))
        #expect(await inFlight.highest == 10)
      }
    }
  }
}
