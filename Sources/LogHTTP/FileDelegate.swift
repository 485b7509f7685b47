import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Takes the body of a 200 up to a limit; of any other answer not even the body, which may be a page of any size.
final class FileDelegate: HTTPClientResponseDelegate {
  /// The body has more bytes than the limit.
  struct TooLarge: Error {}

  /// The server has no file to give.
  struct Refusal: Error {
    let status: HTTPResponseStatus
  }

  private let limit: Int
  private let body = Mutex<[UInt8]>([])

  init(limit: Int) { self.limit = limit }

  func didReceiveHead(task: HTTPClient.Task<[UInt8]>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    guard head.status == .ok else { return task.eventLoop.makeFailedFuture(Refusal(status: head.status)) }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<[UInt8]>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    let isWithinLimit = body.withLock { body in
      guard body.count + buffer.readableBytes <= limit else { return false }
      body.append(contentsOf: buffer.readableBytesView)
      return true
    }
    return isWithinLimit ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(TooLarge())
  }

  func didFinishRequest(task: HTTPClient.Task<[UInt8]>) throws -> [UInt8] { body.withLock(\.self) }
}
