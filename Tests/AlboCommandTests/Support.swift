import Bytes
import EventLedger
import EventModel
import Glibc
import LocalFiles
import Testing

/// A directory of a test's own, removed afterwards.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws { path = try Files.makeTemporaryDirectory() }

  deinit { try? Files.removeTree(path) }
}

/// What a program wrote, and how it ended.
struct Outcome {
  var output: String
  var errors: String
  var status: Int32

  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The JSON that it printed.
  func json() throws -> JSONValue { try JSONText.value(of: Array(output.utf8)) }
}

/// The products of this package, beside the tests.
enum Products {
  static let directory: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer[..<max(0, count)].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
  }()

  static let packageRoot: String = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    return parts.dropLast(3).joined(separator: "/")
  }()

  /// Runs `albo`.
  static func albo(_ arguments: String..., input: String = "") throws -> Outcome {
    try run([directory + "/albo"] + arguments, input: input)
  }

  /// Runs a program and waits for its end.
  static func run(_ arguments: [String], input: String = "") throws -> Outcome {
    let place = try TemporaryDirectory()
    try Files.write(Array(input.utf8), to: place.path + "/in")
    let words = arguments.map(quoted).joined(separator: " ")
    let script = "\(words) < \(place.path)/in > \(place.path)/out 2> \(place.path)/err"
    let status = try ChildProcess(["/bin/sh", "-c", script]).wait()
    func text(_ name: String) throws -> String {
      String(decoding: try Files.read("\(place.path)/\(name)", limit: 64 << 20), as: UTF8.self)
    }
    return Outcome(output: try text("out"), errors: try text("err"), status: status >> 8 & 0xFF)
  }

  static func quoted(_ word: String) -> String { "'\(word.replacing("'", with: "'\\''"))'" }
}

/// A ledger with the example's street vote in it.
func makeStreetLedger(_ place: TemporaryDirectory) throws -> String {
  let ledger = place.path + "/city.albo"
  #expect(try Products.albo("init", ledger, "--origin", "albo.example.org/test").status == 0)
  let file = Products.packageRoot + "/Examples/street.pb"
  #expect(try Products.albo("import", "pabulib", file, "--ledger", ledger).status == 0)
  return ledger
}

/// A proposal that is published: a line for `albo record`.
func publishedProposal(_ name: String = "p") -> String {
  """
  {"id":"01938f5e-7a2c-7b3d-9c1e-000000000001","act":{"@type":"albo.v1.ProposalPublished","proposal":"\(name)",\
  "title":"A lane","kind":"PROPOSAL_KIND_PETITION","authors":["committee"],\
  "textHash":"\(Base64.text(Array(repeating: 1, count: 32)))","admissibility":"12/2026"},"actor":"office:participation"}
  """
}

/// Runs a daemon over a ledger while the body runs, and ends it with SIGTERM; returns its exit status.
func withDaemon(
  _ ledger: String, _ socket: String, _ options: [String] = [], _ body: () throws -> Void
) throws -> Int32 {
  let daemon = try ChildProcess(
    [Products.directory + "/albod", "--ledger", ledger, "--socket", socket, "--log-level", "critical"] + options)
  // Asking is waiting: each attempt is a process of its own.
  while try Products.albo("status", "--socket", socket).status != 0, !daemon.hasEnded {}
  do { try body() } catch {
    daemon.send(SIGTERM)
    daemon.wait()
    throw error
  }
  daemon.send(SIGTERM)
  return daemon.wait() >> 8
}
