import CommandSupport
import ArgumentParser
import EventLedger
import EventModel
import ParticipationLedger
import ParticipationModel
import TransparencyLog

/// `albo restore`: what to do about a restored backup.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Brings back from the published folder what a restored backup lacks.",
    discussion: """
      A log signs one history only. A ledger that was restored from a backup holds fewer events than were published: \
      recording anything else at their positions would sign a second history, so it opens to be read and not written.

      Without --accept this says what is missing. With --accept it takes the missing records from the published folder, \
      byte for byte, checks them all against the published checkpoint before the first is written, and derives indexes \
      and rules' rows from them again. The ledger then opens to be written.

      What was recorded and not published before the loss stays lost, and receipts for it will not verify: that is what \
      you accept. Contents and salts of the vault come from the backup of the vault. A command that is retried with the \
      stream versions it expected is answered as another command under the same id.

      Where a witness shows more than the folder does, because the city's machine died between the cosignatures and the \
      checkpoint, the folder has the entries all the same: put what the witness serves (URL/HASH/checkpoint, HASH being \
      the SHA-256 of the origin in hex) in the place of the folder's `checkpoint`, then restore.

      Where entries are withheld because polls were open, they are nowhere to be had and the log cannot be continued: \
      restore a later backup; without one, close this log and start another under an origin of its own.
      """)

  @OptionGroup var ledger: DirectoryOptions

  @Option(help: "A folder that the log was published into, beside those that the ledger remembers.")
  var from: [String] = []

  @Flag(help: "Brings back what is missing and accepts that the rest is lost.")
  var accept = false

  func run() async throws {
    let directory = LedgerDirectory(try ledger.path())
    guard accept else { return try await explain(directory) }
    let restored = try await EventStore.restore(
      at: directory.path, registry: .albo, options: OpeningOptions(program: "albo", publishedFolders: from)
    ) { Terminal.progress("restoring", $0, of: $1) }
    guard let restored else { return print("nothing is missing") }
    print("\(restored.published.rawValue - restored.held.rawValue) events brought back from \(restored.folder)")
    print("the ledger holds \(restored.published) events and may be written")
  }

  private func explain(_ directory: LedgerDirectory) async throws {
    let store = try EventStore.open(
      at: directory.path, mode: directory.readingMode, registry: .albo, options: OpeningOptions(program: "albo"))
    let result = Result { try store.missingHistory(in: from) }
    await store.close()
    guard let missing = try result.get() else { return print("nothing is missing") }
    print("the ledger holds \(missing.held) events; \(missing.folder) shows \(missing.published)")
    if missing.entries < missing.published {
      print(
        "the last \(missing.published.rawValue - missing.entries.rawValue) were withheld there: they cannot be brought back"
      )
    } else {
      print("`albo restore --accept` brings \(missing.published.rawValue - missing.held.rawValue) back from there")
      print("what was recorded after size \(missing.published) is lost")
    }
    throw ExitCode(ExitStatus.refused.rawValue)
  }
}
