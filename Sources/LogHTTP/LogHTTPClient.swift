import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// The one HTTP client of the process: connections are kept and shared.
struct LogHTTPClient: Sendable {
  /// What came back.
  struct Answer: Sendable {
    var status: Int
    var body: [UInt8]
  }

  /// Why there is no answer.
  enum Failure: Error, CustomStringConvertible {
    case timeout(String, Duration)
    case tooLong(String, limit: Int)
    case failed(String, any Error)

    var description: String {
      switch self {
      case .timeout(let url, let limit): "\(url) did not answer within \(limit)"
      case .tooLong(let url, let limit): "\(url) answered with over \(limit) bytes"
      case .failed(let url, let error): "\(url): \(error)"
      }
    }
  }

  static let shared = LogHTTPClient()

  /// Never shut down: it lives as long as the process.
  private let client: HTTPClient

  private init() {
    var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
    configuration.timeout.connect = .seconds(10)
    // A port that nobody listens on is told at once: whoever asks tries again later.
    configuration.connectionPool.retryConnectionEstablishment = false
    // Less than servers keep an idle connection: one that is closed while a request is on its way has failed.
    configuration.connectionPool.idleTimeout = .seconds(20)
    client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }

  /// Sends a request and reads the answer whole.
  ///
  /// - Parameters:
  ///   - body: posted; nil gets.
  ///   - limit: bytes of the answer.
  ///   - timeout: for all of it.
  func send(_ url: String, body: [UInt8]? = nil, limit: Int, timeout: Duration) async throws -> Answer {
    var request = HTTPClientRequest(url: url)
    request.headers.add(name: "User-Agent", value: "albo")
    if let body {
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "text/plain; charset=utf-8")
      request.body = .bytes(body)
    }
    return try await Self.within(timeout, url) { [request] in
      // The client's own deadline ends with the head of the answer.
      let response = try await client.execute(request, timeout: .nanoseconds(timeout.nanoseconds))
      var bytes: [UInt8] = []
      for try await buffer in response.body {
        bytes += buffer.readableBytesView
        guard bytes.count <= limit else { throw Failure.tooLong(url, limit: limit) }
      }
      return Answer(status: Int(response.status.code), body: bytes)
    }
  }

  private static func within(
    _ timeout: Duration, _ url: String, _ body: @escaping @Sendable () async throws -> Answer
  ) async throws -> Answer {
    try await withThrowingTaskGroup(of: Answer.self) { group in
      group.addTask {
        do { return try await body() } catch let error as Failure {
          throw error
        } catch {
          throw Failure.failed(url, error)
        }
      }
      group.addTask {
        try await Task.sleep(for: timeout)
        throw Failure.timeout(url, timeout)
      }
      defer { group.cancelAll() }
      guard let answer = try await group.next() else { throw Failure.timeout(url, timeout) }
      return answer
    }
  }
}

extension Duration {
  var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
