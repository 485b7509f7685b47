import EventModel
import Foundation
import LedgerServer
import Testing

/// Clients that nobody here wrote.
@Suite(.timeLimit(.minutes(60))) struct TransportInteropTests {
  private static func path(of tool: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { "\($0)/\(tool)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// What a tool prints.
  private func output(of tool: String, _ arguments: [String], input: String) async throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: try #require(Self.path(of: tool)))
    process.arguments = arguments
    let (stdin, stdout) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (stdin, stdout)
    let (ended, signal) = AsyncStream<Void>.makeStream()
    process.terminationHandler = { _ in signal.finish() }
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    for await _ in ended {}
    return String(decoding: try stdout.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
  }

  @Test(.enabled(if: path(of: "socat") != nil)) func socat() async throws {
    try await withServer { server in
      let input = request(1, "echo", "[1]") + request(2, "echo", #"{"a":"è"}"#).dropLast()
      let text = try await output(
        of: "socat", ["-t", "30", "-", "UNIX-CONNECT:\(server.path)"], input: input)
      #expect(
        text.split(separator: "\n").sorted() == [
          #"{"jsonrpc":"2.0","id":1,"result":[1]}"#, #"{"jsonrpc":"2.0","id":2,"result":{"a":"è"}}"#,
        ])
    }
  }

  @Test(.enabled(if: path(of: "python3") != nil)) func python() async throws {
    let program = """
      import json, socket, sys
      s = socket.socket(socket.AF_UNIX)
      s.connect(sys.argv[1])
      f = s.makefile("rwb")
      for i in range(100):
          request = {"jsonrpc": "2.0", "id": i, "method": "echo", "params": ["\\u20ac", i]}
          f.write(json.dumps(request).encode() + b"\\n")
      f.write(b'[{"jsonrpc":"2.0","id":"a","method":"echo"},')
      f.write(b'{"jsonrpc":"2.0","id":"b","method":"none"}]\\r\\n')
      f.flush()
      replies = [json.loads(f.readline()) for _ in range(101)]
      single = {r["id"]: r["result"] for r in replies if isinstance(r, dict)}
      assert single == {i: ["\\u20ac", i] for i in range(100)}
      batch = {r["id"]: r for r in next(r for r in replies if isinstance(r, list))}
      assert batch["a"]["result"] is None and batch["b"]["error"]["code"] == -32601
      s.sendall(b"x" * 3000000 + b"\\n")
      assert json.loads(f.readline())["error"]["code"] == -32600
      assert f.readline() == b""
      print("ok")
      """
    try await withServer { server in
      let text = try await output(of: "python3", ["-", server.path], input: program)
      #expect(text == "ok\n")
    }
  }
}
