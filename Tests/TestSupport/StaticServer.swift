import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A web server on a port of its own, with static files, that can also misbehave.
package final class StaticServer: Sendable {
  /// What it does when it is asked for a path.
  package enum Answer: Sendable {
    case file([UInt8])
    /// A file that is sent compressed, with its compressed bytes.
    case gzip([UInt8])
    case status(Int)
    /// A status with a page for people.
    case page(Int, [UInt8])
    /// A body that never ends.
    case endless
    /// Nothing, for as long as the client waits.
    case silence
    /// The connection is closed.
    case hangUp
  }

  /// The answer to the `visit`-th request for a path, counted from 1.
  package typealias Site = @Sendable (_ path: String, _ visit: Int) -> Answer

  fileprivate final class Visits: Sendable {
    let state = Mutex<(counts: [String: Int], agents: Set<String>)>(([:], []))
  }

  package let url: String
  private let channel: any Channel
  private let visits: Visits

  package init(_ site: @escaping Site) throws {
    let visits = Visits()
    channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(StaticHandler(site, visits))
        }
      }
      .bind(host: "127.0.0.1", port: 0).wait()
    url = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
    self.visits = visits
  }

  deinit { channel.close(promise: nil) }

  /// Nobody listens any more.
  package func stop() throws { try channel.close().wait() }

  /// How often a path was asked for.
  package func visits(to path: String) -> Int { visits.state.withLock { $0.counts[path] ?? 0 } }

  /// How many requests there were.
  package var requests: Int { visits.state.withLock { $0.counts.values.reduce(0, +) } }

  /// Who has asked.
  package var agents: Set<String> { visits.state.withLock { $0.agents } }
}

private final class StaticHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let site: StaticServer.Site
  private let visits: StaticServer.Visits
  private var path = ""

  init(_ site: @escaping StaticServer.Site, _ visits: StaticServer.Visits) { (self.site, self.visits) = (site, visits) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      path = String(head.uri.drop { $0 == "/" })
      visits.state.withLock { _ = $0.agents.insert(head.headers["User-Agent"].first ?? "") }
    case .body: break
    case .end:
      let visit = visits.state.withLock { state in
        state.counts[path, default: 0] += 1
        return state.counts[path] ?? 0
      }
      answer(site(path, visit), context)
    }
  }

  private func answer(_ answer: StaticServer.Answer, _ context: ChannelHandlerContext) {
    switch answer {
    case .file(let bytes): send(.ok, bytes, context)
    case .gzip(let bytes): send(.ok, bytes, context, adding: ["Content-Encoding": "gzip"])
    case .status(let code): send(HTTPResponseStatus(statusCode: code), [], context)
    case .page(let code, let bytes): send(HTTPResponseStatus(statusCode: code), bytes, context)
    case .endless:
      context.write(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .ok))), promise: nil)
      sendForEver(context)
    case .silence: break
    case .hangUp: context.close(promise: nil)
    }
  }

  private func send(
    _ status: HTTPResponseStatus, _ bytes: [UInt8], _ context: ChannelHandlerContext, adding headers: HTTPHeaders = [:]
  ) {
    var head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    head.headers.add(name: "Content-Length", value: "\(bytes.count)")
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  private func sendForEver(_ context: ChannelHandlerContext) {
    let chunk = ByteBuffer(repeating: 0, count: 1 << 16)
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(chunk)))).assumeIsolated()
      .whenSuccess { self.sendForEver(context) }
  }
}
