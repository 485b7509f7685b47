import EventLedger
import Foundation
import FoundationNetworking
import LocalFiles
import Logging
import NIOCore
import NIOHTTP1
import ServiceLifecycle
import TransparencyLog
import WitnessServer

/// A log in memory, of fewer than 256 entries.
struct MemoryLog: TileReader {
  let key: SigningKey
  var leaves: [MerkleHash]

  init(_ origin: String = "log.example/test", size: Int = 0, seed: UInt8 = 1) throws {
    key = try SigningKey(name: KeyName(origin), seed: Array(repeating: seed, count: 32))
    leaves = (0..<size).map { .leaf([UInt8($0)]) }
  }

  /// The same log with another entry at a place.
  func forked(at place: Int) -> MemoryLog {
    var fork = self
    fork.leaves[place] = .leaf(Array("forged".utf8))
    return fork
  }

  func hashes(level: Int, index: UInt64, width: Int) throws -> [MerkleHash] {
    level == 0 && index == 0 ? Array(leaves.prefix(width)) : []
  }

  func checkpoint(_ size: Int) throws -> Checkpoint {
    let size = LogSize(UInt64(size))
    return try Checkpoint.sign(size: size, root: MerkleTree(reading: self).root(of: size), key: key)
  }

  func proof(_ old: Int, _ new: Int) throws -> ConsistencyProof {
    try MerkleTree(reading: self).consistencyProof(from: LogSize(UInt64(old)), to: LogSize(UInt64(new)))
  }

  func request(_ old: Int, _ new: Int) throws -> WitnessRequest {
    try WitnessRequest(proof: proof(old, new), checkpoint: checkpoint(new))
  }
}

/// An HTTP answer.
struct Answer {
  var status: Int
  var type: String?
  var body: String
}

/// A witness that listens.
struct RunningWitness {
  let url: String
  let key: VerifierKey

  func post(_ body: String, to path: String = "add-checkpoint") async throws -> Answer {
    try await send(.POST, path, body)
  }

  func get(_ path: String) async throws -> Answer { try await send(.GET, path) }

  func send(_ method: HTTPMethodName, _ path: String, _ body: String? = nil) async throws -> Answer {
    guard let url = URL(string: "\(url)/\(path)") else { throw URLError(.badURL) }
    var request = URLRequest(url: url)
    request.httpMethod = method.rawValue
    request.httpBody = body.map { Data($0.utf8) }
    let (data, response) = try await Self.session.data(for: request)
    guard let response = response as? HTTPURLResponse else { throw URLError(.badServerResponse) }
    return Answer(
      status: response.statusCode, type: response.value(forHTTPHeaderField: "Content-Type"),
      body: String(decoding: data, as: UTF8.self))
  }

  private static let session = {
    let configuration = URLSessionConfiguration.ephemeral
    // However busy the machine is.
    configuration.timeoutIntervalForRequest = 3_600
    return URLSession(configuration: configuration)
  }()

  /// The cosignature in an answer, verified.
  func cosignature(_ answer: Answer, of checkpoint: Checkpoint) throws -> Cosignature? {
    var checkpoint = checkpoint
    guard let line = try NoteSignature.parse(lines: Array(answer.body.utf8)).first else { return nil }
    try checkpoint.add(line, by: key)
    return try checkpoint.cosignatures(by: [key]).first
  }
}

enum HTTPMethodName: String { case GET, POST, PUT, DELETE }

/// Runs a body in a directory of its own, which is removed afterwards.
func withDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
  let path = try Files.makeTemporaryDirectory()
  defer { try? Files.removeTree(path) }
  return try await body(path)
}

/// Runs a witness of these logs while the body runs, and shuts it down gracefully.
func withWitness<Result: Sendable>(
  _ directory: String, name: String = "witness.example/test", logs: [VerifierKey],
  clock: (@Sendable () -> Int64)? = nil, _ body: @Sendable (RunningWitness) async throws -> Result
) async throws -> Result {
  var logger = Logger(label: "witness") { _ in SwiftLogNoOpLogHandler() }
  logger.logLevel = .critical
  let witness = try Witness(directory: directory, name: KeyName(name), logs: logs, logger: logger, clock: clock)
  let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
  let service = WitnessService(witness, host: "127.0.0.1", port: 0, logger: logger) { continuation.yield($0) }
  let group = ServiceGroup(configuration: .init(services: [.init(service: service)], logger: logger))
  return try await withThrowingTaskGroup(of: Void.self) { tasks in
    tasks.addTask { try await group.run() }
    var iterator = ports.makeAsyncIterator()
    let port = await iterator.next() ?? 0
    let result: Swift.Result<Result, any Error>
    do {
      result = .success(try await body(RunningWitness(url: "http://127.0.0.1:\(port)", key: witness.verifierKey)))
    } catch { result = .failure(error) }
    await group.triggerGracefulShutdown()
    try await tasks.waitForAll()
    return try result.get()
  }
}
