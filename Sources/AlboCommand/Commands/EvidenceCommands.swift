import ArgumentParser
import EventLedger
import EventModel
@preconcurrency import Glibc
import LogAudit
import ParticipationLedger
import ParticipationModel
import TransparencyLog

extension GetCheckpoint: ShownQuery {
  static let commandName = "checkpoint"

  static func show(_ answer: Answer) { print(answer.note, terminator: "") }
}

/// `albo receipt`.
struct ReceiptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt", abstract: "Prints the permanent receipt of an event (c2sp.org/tlog-proof).",
    usage: "albo receipt \(QueryWords<GetReceipt>.usage) [--record FILE] [--json] [--ledger DIR | --socket PATH]",
    discussion: """
      \(QueryWords<GetReceipt>.help)

      The receipt proves, without this ledger, that the record with a certain leaf hash is at the position. \
      It is the tlog-proof for the smallest signed size above the position. --record FILE also writes the record's \
      bytes, which `albo verify-receipt --record` hashes.

      With --cosigned it is the proof for the smallest size above the position that a quorum of the ledger's witnesses \
      (`albo witnesses`) has cosigned, with the cosignatures at the moment when the quorum was met. It never changes \
      either, and exists once such a checkpoint was published.
      """)

  @OptionGroup var query: QueryOptions
  @OptionGroup var words: QueryWords<GetReceipt>

  @Option(help: "Writes the record's bytes to this file (only with --ledger).")
  var record: String?

  func run() async throws {
    let question = try words.question()
    if let record {
      try await query.ledger.directory.withDirectory { city in
        let event = try city.store.event(at: question.position)
        try OutputFile.write(event.record, to: record)
      }
    }
    try await query.answer(question, GetReceipt.show)
  }
}

extension GetReceipt: ShownQuery {
  static let commandName = "receipt"

  static func show(_ answer: Answer) { print(answer.receipt, terminator: "") }
}

/// `albo verify-receipt`.
struct VerifyReceiptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-receipt", abstract: "Verifies a receipt offline, without any ledger.",
    discussion: """
      Checks the key's signature on the checkpoint, and the proof that the leaf is in the checkpoint's tree. Give the \
      record that the receipt is for: its bytes (--record) or its leaf hash (--leaf, 64 hex digits or base64).

      With --policy FILE (c2sp.org/tlog-policy) a quorum of witnesses must also have cosigned the checkpoint: then not \
      even the log itself can have shown others a different history. `albo receipt --cosigned` gives such a receipt. \
      --key is not needed if the policy lists the log.

      If the log has changed its key since --key, give the proofs of the changes with --key-change, in their order: \
      `albo key list --proof 1` prints the first, and a published log serves it as keys/1.tlog-proof.
      """)

  @Argument(help: "The receipt's file, or - for standard input.")
  var file: String

  @Option(help: "The verifier key of the log, as `albo init` printed it.")
  var key: String?

  @Option(help: "A file with the policy that the checkpoint must satisfy.")
  var policy: String?

  @Option(help: "A proof that the log's key was changed; repeat it for each change.")
  var keyChange: [String] = []

  @Option(help: "A file with the record's bytes.")
  var record: String?

  @Option(help: "The leaf hash of the record, in hex or base64.")
  var leaf: String?

  func validate() throws {
    guard (record == nil) != (leaf == nil) else { throw ValidationError("give --record FILE or --leaf HASH") }
    guard key != nil || policy != nil else {
      throw ValidationError("give --key VKEY, or --policy FILE that lists the log")
    }
    guard keyChange.isEmpty || key != nil else {
      throw ValidationError("--key-change continues from a key that you know: give that key with --key")
    }
  }

  func run() throws {
    let receipt = try Receipt(parsing: try InputFile.read(file))
    let changes = try keyChange.map { try Receipt(parsing: try InputFile.read($0)) }
    let keys = try key.map { try LogKeys(trusting: try VerifierKey($0), changes: changes) }
    let verified = try policy.map { try verify(receipt, TrustPolicy(parsing: InputFile.read($0)), keys) }
    let checkpoint = try verified?.checkpoint ?? keys.map { try receipt.verify(leaf: leafHash(), keys: $0) }
    guard let checkpoint else { return }
    print("verified: position \(receipt.position) of \(checkpoint.origin), in the log of size \(checkpoint.size)")
    if let verified { print(verified) }
  }

  private func verify(_ receipt: Receipt, _ policy: TrustPolicy, _ keys: LogKeys?) throws -> PolicyVerdict {
    let verdict = try receipt.judge(leaf: leafHash(), policy: policy, keys: keys)
    guard verdict.isMet else {
      if verdict.cosignatures.isEmpty {
        Terminal.error(
          "albo: an ordinary receipt has no cosignatures: `albo receipt --cosigned` prints one that has")
      }
      throw PolicyRefusal.quorumNotMet(verdict)
    }
    return verdict
  }

  private func leafHash() throws -> MerkleHash {
    if let record { return .leaf(try InputFile.read(record)) }
    guard let leaf, let hash = MerkleHash(hex: leaf) ?? MerkleHash(base64: leaf) else {
      throw ValidationError("--leaf takes 64 hex digits, or the base64 of 32 bytes")
    }
    return hash
  }
}

/// Files that people name.
enum InputFile {
  static func read(_ path: String) throws -> [UInt8] {
    let file = path == "-" ? stdin : fopen(path, "r")
    guard let file else { throw LedgerFile.unreadable(path, String(cString: strerror(errno))) }
    defer { if path != "-" { fclose(file) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 {
        guard ferror(file) == 0 else { throw LedgerFile.unreadable(path, String(cString: strerror(errno))) }
        return bytes
      }
      bytes += chunk[..<count]
      guard bytes.count <= 16 << 20 else { throw LedgerFile.unreadable(path, "it is larger than 16 MiB") }
    }
  }
}

/// Files that people ask for.
enum OutputFile {
  static func write(_ bytes: [UInt8], to path: String) throws {
    try withFile(path) { file in
      guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw failure(path) }
    }
  }

  /// Lends a file, or standard output for `-`.
  static func withFile<Result>(_ path: String, _ body: (UnsafeMutablePointer<FILE>) throws -> Result) throws -> Result {
    let file = path == "-" ? stdout : fopen(path, "w")
    guard let file else { throw failure(path) }
    let result: Result
    do { result = try body(file) } catch {
      if path != "-" { fclose(file) }
      throw error
    }
    guard path == "-" ? fflush(file) == 0 : fclose(file) == 0 else { throw failure(path) }
    return result
  }

  static func failure(_ path: String) -> LedgerError {
    let code = errno
    return LedgerError(.system(errno: code), "cannot write \(path): \(String(cString: strerror(code)))")
  }
}
