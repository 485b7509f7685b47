public import LogAudit
import Glibc

/// The files of a published log as any web server serves them (c2sp.org/tlog-tiles).
///
/// Waits for its answers on the caller's thread. Files that were announced by ``expect(_:)`` are asked for ahead, a
/// bounded number of them, since a log has thousands.
public final class HTTPFiles: PublishedFiles {
  /// The URL under which the log is published, without a slash at its end.
  public let name: String

  private let patience: Patience
  /// Asked for ahead, and not read yet.
  private var ahead: [String: HTTPExchange] = [:]
  /// To be asked for ahead.
  private var expected: ArraySlice<(path: String, limit: Int)> = []

  /// How long a server is waited for, and how often it is asked.
  public struct Patience: Sendable, Hashable {
    /// For an answer to its end, connecting included, in ms.
    public var answering: Int64 = 60_000
    /// How often a file is asked for before giving up.
    public var attempts = 4
    /// Before asking again, in ms; twice as long each time.
    public var pause: Int64 = 250
    /// How many files are asked for ahead.
    public var ahead = 16

    /// What suits a server far away.
    public init() {}
  }

  /// The files under a URL of the scheme `http` or `https`.
  ///
  /// - Throws: `LedgerError.notALedger` if it is no such URL.
  public init(_ url: String, patience: Patience = Patience()) throws {
    name = url.hasSuffix("/") ? String(url.dropLast()) : url
    self.patience = patience
    guard HTTPExchange.url(name) != nil else {
      throw LedgerError(.notALedger, "\(url) is no URL of a web server")
    }
  }

  deinit {
    for exchange in ahead.values { exchange.cancel() }
  }

  /// Whether a name is a URL that can be read from.
  public static func isURL(_ name: String) -> Bool { name.hasPrefix("https://") || name.hasPrefix("http://") }

  /// Takes the files' requests on their way.
  public func expect(_ files: [(path: String, limit: Int)]) {
    let paths = Set(files.map(\.path))
    for path in ahead.keys where !paths.contains(path) { ahead.removeValue(forKey: path)?.cancel() }
    expected = files.filter { ahead[$0.path] == nil }[...]
    askAhead()
  }

  /// Asks for a file, several times if the server fails.
  ///
  /// - Throws: `LedgerError`: `unreachable` if the server does not answer, or otherwise than with the file; `damaged`
  ///   for an answer of more than `limit` bytes.
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
    /// What may go better the next time.
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
    case 408, 429, 500...599: return .failure("the server answers with status \(answer.status)")
    default:
      throw LedgerError(.unreachable, "\(name)/\(path): the server answers with status \(answer.status)")
    }
  }
}
