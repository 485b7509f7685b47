import EventLedger
import EventModel
import LocalFiles
import TestSupport
import Testing

/// The street vote, exported and published.
struct PublishedStreet {
  let ledger: String
  let firstKey: String
  let key: String
  let folder: String
  let export: String
  private let place: TemporaryDirectory

  /// - Parameter changesKey: whether the log's key is changed, and an event recorded that the new one signs.
  init(changesKey: Bool = false) throws {
    place = try TemporaryDirectory()
    ledger = try makeStreetLedger(place)
    firstKey = try Self.key(of: ledger)
    if changesKey {
      let changed = try Products.albo("key", "change", "--ledger", ledger)
      let recorded = try Products.albo("record", "-", "--ledger", ledger, input: publishedProposal())
      #expect(changed.status == 0 && recorded.status == 0, "\(changed.errors)\(recorded.errors)")
    }
    (folder, export) = (place.path + "/published", place.path + "/street.jsonl")
    let published = try Products.albo("publish", "--ledger", ledger, folder)
    let exported = try Products.albo("export", "--ledger", ledger, export)
    #expect(published.status == 0 && exported.status == 0, "\(published.errors)\(exported.errors)")
    key = try Self.key(of: ledger)
  }

  private static func key(of ledger: String) throws -> String {
    let status = try Products.albo("status", "--ledger", ledger, "--json").json()
    return try #require(status["verifierKey"]?.text)
  }

  /// A path beside the ledger.
  func beside(_ name: String) -> String { "\(place.path)/\(name)" }

  /// Records one event more, in this ledger if no other is named.
  func recordProposal(_ name: String, in place: [String]? = nil) throws {
    let words = ["record", "-"] + (place ?? ["--ledger", ledger])
    let outcome = try Products.run([Products.directory + "/albo"] + words, input: publishedProposal(name))
    try #require(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }

  /// A copy of a directory that nobody writes to.
  func copy(_ path: String, to name: String) throws -> String {
    let target = beside(name)
    try #require(try Products.run(["/bin/cp", "-a", "--sparse=always", path, target]).status == 0)
    return target
  }

  /// Changes a published file.
  func change(_ name: String, _ change: (inout [UInt8]) -> Void) throws {
    var bytes = try Files.read("\(folder)/\(name)")
    change(&bytes)
    try Files.write(bytes, to: "\(folder)/\(name)")
  }

  /// Serves the folder, as it then is.
  func serve() throws -> StaticServer {
    try StaticServer { [folder] path, _ in
      (try? Files.read("\(folder)/\(path)")).map { .file($0) } ?? .status(404)
    }
  }
}
