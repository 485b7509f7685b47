import EventLedger
import EventModel
import LocalFiles
import TestSupport
import Testing

/// What an auditor runs over what others hold: `albo verify --published`, `albo replay`, `albo compare`.
@Suite struct AuditCommandTests {
  // MARK: verify --published

  @Test func aFolderAnExportAndAURLAreVerified() throws {
    let log = try PublishedStreet()
    let server = try log.serve()
    for source in [log.folder, log.export, server.url, server.url + "/"] {
      let outcome = try Products.albo("verify", "--published", source, "--key", log.key)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      #expect(outcome.lines.first == "verified: the key signed 11 records")
    }
    let report = try Products.albo("verify", "--published", server.url, "--key", log.key, "--json").json()
    #expect(report["size"]?.signedInteger == 11 && report["entries"]?.signedInteger == 11)
    #expect(report["findings"]?.elements?.isEmpty == true && report["isRootVerified"] == .bool(true))
    let note = try Files.read(log.folder + "/checkpoint")
    #expect(report["checkpoint"]?.text == String(decoding: note, as: UTF8.self))
  }

  @Test(arguments: ["checkpoint", "tile/0/000.p/11", "tile/entries/000.p/11"])
  func aChangedByteIsRefusedByEveryCommandOfAnAuditor(_ name: String) throws {
    let log = try PublishedStreet()
    try log.change(name) { $0[$0.count / 2] ^= 1 }
    let commands = [
      ["verify", "--published", log.folder, "--key", log.key], ["replay", log.folder, "--key", log.key],
      ["compare", log.folder, log.export, "--key", log.key],
    ]
    for command in commands {
      let outcome = try Products.run([Products.directory + "/albo"] + command)
      #expect(outcome.status == 1, "\(command)")
      let text = outcome.output + outcome.errors
      #expect(text.contains(name == "checkpoint" ? "checkpoint" : name), "\(command): \(text)")
    }
  }

  @Test func anotherKeyDoesNotVerify() throws {
    let (log, other) = (try PublishedStreet(), try PublishedStreet())
    for source in [log.folder, log.export] {
      let outcome = try Products.albo("verify", "--published", source, "--key", other.key)
      #expect(outcome.status == 1)
      #expect(outcome.output.hasPrefix("NOT VERIFIED: the checkpoint of \(source) is not signed by the key"))
    }
  }

  @Test func wrongWordsAreUsageErrors() throws {
    let log = try PublishedStreet()
    let wrong = [
      ["--published", log.folder], ["--key", log.key, "--ledger", log.ledger],
      ["--published", log.folder, "--key", log.key, "--ledger", log.ledger],
    ]
    for words in wrong {
      let outcome = try Products.run([Products.directory + "/albo", "verify"] + words)
      #expect(outcome.status == 2 && outcome.output.isEmpty, "\(words)")
    }
    let none = try Products.albo("verify", "--published", log.beside("none"), "--key", log.key)
    #expect(none.status == 1 && none.errors.contains(log.beside("none")), "\(none.errors)")
  }

  @Test func aRollbackAndAForkAreShownByAKeptCheckpoint() throws {
    let log = try PublishedStreet()
    let fork = try log.copy(log.ledger, to: "fork.albo")
    let before = try log.copy(log.folder, to: "before")
    try log.recordProposal("p")
    #expect(try Products.albo("publish", "--ledger", log.ledger, log.folder).status == 0)
    let kept = log.folder + "/checkpoint"
    let same = try Products.albo("verify", "--published", log.folder, "--key", log.key, "--checkpoint", kept)
    #expect(same.status == 0 && same.lines.contains("continues \(kept)"), "\(same.output)")
    let rollback = try Products.albo("verify", "--published", before, "--key", log.key, "--checkpoint", kept)
    #expect(rollback.status == 1)
    #expect(rollback.lines.first == "NOT VERIFIED: \(kept) proves that the log had 12 records, but \(before) shows 11")

    // Whoever holds the key signs another twelfth event. The fork does not know the folder of the true log.
    try Files.removeTree(fork + "/publish")
    try log.recordProposal("q", in: ["--ledger", fork])
    let forked = log.beside("forked")
    #expect(try Products.albo("publish", "--ledger", fork, forked).status == 0)
    let found = try Products.albo("verify", "--published", forked, "--key", log.key, "--checkpoint", kept)
    #expect(found.status == 1 && found.output.contains("the log was forked or rewritten"), "\(found.output)")
    let notes = try [kept, forked + "/checkpoint"].map { String(decoding: try Files.read($0), as: UTF8.self) }
    for note in notes { #expect(found.output.contains(note)) }
    let compared = try Products.albo("compare", log.folder, forked, "--key", log.key)
    #expect(compared.status == 1 && compared.output.contains("evidence of a fork"), "\(compared.output)")
    for note in notes { #expect(compared.output.contains(note)) }
  }

  @Test func aKeptFileThatIsNoCheckpointIsNamed() throws {
    let log = try PublishedStreet()
    let outcome = try Products.albo(
      "verify", "--published", log.folder, "--key", log.key, "--checkpoint", log.export)
    #expect(
      outcome.status == 1 && outcome.errors.contains("\(log.export) is not a signed checkpoint"), "\(outcome.errors)")
  }

  // MARK: replay and compare

  @Test func aReplayGivesTheDigestsOfTheLedgerWhereverTheLogComesFrom() throws {
    let log = try PublishedStreet()
    let server = try log.serve()
    let digest = try Products.albo("views", "digest", "tally", "--ledger", log.ledger, "--json").json()
    let expected = try #require(digest["digest"]?.text)
    for source in [log.folder, log.export, server.url, log.ledger] {
      let outcome = try Products.albo("replay", source, "--key", log.key)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
      #expect(outcome.output.contains("\(expected)  tally at size 11"), "\(outcome.output)")
    }
    let report = try Products.albo("replay", server.url, "--key", log.key, "--json").json()
    #expect(report["decided"]?.signedInteger == 11 && report["findings"]?.elements?.isEmpty == true)
  }

  @Test func aReplayGoesOnWhereItStoppedWhenTheLogHasGrown() throws {
    let log = try PublishedStreet()
    let server = try log.serve()
    let work = log.beside("work")
    #expect(try Products.albo("replay", server.url, "--key", log.key, "--work", work).status == 0)
    try log.recordProposal("p")
    #expect(try Products.albo("publish", "--ledger", log.ledger, log.folder).status == 0)
    let outcome = try Products.albo("replay", server.url, "--key", log.key, "--work", work, "--json")
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(try outcome.json()["decided"]?.signedInteger == 12)
  }

  @Test func aServerThatIsNotThereIsNamed() throws {
    let log = try PublishedStreet()
    let server = try log.serve()
    try server.stop()
    for command in ["replay", "verify"] {
      let words = command == "verify" ? ["--published", server.url] : [server.url]
      let outcome = try Products.run([Products.directory + "/albo", command] + words + ["--key", log.key])
      #expect(
        outcome.status == 1 && outcome.errors.contains("\(server.url)/checkpoint could not be read"),
        "\(outcome.errors)")
    }
  }

  @Test func comparingSaysHowTwoLogsRelate() throws {
    let log = try PublishedStreet()
    let server = try log.serve()
    let same = try Products.albo("compare", server.url, log.export, "--key", log.key)
    #expect(same.status == 0 && same.output == "same: both have the same 11 records\n", "\(same.output)\(same.errors)")
    let before = try log.copy(log.folder, to: "before")
    try log.recordProposal("p")
    #expect(try Products.albo("publish", "--ledger", log.ledger, log.folder).status == 0)
    let prefix = try Products.albo("compare", before, server.url, "--key", log.key)
    #expect(prefix.status == 0)
    #expect(prefix.output == "prefix: the 11 records of \(before) are the first of the 12 of \(server.url)\n")
    let (other, json) = (try PublishedStreet(), "--json")
    let differs = try Products.albo("compare", log.folder, other.folder, json)
    #expect(differs.status == 1)
    #expect(try differs.json()["verdict"]?.text == "differs")
  }

  @Test func whatADaemonPublishesIsReplayedOverHTTP() throws {
    let log = try PublishedStreet()
    let server = try log.serve()
    let socket = log.beside("s")
    _ = try withDaemon(log.ledger, socket, ["--publish", log.folder]) {
      try log.recordProposal("p", in: ["--socket", socket])
      // The daemon publishes once a second; asking is waiting.
      var (report, tries) = (JSONValue.null, 0)
      while report["size"]?.signedInteger != 12, tries < 100 {
        report = try Products.albo("replay", server.url, "--key", log.key, "--json").json()
        tries += 1
      }
      #expect(report["decided"]?.signedInteger == 12 && report["findings"]?.elements?.isEmpty == true)
    }
  }
}
