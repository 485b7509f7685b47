import Dispatch
import Foundation
import FoundationNetworking
import Synchronization

/// The only URLSession of the process, which keeps and shares connections. It lives as long as the process.
final class HTTPSession: NSObject, URLSessionDataDelegate, Sendable {
  static let shared = HTTPSession()

  /// The queue on which URLSession reports and timeouts fire: it gets a thread even if many others wait.
  let queue = DispatchQueue(label: "albo.http")
  private let exchanges = Mutex<[Int: HTTPExchange]>([:])
  private let session = Mutex<URLSession?>(nil)

  private override init() {
    super.init()
    let configuration = URLSessionConfiguration.ephemeral
    configuration.urlCache = nil
    configuration.httpShouldSetCookies = false
    configuration.httpMaximumConnectionsPerHost = 16
    // It would count against each request; exchanges have limits of their own.
    configuration.timeoutIntervalForRequest = 86_400
    let reports = OperationQueue()
    reports.underlyingQueue = queue
    reports.maxConcurrentOperationCount = 1
    session.withLock { $0 = URLSession(configuration: configuration, delegate: self, delegateQueue: reports) }
  }

  /// Makes the task of an exchange but does not start it.
  func begin(_ exchange: HTTPExchange, _ request: URLRequest) -> URLSessionDataTask {
    let task = session.withLock { session in
      guard let session else { preconditionFailure("the session is made with its delegate") }
      return session.dataTask(with: request)
    }
    exchanges.withLock { $0[task.taskIdentifier] = exchange }
    return task
  }

  private func exchange(_ task: URLSessionTask) -> HTTPExchange? { exchanges.withLock { $0[task.taskIdentifier] } }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(exchange(task)?.request.followsRedirects == true ? request : nil)
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    exchange(dataTask)?.begin(status: (response as? HTTPURLResponse)?.statusCode ?? 0)
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    exchange(dataTask)?.append(data)
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    exchanges.withLock { $0.removeValue(forKey: task.taskIdentifier) }?.end(error)
  }
}
