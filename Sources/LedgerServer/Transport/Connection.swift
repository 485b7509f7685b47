import LedgerProtocol
import Logging
import NIOCore
import ServiceLifecycle

/// One connection: reads requests, starts them in order, sends replies as they complete.
///
/// An error ends this connection only.
struct Connection: Sendable {
  private let channel: NIOAsyncChannel<ByteBuffer, Never>
  private let responder: Responder
  private let gate: AdmissionGate
  private let outbox: Outbox
  private let lineLimit: Int
  private let logger: Logger

  init(
    _ channel: NIOAsyncChannel<ByteBuffer, Never>, responder: Responder,
    configuration: SocketServer.Configuration, logger: Logger
  ) {
    self.channel = channel
    self.responder = responder
    self.logger = logger
    lineLimit = configuration.lineLimit
    let limit = Load(requests: configuration.inFlightLimit, bytes: configuration.inFlightByteLimit)
    gate = AdmissionGate(limit: limit)
    outbox = Outbox(channel: channel.channel, gate: gate, timeout: configuration.writeTimeout)
  }

  /// Returns when the peer or a shutdown has ended the reading, and every request read has been handled.
  func run() async {
    let channel = channel.channel
    await withTaskCancellationHandler {
      await withGracefulShutdownHandler {
        await serve()
      } onGracefulShutdown: {
        // Ends the sequence of chunks after those already read, and leaves the socket open for replies.
        channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
      }
    } onCancel: {
      channel.close(promise: nil)
    }
  }

  private func serve() async {
    do {
      try await channel.executeThenClose { inbound in
        await withDiscardingTaskGroup { group in
          do {
            try await read(inbound, startingRequestsIn: &group)
          } catch {
            logger.debug("cannot read from the connection: \(error)")
          }
        }
      }
    } catch {
      logger.debug("cannot close the connection: \(error)")
    }
  }

  private func read(
    _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
    startingRequestsIn group: inout DiscardingTaskGroup
  ) async throws {
    var lines = LineSplitter(limit: lineLimit)
    for try await chunk in inbound {
      lines.append(Array(chunk.readableBytesView))
      while let event = lines.next() {
        switch event {
        case .line(let line): await start(line, in: &group)
        case .tooLong: await refuseLongLine()
        case .tooLongEnded: return
        }
      }
    }
    // A shutdown may have cut the last line anywhere, so only the peer's own end completes it.
    if !Task.isShuttingDownGracefully, let line = lines.last() { await start(line, in: &group) }
  }

  private func start(_ line: [UInt8], in group: inout DiscardingTaskGroup) async {
    if line.isEmpty { return }
    switch IncomingMessage(line: line) {
    case .single(let call):
      let load = Load(requests: 1, bytes: line.count)
      await gate.admit(load)
      // Immediate, because tasks that are merely added start in any order.
      group.addImmediateTask { await answer(call, load) }
    case .batch(let calls):
      await answer(batch: calls, bytes: line.count)
    }
  }

  private func answer(_ call: IncomingCall, _ load: Load) async {
    guard let text = await responder.reply(to: call) else { return gate.release(load) }
    await outbox.send(text, releasing: load)
  }

  /// Answers a batch before the next line is read, so that no more than one batch of replies is held.
  private func answer(batch: [IncomingCall], bytes: Int) async {
    let load = Load(requests: 1, bytes: bytes / batch.count)
    let replies = await withTaskGroup(of: [UInt8]?.self) { group in
      for call in batch {
        await gate.admit(load)
        group.addImmediateTask {
          defer { gate.release(load) }
          return await responder.reply(to: call)
        }
      }
      return await group.reduce(into: [[UInt8]]()) { if let reply = $1 { $0.append(reply) } }
    }
    if !replies.isEmpty { await send(Response.batch(replies)) }
  }

  private func refuseLongLine() async {
    let error = RPCError.invalidRequest("a line must have at most \(lineLimit) bytes; the connection is closed")
    await send(Response(id: .null, outcome: .failure(error)).text)
  }

  private func send(_ text: [UInt8]) async {
    let load = Load(requests: 1)
    await gate.admit(load)
    await outbox.send(text, releasing: load)
  }
}
