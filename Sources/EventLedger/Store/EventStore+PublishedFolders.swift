import EventModel
import Glibc
import LocalFiles
import LogAudit
import TransparencyLog

extension LedgerDirectory {
  /// The folders that the ledger publishes into, a path a line.
  var publishedFolders: String { path + "/publish" }
}

extension EventStore {
  /// The folders that this ledger has published into.
  ///
  /// They are kept beside the log: a copy of `log/` alone does not know them.
  public var publishedFolders: [String] {
    get throws {
      guard Files.exists(directory.publishedFolders) else { return [] }
      let text = String(decoding: try Files.read(directory.publishedFolders), as: UTF8.self)
      return text.split(separator: "\n").map(String.init)
    }
  }

  /// Notes a folder before anything is published into it; if the ledger's directory cannot be written, nobody
  /// records from it either.
  func remember(_ folder: PublishedFolder) throws {
    let known = try publishedFolders
    guard !known.contains(folder.path), Files.isWritable(directory.path) else { return }
    guard !folder.path.contains("\n") else {
      throw LedgerError(.foreignPublication, "the name of a published folder must not contain a line break")
    }
    try Files.write(
      Array((known + [folder.path]).map { $0 + "\n" }.joined().utf8), to: directory.publishedFolders)
  }

  /// The absolute path of a folder that does not lie in the ledger, where keys are and ballots are not withheld.
  func outside(_ folder: String) throws -> String {
    let (path, ledger) = (try Files.absolute(folder), try Files.absolute(directory.path))
    guard path != ledger, !path.hasPrefix(ledger + "/") else {
      throw LedgerError(
        .foreignPublication, "\(folder) is inside the ledger's own directory: publish into a folder outside it")
    }
    return path
  }

  /// Makes sure that no published folder shows what this log does not hold.
  ///
  /// - Parameter others: folders beside those that the ledger remembers.
  /// - Throws: `LedgerError`: `restoredBackup`, `forkedHistory`; `foreignPublication` if a checkpoint cannot be read.
  func checkPublished(also others: [String]) throws {
    for path in try publishedFolders + others {
      let folder = PublishedFolder(path)
      guard let checkpoint = try folder.checkpoint(keys: keys) else { continue }
      try check(checkpoint, shownBy: folder.path)
    }
  }

  /// Makes sure that this log continues a checkpoint that it has signed.
  ///
  /// - Parameter place: who shows it: a folder, a witness.
  func check(_ checkpoint: Checkpoint, shownBy place: String) throws {
    let held = try size
    guard checkpoint.size <= held else {
      throw LedgerError(
        .restoredBackup(published: checkpoint.size, held: held),
        "\(place) shows this log with \(checkpoint.size) events, but the ledger holds \(held): it is a restored backup, which may be read but not written until `albo restore --accept` has brought back what is missing"
      )
    }
    guard try root(of: checkpoint.size) == checkpoint.root else {
      throw LedgerError(
        .forkedHistory(size: checkpoint.size),
        "\(place) shows another history of this log: at size \(checkpoint.size) its root is not this ledger's; nothing is recorded or published until it is clear which of the two is the log"
      )
    }
  }
}
