import EventLedger
import EventModel
import LocalFiles
import Testing

/// `albo publish`, `albo export` and `albo restore`.
@Suite struct PublishCommandTests {
  @Test func publishingWritesOnlyWhatIsNew() throws {
    let log = try PublishedStreet()
    let again = try Products.albo("publish", "--ledger", log.ledger, log.folder)
    #expect(again.status == 0 && again.output == "size 11, nothing new\n")
    try log.recordProposal("p")
    let more = try Products.albo("publish", "--ledger", log.ledger, log.folder, "--json").json()
    #expect(more["size"]?.signedInteger == 12 && more["entries"]?.signedInteger == 12)
    // A tile, a bundle, the number of entries, the checkpoint.
    #expect(more["files"]?.signedInteger == 4)
  }

  @Test func aFolderOfAnotherLogOrWithinTheLedgerIsRefused() throws {
    let (log, other) = (try PublishedStreet(), try PublishedStreet())
    let foreign = try Products.albo("publish", "--ledger", other.ledger, log.folder)
    #expect(foreign.status == 1 && foreign.errors.contains("is the folder of another log"), "\(foreign.errors)")
    let within = try Products.albo("publish", "--ledger", log.ledger, log.ledger + "/log/public")
    #expect(within.status == 1 && within.errors.contains("publish into a folder outside it"), "\(within.errors)")
  }

  @Test func anExportIsTheSameInAFileAndOnStandardOutput() throws {
    let log = try PublishedStreet()
    let text = String(decoding: try Files.read(log.export), as: UTF8.self)
    #expect(try Products.albo("export", "--ledger", log.ledger, "-").output == text)
    let file = log.beside("again.jsonl")
    let report = try Products.albo("export", "--ledger", log.ledger, file, "--json").json()
    #expect(report["size"]?.signedInteger == 11 && report["withheld"]?.signedInteger == 0)
    #expect(try Files.read(file) == Array(text.utf8))
    #expect(text.split(separator: "\n").count == 12)
  }

  @Test func anExportThatCannotBeWrittenLeavesNothing() throws {
    let log = try PublishedStreet()
    let outcome = try Products.albo("export", "--ledger", log.ledger, log.beside("nowhere/x.jsonl"))
    #expect(outcome.status == 70 && outcome.errors.contains("cannot create"), "\(outcome.errors)")
    #expect(!Files.exists(log.beside("nowhere")))
  }

  @Test func aRestoredBackupIsBroughtUpToWhatWasPublished() throws {
    let log = try PublishedStreet()
    let backup = try log.copy(log.ledger, to: "backup.albo")
    try log.recordProposal("p")
    #expect(try Products.albo("publish", "--ledger", log.ledger, log.folder).status == 0)
    let refused = try Products.albo("record", "-", "--ledger", backup, input: "{}")
    #expect(refused.status == 1 && refused.errors.contains("restored backup"), "\(refused.errors)")
    let explained = try Products.albo("restore", "--ledger", backup)
    #expect(explained.status == 1)
    #expect(explained.lines.first == "the ledger has 11 events; \(log.folder) shows 12")
    let accepted = try Products.albo("restore", "--ledger", backup, "--accept")
    #expect(accepted.status == 0, "\(accepted.errors)")
    #expect(
      accepted.lines == ["1 events brought back from \(log.folder)", "the ledger has 12 events and can be written to"])
    #expect(try Products.albo("restore", "--ledger", backup).output == "nothing is missing\n")
    #expect(try Products.albo("verify", "--ledger", backup).status == 0)
    #expect(try Products.albo("compare", backup, log.folder, "--key", log.key).status == 0)
  }

  @Test func aPublishedFolderThatWasChangedIsNotRestoredFrom() throws {
    let log = try PublishedStreet()
    let backup = try log.copy(log.ledger, to: "backup.albo")
    try log.recordProposal("p")
    #expect(try Products.albo("publish", "--ledger", log.ledger, log.folder).status == 0)
    try log.change("tile/entries/000.p/12") { $0[$0.count - 1] ^= 1 }
    let outcome = try Products.albo("restore", "--ledger", backup, "--accept")
    #expect(outcome.status == 1 && outcome.errors.contains("do not continue this ledger"), "\(outcome.errors)")
    #expect(try Products.albo("status", "--ledger", backup, "--json").json()["size"]?.signedInteger == 11)
  }
}
