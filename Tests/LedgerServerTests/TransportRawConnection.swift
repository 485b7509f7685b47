import EventModel
import LedgerProtocol
import NIOCore
import NIOPosix

/// A client that sends any bytes and sees every line.
final class RawConnection {
  let channel: any NIOCore.Channel
  let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
  private var lines = LineSplitter(limit: 1 << 30)

  fileprivate init(
    _ channel: any NIOCore.Channel, _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
    _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
  ) {
    self.channel = channel
    self.inbound = inbound.makeAsyncIterator()
    self.outbound = outbound
  }

  func send(_ bytes: [UInt8]) async throws {
    try await outbound.write(ByteBuffer(bytes: bytes))
  }

  func send(_ text: String) async throws { try await send(Array(text.utf8)) }

  /// Ends the sending side; replies can still be read.
  func end() async throws { try await channel.close(mode: .output) }

  /// The next line, or nil at the end of the stream.
  func line() async throws -> String? {
    while true {
      if case .line(let line) = lines.next() { return String(decoding: line, as: UTF8.self) }
      guard let chunk = try await inbound.next(isolation: #isolation) else { return nil }
      lines.append(Array(chunk.readableBytesView))
    }
  }

  func reply() async throws -> JSONValue? { try await line().map(JSON.value) }

  func replies(_ count: Int) async throws -> [JSONValue] {
    var replies: [JSONValue] = []
    while replies.count < count, let reply = try await reply() { replies.append(reply) }
    return replies
  }

  /// Every reply until the server closes.
  func allReplies() async throws -> [JSONValue] { try await replies(.max) }
}

func withRawConnection<Output: Sendable>(
  to path: String, _ body: (RawConnection) async throws -> Output
) async throws -> Output {
  let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    .connect(unixDomainSocketPath: path) { channel in
      channel.eventLoop.makeCompletedFuture {
        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
      }
    }
  return try await channel.executeThenClose { inbound, outbound in
    try await body(RawConnection(channel.channel, inbound, outbound))
  }
}

/// The text of a request with a line feed.
func request(_ id: Int, _ method: String = "echo", _ params: String? = nil) -> String {
  let params = params.map { #","params":\#($0)"# } ?? ""
  return #"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)"\#(params)}"# + "\n"
}

extension JSONValue {
  /// The id of a response.
  var id: JSONValue? { self["id"] }
  /// The result of a response.
  var result: JSONValue? { self["result"] }
  /// The code of a response that is an error.
  var code: Int64? { self["error"]?["code"]?.signedInteger }
}
