import EventLedger
import EventModel
import LocalFiles
import Testing

/// `albo key`: the log's key, and its change.
@Suite struct KeyCommandTests {
  @Test func aReceiptUnderTheNewKeyIsVerifiedByWhoKnowsTheOld() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let old = try #require(Products.albo("key", "--ledger", ledger, "--json").json()["keys"]?.elements?.first)
    let prepared = try Products.albo("key", "prepare", "--ledger", ledger)
    let changed = try Products.albo("key", "change", "--ledger", ledger)
    #expect(changed.status == 0 && changed.output == prepared.output, "\(changed.errors)")
    #expect(try Products.albo("record", "-", "--ledger", ledger, input: publishedProposal()).status == 0)
    let listed = try Products.albo("key", "list", "--ledger", ledger)
    #expect(
      listed.lines.map { String($0.split(separator: "  ")[1]) } == [
        "signs from size 1 to 12", "signs from size 13 on",
      ])
    let (receipt, record, proof) = (place.path + "/receipt", place.path + "/record", place.path + "/change")
    let made = try Products.albo("receipt", "12", "--ledger", ledger, "--record", record)
    try Files.write(Array(made.output.utf8), to: receipt)
    try Files.write(Array(Products.albo("key", "list", "--proof", "1", "--ledger", ledger).output.utf8), to: proof)
    let verify = ["verify-receipt", receipt, "--key", try #require(old["verifierKey"]?.text), "--record", record]
    let alone = try Products.run([Products.directory + "/albo"] + verify)
    #expect(alone.status == 1, "\(alone.output)")
    let followed = try Products.run([Products.directory + "/albo"] + verify + ["--key-change", proof])
    #expect(followed.status == 0 && followed.output.hasPrefix("verified: position 12"), "\(followed.errors)")
    #expect(try Products.albo("verify", "--ledger", ledger).status == 0)
    let none = try Products.albo("key", "list", "--proof", "2", "--ledger", ledger)
    #expect(none.status == 2 && none.errors.contains("changed its key 1 times"), "\(none.errors)")
  }
}
