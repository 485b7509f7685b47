public import LogAudit
public import TransparencyLog

/// A witness that is asked over HTTP (c2sp.org/tlog-witness).
///
/// Its submission prefix is also its monitoring prefix.
public struct HTTPWitness: CheckpointWitness {
  private let prefix: String
  private let timeout: Duration

  /// The most bytes of an answer.
  private static let bodyLimit = 1 << 16

  /// A witness under a URL.
  ///
  /// - Parameters:
  ///   - url: its submission prefix; the result is nil unless it begins with `http://` or `https://`.
  ///   - timeout: the time limit for a whole exchange.
  public init?(url: String, timeout: Duration = .seconds(10)) {
    guard url.hasPrefix("http://") || url.hasPrefix("https://") else { return nil }
    prefix = String(url.reversed().drop { $0 == "/" }.reversed())
    self.timeout = timeout
  }

  /// Posts a request.
  ///
  /// - Throws: if the witness does not answer in time, or not as the protocol says.
  public func cosign(_ request: WitnessRequest) async throws -> WitnessAnswer {
    let answer = try await send("\(prefix)/\(WitnessProtocol.addCheckpoint)", body: Array(request.text.utf8))
    switch answer.status {
    case 200: return .cosigned(try NoteSignature.parse(lines: answer.body))
    case 409:
      guard let size = WitnessProtocol.size(answer.body) else { return refused(answer) }
      return .conflict(size)
    default: return refused(answer)
    }
  }

  /// The last checkpoint of a log that it cosigned, not verified; nil if there is none.
  ///
  /// - Throws: if the witness does not answer in time; ``HTTPWitnessError``; `NoteError` if it is not a checkpoint.
  public func lastCheckpoint(of origin: KeyName) async throws -> SignedNote? {
    let url = "\(prefix)/\(WitnessProtocol.checkpointPath(of: origin))"
    let answer = try await send(url)
    switch answer.status {
    case 200: return try SignedNote(parsing: answer.body)
    case 404: return nil
    default: throw HTTPWitnessError(url: url, status: answer.status)
    }
  }

  private func send(_ url: String, body: [UInt8]? = nil) async throws -> HTTPExchange.Answer {
    do {
      return try await HTTPExchange(
        .init(url: url, body: body, limit: Self.bodyLimit, seconds: timeout / .seconds(1), followsRedirects: false)
      ).answer()
    } catch let error as HTTPExchange.Failure {
      throw HTTPWitnessFailure(url: url, reason: "\(error)")
    }
  }

  /// A witness's message with an unexpected status, shortened to a line that no terminal takes for a command.
  private func refused(_ answer: HTTPExchange.Answer) -> WitnessAnswer {
    let line = String(decoding: answer.body.prefix { $0 >= 0x20 }.prefix(300), as: UTF8.self)
    let shown = line.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
    return .refused(status: answer.status, String(String.UnicodeScalarView(shown)))
  }
}

/// A witness answered with a status that is not in the protocol.
public struct HTTPWitnessError: Error, CustomStringConvertible {
  /// The URL that was asked.
  public let url: String
  /// The status.
  public let status: Int

  /// A sentence for people.
  public var description: String { "\(url) answered with status \(status)" }
}

/// Why a witness did not answer.
struct HTTPWitnessFailure: Error, CustomStringConvertible {
  let url: String
  let reason: String

  var description: String { "\(url): \(reason)" }
}

extension WitnessAccess {
  /// Access to the witnesses of a policy that have a URL, over HTTP.
  ///
  /// - Parameters:
  ///   - timeout: the time limit for a whole exchange.
  ///   - notice: gets messages, for instance that a witness could not be reached.
  public static func http(
    timeout: Duration = .seconds(10), notice: @escaping @Sendable (String) -> Void
  ) -> WitnessAccess {
    WitnessAccess(connect: { $0.url.flatMap { HTTPWitness(url: $0, timeout: timeout) } }, notice: notice)
  }
}
