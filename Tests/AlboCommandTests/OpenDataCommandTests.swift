import EventLedger
import EventModel
import LocalFiles
import Testing

/// `albo export --format`, as people call it.
@Suite struct OpenDataCommandTests {
  @Test(arguments: ["ocel2", "cloudevents", "popolo"] as [String])
  func aFileIsWhatStandardOutputGets(_ format: String) throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let path = place.path + "/out"
    let exported = try Products.albo("export", path, "--ledger", ledger, "--format", format, "--json")
    #expect(try exported.json()["size"]?.signedInteger == 11, "\(exported.errors)")
    let printed = try Products.albo("export", "-", "--ledger", ledger, "--format", format)
    #expect(try printed.output == String(decoding: Files.read(path), as: UTF8.self) && !printed.output.isEmpty)
  }

  @Test func theTablesAreADirectoryWithItsDescription() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let outcome = try Products.albo(
      "export", place.path + "/open", "--ledger", ledger, "--format", "csv", "--publisher", "Comune di Esempio",
      "--publisher-id", "c_e000", "--base-url", "https://data.example.org/street/")
    #expect(outcome.status == 0 && outcome.output.contains("rows of the log of size 11"), "\(outcome.errors)")
    let catalog = String(decoding: try Files.read(place.path + "/open/catalog.jsonld"), as: UTF8.self)
    for part in ["Comune di Esempio", "c_e000", "https://data.example.org/street/elections.csv"] {
      #expect(catalog.contains(part), "\(part)")
    }
    let options = String(decoding: try Files.read(place.path + "/open/election_options.csv"), as: UTF8.self)
    #expect(options.contains("street,S/1,Trees; and shade,,600000,4,"), "\(options)")
  }

  @Test func turningSuppressionOffWarns() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let path = place.path + "/open"
    let usual = try Products.albo("export", path, "--ledger", ledger, "--format", "csv")
    let off = try Products.albo("export", path, "--ledger", ledger, "--format", "csv", "--suppress-below", "0")
    #expect(usual.status == 0 && usual.errors.isEmpty)
    #expect(off.status == 0 && off.errors.contains("warning: counts of persons are not suppressed"))
  }

  @Test(
    arguments: [
      ["out", "--format", "xml"], ["-", "--format", "csv"], ["out", "--format", "ocel2", "--publisher", "x"],
      ["out", "--format", "csv", "--license", "mine"],
    ] as [[String]])
  func whatDoesNotGoTogetherIsUsedWrongly(_ arguments: [String]) throws {
    let place = try TemporaryDirectory()
    let albo = [Products.directory + "/albo", "export", "--ledger", place.path + "/none"]
    let outcome = try Products.run(albo + arguments)
    #expect(outcome.status == 2, "\(outcome.errors)")
  }

  @Test(
    arguments: [("jsonl", "/log/data.mdb"), ("ocel2", "/log/data.mdb"), ("csv", "/open")] as [(String, String)])
  func nothingIsWrittenIntoTheLedgersDirectory(_ format: String, _ name: String) throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let outcome = try Products.albo("export", ledger + name, "--ledger", ledger, "--format", format)
    #expect(outcome.status == 2 && outcome.errors.contains("in the ledger's directory"), "\(outcome.errors)")
    let status = try Products.albo("status", "--ledger", ledger)
    #expect(status.status == 0 && !Files.exists(ledger + "/open"), "\(status.errors)")
  }

  @Test func aLogAsItWasIsExportedInItsOwnFormatToo() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let first = try Products.albo("export", "-", "--ledger", ledger, "--at", "1")
    #expect(first.lines.count == 2, "\(first.errors)")
    let never = try Products.albo("export", place.path + "/out", "--ledger", ledger, "--at", "100")
    #expect(never.status == 1 && never.errors.contains("100"))
    #expect(!Files.exists(place.path + "/out"))
  }
}
