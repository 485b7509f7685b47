import EventLedger
import EventModel
import Glibc
import LocalFiles
import Testing

@Suite struct DaemonTests {
  @Test func theSocketAnswersWhatTheDirectoryDoes() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let socket = place.path + "/s"
    let queries = [
      ["elections", "list"], ["elections", "show", "street"], ["elections", "turnout", "street"],
      ["elections", "tally", "street"], ["events", "--limit", "4"], ["checkpoint"], ["receipt", "3"],
      ["views", "list"], ["views", "digest", "turnout"], ["volunteers", "list"], ["agreements", "list"],
      ["proposals", "list"],
    ]
    let albo = Products.directory + "/albo"
    let before = try queries.map { try Products.run([albo] + $0 + ["--ledger", ledger, "--json"]).output }
    let status = try withDaemon(ledger, socket) {
      for (query, expected) in zip(queries, before) {
        let answer = try Products.run([albo] + query + ["--socket", socket, "--json"])
        #expect(answer.output == expected && !expected.isEmpty, "\(query): \(answer.errors)")
      }
    }
    #expect(status == 0)
    #expect(!Files.exists(socket))
  }

  @Test func aSecondDaemonIsToldWhoHoldsTheLedger() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let socket = place.path + "/s"
    _ = try withDaemon(ledger, socket) {
      let second = try Products.run(
        [Products.directory + "/albod", "--ledger", ledger, "--socket", place.path + "/t"])
      #expect(second.status == 1)
      #expect(second.errors.contains("albod (process") && second.errors.contains(socket))
    }
  }

  @Test func aBusyLedgerIsWrittenThroughItsDaemon() throws {
    let place = try TemporaryDirectory()
    let ledger = place.path + "/city.albo"
    _ = try Products.albo("init", ledger, "--origin", "albo.example.org/test")
    let file = Products.packageRoot + "/Examples/street.pb"
    _ = try withDaemon(ledger, place.path + "/s") {
      let imported = try Products.albo("import", "pabulib", file, "--ledger", ledger)
      #expect(imported.status == 0, "\(imported.errors)")
      let tally = try Products.albo("elections", "tally", "street", "--ledger", ledger, "--json")
      #expect(tally.status == 0, "\(tally.errors)")
    }
    #expect(try Products.albo("verify", "--ledger", ledger).status == 0)
  }
}
