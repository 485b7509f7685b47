import ArgumentParser
import EventLedger
@preconcurrency import Glibc
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo key`: the log's signing key, and its change.
struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Shows the log's keys, and changes the key that signs it.",
    discussion: """
      A log keeps its origin for ever but may change the key that signs it, because the key is old or because somebody \
      may have seen it. The change is an event of the log (LogKeyChanged) under the old key's last checkpoint: whoever \
      knows the old key can get from it to the new one by a proof, without asking anybody. Nothing that the old key \
      signs afterwards belongs to the log.

        albo key prepare --ledger city.albo      makes the next key and prints its public half, for witnesses
        albo key change --ledger city.albo       replaces the key; stop albod first
        albo key list --ledger city.albo         the keys, and the sizes that each signs
        albo key list --proof 1 > change.proof   what `albo verify-receipt --key-change` takes

      The keys are in the ledger's folder keys/: back it up again after `prepare` and after `change`.
      """,
    subcommands: [KeyList.self, KeyPrepare.self, KeyChange.self], defaultSubcommand: KeyList.self)
}

/// `albo key list`.
struct KeyList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Prints the keys that the log has had, and the proofs of their changes.")

  @OptionGroup var query: QueryOptions

  @Option(help: "Prints only the proof of the change with this number, counted from 1.")
  var proof: Int?

  func run() async throws {
    guard let proof else { return try await query.answer(GetKeys(), GetKeys.show) }
    let keys = try await query.ledger.withLedger { try await $0.ask(GetKeys()) }.keys
    guard keys.indices.contains(proof), let change = keys[proof].change else {
      throw ValidationError("the log has changed its key \(keys.count - 1) times: there is no change \(proof)")
    }
    print(change, terminator: "")
  }
}

extension GetKeys: ShownQuery {
  static let commandName = "list"

  static func show(_ answer: Answer) {
    for term in answer.keys {
      let end = term.through.map { "to \($0)" } ?? "on"
      print("\(term.verifierKey)  signs from size \(term.after.rawValue + 1) \(end)")
    }
  }
}

/// `albo key prepare`.
struct KeyPrepare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prepare", abstract: "Makes the next key, and prints its public half.",
    discussion: "If a key is already prepared, it is kept. Witnesses must know the new key before it signs.")

  @OptionGroup var ledger: DirectoryOptions

  func run() async throws {
    let path = try ledger.path()
    print(try EventStore.prepareKey(at: path, registry: .albo, options: OpeningOptions(program: "albo")))
  }
}

/// `albo key change`.
struct KeyChange: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "change", abstract: "Replaces the key that signs the log, and prints the public half of the new one.",
    discussion: """
      Uses the key of `albo key prepare`, or makes one. No other process may have the ledger open for writing \
      meanwhile. Give the new key to auditors and witnesses; those who know the old key can verify the new one by the \
      proof of the change.
      """)

  @OptionGroup var ledger: DirectoryOptions

  func run() async throws {
    let (recorded, key) = try await EventStore.changeKey(
      at: try ledger.path(), registry: .albo, options: .albo)
    fputs("changed at position \(recorded.position): back up keys/ again\n", stderr)
    print(key)
  }
}
