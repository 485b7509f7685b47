import ArgumentParser
import EventLedger
import EventModel
import LogHTTP
import ParticipationLedger
import TransparencyLog

/// `albo witnesses`: who must cosign what is published.
struct WitnessesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witnesses",
    abstract: "Sets and shows the witnesses that must cosign what is published.",
    discussion: """
      A policy (c2sp.org/tlog-policy) lists witnesses with their URLs, and says which of them are enough:

        witness library LIBRARY-VKEY https://library.example.org/witness/
        witness university UNIVERSITY-VKEY https://example.edu/witness/
        witness association ASSOCIATION-VKEY https://association.example/witness/
        group two-of-three 2 library university association
        quorum two-of-three

      From then on `albo publish` and `albod --publish` ask for cosignatures on each checkpoint, and publish it only \
      if the quorum has cosigned it. Before anything is recorded, witnesses are asked what they have cosigned: if one \
      has cosigned more events than the ledger has, or different ones, nothing is recorded (see `albo restore`). A \
      witness that cannot be reached is reported but does not stop the city.

      Publish the policy together with the log's verifier key: with both, anybody can verify a cosigned receipt \
      offline, see `albo receipt --cosigned` and `albo verify-receipt --policy`. `albo witness` runs a witness.
      """,
    subcommands: [Set.self, Show.self])

  /// `albo witnesses set`.
  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Sets the policy; with `quorum none`, no cosignature is needed.")

    @Argument(help: "The policy's file, or - for standard input.")
    var policy: String

    @OptionGroup var ledger: DirectoryOptions

    func run() async throws {
      let text = try InputFile.read(policy)
      try await ledger.withDirectory { city in
        try city.store.setPolicy(text)
        print("\(try city.store.policy()?.witnesses.count ?? 0) witnesses are asked from now on")
      }
    }
  }

  /// `albo witnesses show`.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Shows the policy's witnesses and the last checkpoint that each has cosigned.")

    @OptionGroup var ledger: DirectoryOptions

    @Flag(help: "Prints JSON.")
    var json = false

    func run() async throws {
      let rows = try await ledger.withDirectory { try Row.all(of: $0.store) }
      if json { return try Terminal.json(rows) }
      guard !rows.isEmpty else { return print("no witnesses are asked: set a policy with `albo witnesses set`") }
      var table = TextTable(["witness", "key", "URL", "size", "cosigned"], right: [3])
      for row in rows {
        table.add(
          row.witness, row.key, row.url ?? "", row.size.map { "\($0)" } ?? "", row.at.map { "\($0)" } ?? "never")
      }
      print(table.text)
    }
  }

  /// A witness, and the last checkpoint that it has cosigned.
  struct Row: Encodable {
    var witness: String
    var key: String
    var url: String?
    var size: LogSize?
    /// By the witness's own clock.
    var at: Instant?

    static func all(of store: EventStore) throws -> [Row] {
      try (store.policy()?.witnesses ?? []).map { witness in
        let last = try store.lastCosigned(by: witness.key)
        // A witness's clock may claim a time after the year 9999: it is cut there.
        let at = last.map { Instant(microseconds: min($0.posixSeconds, 253_402_300_799) * 1_000_000) }
        return Row(witness: "\(witness.name)", key: witness.key.text, url: witness.url, size: last?.size, at: at)
      }
    }
  }
}

extension OpeningOptions {
  /// The options of this command: witnesses are asked over HTTP, and notices about them go to standard error.
  static var albo: OpeningOptions {
    OpeningOptions(program: "albo", witnesses: .http { Terminal.error("albo: \($0)") })
  }
}
