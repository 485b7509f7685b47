import Dispatch
import Foundation
import FoundationNetworking
import Synchronization

/// One request and the wait for its answer.
///
/// URLSession (libcurl) does the work on its own threads: waiting here blocks nobody else.
final class HTTPExchange: Sendable {
  /// What came back.
  struct Answer: Sendable {
    var status: Int
    var body: [UInt8]
  }

  /// Why there is no answer.
  enum Failure: Error, Hashable {
    /// It did not arrive completely in time.
    case timeout(seconds: Double)
    /// It has more bytes than the limit.
    case tooLong(limit: Int)
    /// The network or the server failed; the reason, for people.
    case failed(String)
    /// The caller has given it up.
    case cancelled
  }

  /// What is asked, and how much of the answer is read.
  struct Request: Sendable {
    var url: String
    /// Sent as text with POST; nil sends a GET.
    var body: [UInt8]?
    /// The most bytes of an answer.
    var limit: Int
    /// The time limit for the whole exchange.
    var seconds: Double
    /// Whether a 3xx answer is followed.
    var followsRedirects: Bool
    /// Whether the body of an answer with a status other than 200 is ignored: it may be a page of any size.
    var ignoresOtherBodies = false
  }

  private struct State {
    var status = 0
    var body: [UInt8] = []
    var result: Result<Answer, Failure>?
    var waiting: CheckedContinuation<Answer, any Error>?
  }

  let request: Request
  private let state = Mutex(State())
  private let done = DispatchSemaphore(value: 0)
  private let work = Mutex<(task: URLSessionDataTask?, timer: (any DispatchSourceTimer)?)>((nil, nil))

  /// Sends a request.
  ///
  /// - Throws: ``Failure`` if its URL has a scheme other than `http` and `https`.
  init(_ request: Request) throws(Failure) {
    self.request = request
    guard let url = Self.url(request.url) else { throw .failed("\(request.url) is not the URL of a web server") }
    var message = URLRequest(url: url, timeoutInterval: request.seconds)
    message.setValue("albo", forHTTPHeaderField: "User-Agent")
    if let body = request.body {
      message.httpMethod = "POST"
      message.setValue("text/plain; charset=utf-8", forHTTPHeaderField: "Content-Type")
      message.httpBody = Data(body)
    }
    let task = HTTPSession.shared.begin(self, message)
    let timer = DispatchSource.makeTimerSource(queue: HTTPSession.shared.queue)
    timer.setEventHandler { [weak self] in self?.finish(.failure(.timeout(seconds: request.seconds))) }
    timer.schedule(deadline: .now() + request.seconds)
    work.withLock { $0 = (task, timer) }
    timer.activate()
    task.resume()
  }

  /// A URL of a web server; nil for anything else.
  static func url(_ text: String) -> URL? {
    guard text.hasPrefix("http://") || text.hasPrefix("https://"), let url = URL(string: text),
      url.host?.isEmpty == false
    else { return nil }
    return url
  }

  /// Gives the exchange up; the waiting caller gets ``Failure/cancelled``.
  func cancel() { finish(.failure(.cancelled)) }

  /// Waits for the answer on the caller's thread. To be called once.
  func wait() throws(Failure) -> Answer {
    done.wait()
    guard let result = state.withLock({ $0.result }) else { throw .cancelled }
    return try result.get()
  }

  /// Waits for the answer; if the task is cancelled, gives the exchange up.
  func answer() async throws -> Answer {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result = state.withLock { state in
          if state.result == nil { state.waiting = continuation }
          return state.result
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      cancel()
    }
  }

  // MARK: What URLSession reports

  func begin(status: Int) {
    state.withLock { $0.status = status }
    if request.ignoresOtherBodies, status != 200 { finish(.success(Answer(status: status, body: []))) }
  }

  func append(_ data: Data) {
    let isWithinLimit = state.withLock { state in
      guard state.result == nil, state.body.count + data.count <= request.limit else { return false }
      state.body += data
      return true
    }
    if !isWithinLimit { finish(.failure(.tooLong(limit: request.limit))) }
  }

  func end(_ error: (any Error)?) {
    let answer = state.withLock { Answer(status: $0.status, body: $0.body) }
    finish(error.map { .failure(.failed(Self.reason($0))) } ?? .success(answer))
  }

  /// Settles the exchange, once.
  private func finish(_ result: Result<Answer, Failure>) {
    let (isFirst, waiting) = state.withLock { state in
      guard state.result == nil else { return (false, CheckedContinuation<Answer, any Error>?.none) }
      state.result = result
      state.body = []
      defer { state.waiting = nil }
      return (true, state.waiting)
    }
    guard isFirst else { return }
    work.withLock { work in
      work.task?.cancel()
      work.timer?.cancel()
      work = (nil, nil)
    }
    done.signal()
    waiting?.resume(with: result)
  }

  private static func reason(_ error: any Error) -> String {
    switch (error as? URLError)?.code {
    case .cannotFindHost?, .dnsLookupFailed?: "there is no such host"
    case .cannotConnectToHost?: "nobody answers there"
    case .networkConnectionLost?, .cannotParseResponse?, .badServerResponse?:
      "the server closed the connection, or does not speak HTTP"
    case .secureConnectionFailed?, .serverCertificateUntrusted?, .serverCertificateHasUnknownRoot?:
      "its certificate is not trusted"
    case .timedOut?: "it does not answer in time"
    default: error.localizedDescription
    }
  }
}

extension HTTPExchange.Failure: CustomStringConvertible {
  var description: String {
    switch self {
    case .timeout(let seconds): "no complete answer within \(seconds) s"
    case .tooLong(let limit): "an answer of more than \(limit) bytes"
    case .failed(let reason): reason
    case .cancelled: "given up"
    }
  }
}
