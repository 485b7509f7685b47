import ArgumentParser
import EventLedger
import ParticipationLedger
import TransparencyLog

/// `albo publish`: the log as static files.
struct PublishCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish",
    abstract: "Writes hash tiles, entry bundles and the signed checkpoint as static files (c2sp.org/tlog-tiles).",
    discussion: """
      Any web server can serve the folder as it is, under the origin or under any other prefix that you make known. \
      Only what is new since the last time is written, and the checkpoint last: whoever reads meanwhile, or after a \
      crash, finds everything that the checkpoint covers. `albod --publish OUT` does the same continuously.

        checkpoint            the signed size and root; let caches keep it for seconds only
        tile/<L>/<N>          256 hashes each; they never change once they are there
        tile/entries/<N>      256 records each; they never change either
        ….p/<W>               the first W of these, for sizes that were published, until all 256 are there
        keys/<N>.tlog-proof   the proof of each change of the log's key
        entries               how many records are served, counted from the first

      While polls are open, entry bundles end before the first ballot. Hash tiles and checkpoints continue: they \
      commit to the ballots, but nobody can count them. `entries` is then less than the checkpoint's size. The last \
      bundle holds only what may be read, and the bundles for sizes published meanwhile are absent until the polls \
      close: an auditor who finds a bundle neither at its width nor complete reads up to `entries` and comes back later.

      The ledger remembers the folder (in its file `publish`). From then on it records nothing while the folder shows a \
      larger size than the ledger has: the ledger is then a restored backup, see `albo restore`.

      Under a policy (`albo witnesses set`) witnesses are first asked to cosign the checkpoint. If too few do, the \
      folder keeps its present checkpoint, and the command says which witnesses failed and exits with status 1: try \
      again later.
      """)

  @OptionGroup var ledger: DirectoryOptions

  @Argument(help: "The folder, outside the ledger's directory; it is created if it does not exist.")
  var folder: String

  @Flag(help: "Prints JSON.")
  var json = false

  func run() async throws {
    let published = try await ledger.withDirectory { city in
      try await city.publisher(to: folder).publishCosigned {
        Terminal.progress("publishing", $0.rawValue, of: $1.rawValue)
      }
    }
    if json { return try Terminal.json(published) }
    let withheld = published.size.rawValue - published.entries.rawValue
    print("size \(published.size), \(published.files == 0 ? "nothing new" : "\(published.files) files written")")
    if withheld > 0 { print("entries up to \(published.entries): \(withheld) withheld while polls are open") }
  }
}
