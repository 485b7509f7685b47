import EventModel
import Testing

import LedgerProtocol

/// What a line is read as, in short: `id method params`, an error's code and id, or a batch of these.
private func read(_ line: String) -> String {
  switch IncomingMessage(line: Array(line.utf8)) {
  case .single(let call): summary(call)
  case .batch(let calls): "[\(calls.map(summary).joined(separator: "; "))]"
  }
}

private func summary(_ call: IncomingCall) -> String {
  switch call {
  case .request(let request):
    [request.id.map(spelling) ?? "-", request.method, request.params.map { spelling(JSONWriter.text($0)) }]
      .compactMap(\.self).joined(separator: " ")
  case .refused(let error, let id): "\(error.code.rawValue) \(spelling(id))"
  }
}

private func spelling(_ id: RequestID) -> String { spelling(JSONWriter.text(id.value)) }
private func spelling(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

@Suite struct IncomingMessageTests {
  /// Every request of JSON-RPC 2.0 §7.
  @Test(arguments: [
    (#"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}"#, "1 subtract [42,23]"),
    (#"{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}"#, "2 subtract [23,42]"),
    (
      #"{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}"#,
      #"3 subtract {"minuend":42,"subtrahend":23}"#
    ),
    (
      #"{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}"#,
      #"4 subtract {"minuend":42,"subtrahend":23}"#
    ),
    (#"{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"#, "- update [1,2,3,4,5]"),
    (#"{"jsonrpc": "2.0", "method": "foobar"}"#, "- foobar"),
    (#"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#, #""1" foobar"#),
    (#"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#, "-32700 null"),
    (#"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#, "-32600 null"),
    (
      #"[{"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},{"jsonrpc": "2.0", "method"]"#,
      "-32700 null"
    ),
    ("[]", "-32600 null"),
    ("[1]", "[-32600 null]"),
    ("[1,2,3]", "[-32600 null; -32600 null; -32600 null]"),
    (
      """
      [
        {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
        {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
        {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
        {"foo": "boo"},
        {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
        {"jsonrpc": "2.0", "method": "get_data", "id": "9"}
      ]
      """,
      #"["1" sum [1,2,4]; - notify_hello [7]; "2" subtract [42,23]; -32600 null; "#
        + #""5" foo.get {"name":"myself"}; "9" get_data]"#
    ),
    (
      """
      [
        {"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},
        {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}
      ]
      """,
      "[- notify_sum [1,2,4]; - notify_hello [7]]"
    ),
  ])
  func readsTheExamplesOfTheSpecification(line: String, expected: String) {
    #expect(read(line) == expected)
  }

  @Test(arguments: [
    (#"{"jsonrpc":"2.0","method":"a","id":null}"#, "null a"),
    (#"{"jsonrpc":"2.0","method":"a","id":-7,"extra":[]}"#, "-7 a"),
    (#"{"jsonrpc":"2.0","method":"","params":{},"id":""}"#, #"""  {}"#),
    (#"{"method":"a","id":1}"#, "-32600 1"),
    (#"{"jsonrpc":"1.0","method":"a","id":1}"#, "-32600 1"),
    (#"{"jsonrpc":2.0,"method":"a","id":"x"}"#, #"-32600 "x""#),
    (#"{"jsonrpc":"2.0","id":1}"#, "-32600 1"),
    (#"{"jsonrpc":"2.0","result":1,"id":1}"#, "-32600 1"),
    (#"{"jsonrpc":"2.0","method":null,"id":1}"#, "-32600 1"),
    (#"{"jsonrpc":"2.0","method":"a","params":null,"id":1}"#, "-32600 1"),
    (#"{"jsonrpc":"2.0","method":"a","params":"x","id":1}"#, "-32600 1"),
    (#"{"jsonrpc":"2.0","method":"a","params":7}"#, "-32600 null"),
    (#"{"jsonrpc":"2.0","method":"a","id":1.5}"#, "-32600 null"),
    (#"{"jsonrpc":"2.0","method":"a","id":9223372036854775808}"#, "-32600 null"),
    (#"{"jsonrpc":"2.0","method":"a","id":true}"#, "-32600 null"),
    (#"{"jsonrpc":"2.0","method":"a","id":{}}"#, "-32600 null"),
    (#"{"jsonrpc":"2.0","method":"a","id":[1]}"#, "-32600 null"),
    (#"{"jsonrpc":"2.0","method":"a","method":"b"}"#, "-32700 null"),
    ("7", "-32600 null"), ("null", "-32600 null"), (#""text""#, "-32600 null"), ("{}", "-32600 null"),
    ("[[]]", "[-32600 null]"), ("{} {}", "-32700 null"), ("", "-32700 null"),
  ])
  func readsEveryClassOfMistake(line: String, expected: String) {
    #expect(read(line) == expected)
  }

  @Test func refusesNestingAndBatchesBeyondTheirBounds() {
    let request = #"{"jsonrpc":"2.0","method":"a"}"#
    let batch = { "[" + Array(repeating: request, count: $0).joined(separator: ",") + "]" }
    #expect(read(batch(1_000)).hasPrefix("[- a; - a"))
    #expect(read(batch(1_001)) == "-32600 null")
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(read(#"{"jsonrpc":"2.0","method":"a","params":\#(deep)}"#) == "-32700 null")
  }

  @Test func saysWhatIsWrong() {
    guard case .single(.refused(let error, _)) = IncomingMessage(line: Array("[1,".utf8)) else {
      Issue.record("half an array was read")
      return
    }
    #expect(error.message == "Parse error: the text ends early at byte 3")
  }

  @Test(arguments: [
    Request(id: .integer(.min), method: "elections.tally", params: .object(["a": .integer(1)])),
    Request(id: .string("\"\n\\"), method: "a\"b", params: .array([])),
    Request(id: .null, method: "è"),
    Request(id: nil, method: "events.pushed", params: .array([.null])),
  ])
  func roundTripsRequests(request: Request) {
    #expect(IncomingMessage(line: request.text) == .single(.request(request)))
  }
}
