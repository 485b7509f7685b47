import ArgumentParser
import CommandSupport
import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo restore`: completes a restored backup.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Brings back, from the published folder, the events that a restored backup lacks.",
    discussion: """
      A log may sign only one history. A ledger restored from a backup has fewer events than were published: recording \
      anything else at their positions would sign a second history, so it opens for reading but not for writing.

      Without --accept, this command says what is missing. With --accept it takes the missing records from the \
      published folder, byte for byte, checks them all against the published checkpoint before it writes the first, \
      and derives the indexes and the rules' rows from them again. The ledger then opens for writing.

      Events that were recorded but not published before the loss stay lost, and receipts for them will not verify: \
      that is what you accept. Contents and salts of the vault come from the backup of the vault. If a command is \
      retried with the stream versions that it expected, it is refused as another command under the same id.

      A witness may show a larger size than the folder, if the city's machine died after the cosignatures and before \
      the checkpoint. The folder has the entries all the same: replace the folder's `checkpoint` with what the witness \
      serves (URL/HASH/checkpoint; HASH is the SHA-256 of the origin in hex), then restore.

      If entries were withheld because polls were open, no copy of them exists and the log cannot be continued: \
      restore a later backup. Without one, close this log and start another with a new origin.
      """)

  @OptionGroup var ledger: DirectoryOptions

  @Option(help: "A folder that the log was published into, in addition to those that the ledger remembers.")
  var from: [String] = []

  @Flag(help: "Brings back what was published, and accepts that the rest is lost.")
  var accept = false

  func run() async throws {
    let directory = LedgerDirectory(try ledger.path())
    guard accept else { return try await explain(directory) }
    let restored = try await EventStore.restore(
      at: directory.path, registry: .albo, options: OpeningOptions(program: "albo", publishedFolders: from)
    ) { Terminal.progress("restoring", $0, of: $1) }
    guard let restored else { return print("nothing is missing") }
    print("\(restored.published.rawValue - restored.held.rawValue) events brought back from \(restored.folder)")
    print("the ledger has \(restored.published) events and can be written to")
  }

  private func explain(_ directory: LedgerDirectory) async throws {
    let store = try EventStore.open(
      at: directory.path, mode: directory.readingMode, registry: .albo, options: OpeningOptions(program: "albo"))
    let result = Result { try store.missingHistory(in: from) }
    await store.close()
    guard let missing = try result.get() else { return print("nothing is missing") }
    print("the ledger has \(missing.held) events; \(missing.folder) shows \(missing.published)")
    if missing.entries < missing.published {
      print(
        "the last \(missing.published.rawValue - missing.entries.rawValue) were withheld there: they cannot be brought back"
      )
    } else {
      print("`albo restore --accept` brings back \(missing.published.rawValue - missing.held.rawValue) from there")
      print("what was recorded after size \(missing.published) is lost")
    }
    throw ExitCode(ExitStatus.refused.rawValue)
  }
}
