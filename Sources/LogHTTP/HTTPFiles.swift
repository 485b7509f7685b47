import Glibc
public import LogAudit

/// The files of a published log as any web server serves them (c2sp.org/tlog-tiles).
///
/// Waits for its answers on the caller's thread. Asks in advance for files that ``expect(_:)`` announced, but only for
/// a bounded number of them, because a log has thousands.
public final class HTTPFiles: PublishedFiles {
  /// The URL under which the log is published, without a slash at its end.
  public let name: String

  private let patience: Patience
  /// Asked for in advance, and not read yet.
  private var ahead: [String: HTTPExchange] = [:]
  /// To be asked for in advance.
  private var expected: ArraySlice<(path: String, limit: Int)> = []

  /// How long to wait for a server, and how often to ask it.
  public struct Patience: Sendable, Hashable {
    /// For a complete answer, including the connection, in ms.
    public var answering: Int64 = 60_000
    /// How often to ask for a file before giving up.
    public var attempts = 4
    /// Before asking again, in ms; twice as long each time.
    public var pause: Int64 = 250
    /// How many files to ask for in advance.
    public var ahead = 16

    /// What suits a server far away.
    public init() {}
  }

  /// The files under a URL with the scheme `http` or `https`.
  ///
  /// - Throws: `LedgerError.notALedger` if it is not such a URL.
  public init(_ url: String, patience: Patience = Patience()) throws {
    name = url.hasSuffix("/") ? String(url.dropLast()) : url
    self.patience = patience
    guard HTTPExchange.url(name) != nil else {
      throw LedgerError(.notALedger, "\(url) is not the URL of a web server")
    }
  }

  deinit {
    for exchange in ahead.values { exchange.cancel() }
  }

  /// Whether a name is a URL that can be read from.
  public static func isURL(_ name: String) -> Bool { name.hasPrefix("https://") || name.hasPrefix("http://") }

  /// Starts to ask for these files in advance.
  public func expect(_ files: [(path: String, limit: Int)]) {
    let paths = Set(files.map(\.path))
    for path in ahead.keys where !paths.contains(path) { ahead.removeValue(forKey: path)?.cancel() }
    expected = files.filter { ahead[$0.path] == nil }[...]
    askAhead()
  }

  /// Asks for a file, several times if the server fails.
  ///
  /// - Throws: `LedgerError`: `unreachable` if the server does not answer, or not with the file; `damaged` for an
  ///   answer of more than `limit` bytes.
  public func read(_ path: String, limit: Int) throws -> [UInt8]? {
    expected.removeAll { $0.path == path }
    var exchange = try ahead.removeValue(forKey: path) ?? ask(path, limit)
    askAhead()
    var (attempt, pause) = (1, patience.pause)
    while true {
      switch try answer(to: exchange, path) {
      case .file(let bytes): return bytes
      case .missing: return nil
      case .failure(let reason):
        guard attempt < patience.attempts else {
          throw LedgerError(.unreachable, "\(name)/\(path) could not be read in \(attempt) attempts: \(reason)")
        }
      }
      usleep(UInt32(pause) * 1000)
      exchange = try ask(path, limit)
      (attempt, pause) = (attempt + 1, pause * 2)
    }
  }

  private enum Answer {
    case file([UInt8])
    case missing
    /// A failure that may not happen the next time.
    case failure(String)
  }

  private func ask(_ path: String, _ limit: Int) throws -> HTTPExchange {
    try HTTPExchange(
      .init(
        url: "\(name)/\(path)", limit: limit, seconds: Double(patience.answering) / 1000, followsRedirects: true,
        ignoresOtherBodies: true))
  }

  private func askAhead() {
    while ahead.count < patience.ahead, let next = expected.popFirst() {
      ahead[next.path] = try? ask(next.path, next.limit)
    }
  }

  private func answer(to exchange: HTTPExchange, _ path: String) throws -> Answer {
    let answer: HTTPExchange.Answer
    do { answer = try exchange.wait() } catch {
      guard case .tooLong(let limit) = error else { return .failure("\(error)") }
      throw LedgerError(.damaged, "\(name)/\(path) is larger than \(limit) bytes")
    }
    switch answer.status {
    case 200: return .file(answer.body)
    case 404, 410: return .missing
    case 408, 429, 500...599: return .failure("the server answered with status \(answer.status)")
    default:
      throw LedgerError(.unreachable, "\(name)/\(path): the server answered with status \(answer.status)")
    }
  }
}
