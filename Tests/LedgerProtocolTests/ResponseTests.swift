import EventModel
import Testing

import LedgerProtocol

@Suite struct ResponseTests {
  private func text(_ id: RequestID, _ outcome: Result<[UInt8], RPCError>) -> String {
    String(decoding: Response(id: id, outcome: outcome).text, as: UTF8.self)
  }

  @Test func writesResultsAsTheyAre() {
    #expect(text(.integer(1), .success(Array("19".utf8))) == #"{"jsonrpc":"2.0","id":1,"result":19}"#)
    #expect(text(.string("a"), .success(Array("[ 1]".utf8))) == #"{"jsonrpc":"2.0","id":"a","result":[ 1]}"#)
  }

  @Test func keepsPrettyPrintedResultsOnOneLine() {
    #expect(text(.null, .success(Array("[\n1\n]".utf8))) == #"{"jsonrpc":"2.0","id":null,"result":[ 1 ]}"#)
  }

  @Test func writesErrors() {
    #expect(
      text(.null, .failure(RPCError(code: .parseError, message: "Parse error")))
        == #"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}"#)
    let rejection = RPCError(
      code: RPCError.Code(rawValue: -32000), message: "Two\nlines", data: .object(["rule": .string("X")])
    )
    #expect(
      text(.integer(2), .failure(rejection))
        == #"{"jsonrpc":"2.0","id":2,"error":{"code":-32000,"data":{"rule":"X"},"message":"Two\nlines"}}"#
    )
  }

  @Test func writesBatches() {
    let texts = ["1", "22", "333"].map { Array($0.utf8) }
    #expect(String(decoding: Response.batch(texts), as: UTF8.self) == "[1,22,333]")
    #expect(String(decoding: Response.batch([texts[0]]), as: UTF8.self) == "[1]")
  }

  @Test(
    arguments: [
      (.parseError("x"), -32700), (.invalidRequest("x"), -32600), (.methodNotFound("x"), -32601),
      (.invalidParams("x"), -32602), (.internalError("x"), -32603),
      (RPCError(code: .tooManyConnections, message: "x", data: .array([.whole(.max)])), -32099),
    ] as [(RPCError, Int)])
  func roundTripsErrors(error: RPCError, code: Int) throws {
    #expect(error.code.rawValue == code)
    #expect(try JSONText.decode(RPCError.self, from: JSONText.encode(error)) == error)
    let line = Response(id: .integer(1), outcome: .failure(error)).text
    guard case .response(let response) = try ServerMessage(line: line) else {
      Issue.record("not a response")
      return
    }
    #expect(response.outcome == .failure(error))
  }

  @Test func cutsOutResults() throws {
    let line = #"{"result" : {"a": [1, 2]} , "extra":[{}], "id":"7","jsonrpc":"2.0"} "#
    guard case .response(let response) = try ServerMessage(line: Array(line.utf8)) else {
      Issue.record("not a response")
      return
    }
    #expect(response.id == .string("7"))
    #expect(response.outcome == .success(Array(#"{"a": [1, 2]}"#.utf8)))
  }

  @Test func readsNotifications() throws {
    let pushed = Request(id: nil, method: "events.pushed", params: .array([.integer(1)]))
    guard case .notification(let request) = try ServerMessage(line: pushed.text) else {
      Issue.record("not a notification")
      return
    }
    #expect(request == pushed)
  }

  @Test func boundsTheNestingOfResults() throws {
    let line = { (depth: Int) in
      let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      return Array(#"{"jsonrpc":"2.0","id":1,"result":\#(nested)}"#.utf8)
    }
    _ = try ServerMessage(line: line(511))
    #expect(throws: MalformedMessage.self) { try ServerMessage(line: line(512)) }
  }

  @Test(arguments: [
    "", "7", "[]", "{", #"{"jsonrpc":"2.0"}"#, #"{"jsonrpc":"2.0","id":1}"#, #"{"id":1,"result":1}"#,
    #"{"jsonrpc":"2.0","result":1}"#, #"{"jsonrpc":"2.0","id":{},"result":1}"#,
    #"{"jsonrpc":"2.0","id":1,"result":1,"error":{"code":1,"message":"x"}}"#,
    #"{"jsonrpc":"2.0","id":1,"error":{"code":"1","message":"x"}}"#,
    #"{"jsonrpc":"2.0","id":1,"error":{"code":1}}"#, #"{"jsonrpc":"2.0","id":1,"error":null}"#,
    #"{"jsonrpc":"2.0","id":1,"result":[1,]}"#, "HTTP/1.1 400 Bad Request",
  ])
  func refusesWhatNoServerSends(line: String) {
    #expect(throws: MalformedMessage.self) { try ServerMessage(line: Array(line.utf8)) }
  }
}

extension Result where Success == [UInt8], Failure == RPCError {
  static func == (one: Self, other: Self) -> Bool {
    switch (one, other) {
    case (.success(let one), .success(let other)): one == other
    case (.failure(let one), .failure(let other)): one == other
    default: false
    }
  }
}
