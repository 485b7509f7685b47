import Bytes
import EventLedger
import EventModel
import LocalFiles
import Testing

@Suite struct CommandTests {
  @Test func exitStatusesSayWhatWentWrong() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    #expect(try Products.albo("elections", "list", "--ledger", ledger).status == 0)
    #expect(try Products.albo("elections", "show", "nowhere", "--ledger", ledger).status == 1)
    #expect(try Products.albo("elections", "list", "--ledger", place.path + "/none").status == 1)
    #expect(try Products.albo("elections", "show", "Not an id", "--ledger", ledger).status == 2)
    #expect(try Products.albo("elections", "lisst").status == 2)
    #expect(try Products.albo("init", ledger, "--origin", "x").status == 1)
    #expect(try Products.albo("--help").status == 0)
  }

  @Test func theTallyHasTheFiguresOfTheFile() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let tally = try Products.albo("elections", "tally", "street", "--ledger", ledger, "--json").json()
    let options = try #require(tally["options"]?.elements)
    #expect(options.map { $0["votes"]?.signedInteger } == [4, 3, 2])
    #expect(options.map { $0["selected"] } == [.bool(true), .bool(false), .bool(true)])
    #expect(options[0]["name"]?.text == "Trees; and shade")
    #expect(options[0]["cost"]?.signedInteger == 600_000)
    #expect(tally["ballots"]?["cast"]?.signedInteger == 6)
    #expect(tally["status"]?.text == "certified")
  }

  @Test func aSecondImportAddsNothing() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let before = try Products.albo("receipt", "4", "--ledger", ledger).output
    let file = Products.packageRoot + "/Examples/street.pb"
    let again = try Products.albo("import", "pabulib", file, "--ledger", ledger, "--json").json()
    #expect(again["recorded"]?.signedInteger == 0 && again["repeated"]?.signedInteger == 6)
    #expect(try Products.albo("receipt", "4", "--ledger", ledger).output == before)
    #expect(try Products.albo("status", "--ledger", ledger, "--json").json()["size"]?.signedInteger == 11)
  }

  @Test func aMalformedFileIsRefusedWithItsLineAndNothingIsRecorded() throws {
    let place = try TemporaryDirectory()
    let ledger = place.path + "/city.albo"
    _ = try Products.albo("init", ledger, "--origin", "albo.example.org/test")
    let good = String(decoding: try Files.read(Products.packageRoot + "/Examples/street.pb"), as: UTF8.self)
    try Files.write(Array(good.replacing("S/2;5000", with: "S/2;50x0").utf8), to: place.path + "/bad.pb")
    let outcome = try Products.albo("import", "pabulib", place.path + "/bad.pb", "--ledger", ledger)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("bad.pb:19:"))
    #expect(try Products.albo("status", "--ledger", ledger, "--json").json()["size"]?.signedInteger == 1)
  }

  @Test func aChangedRecordDoesNotVerifyAndIsNamed() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    #expect(try Products.albo("verify", "--ledger", ledger).status == 0)
    let good = try Files.read(ledger + "/log/data.mdb", limit: 64 << 20)
    let label = Array("A shelf for books".utf8)
    // The label stands in the record, in the row of the rules, and in pages that LMDB has left.
    var findings: [String] = []
    for start in good.indices where good[start] == label[0] && good[start...].starts(with: label) {
      var bytes = good
      bytes[start] ^= 1
      try Files.write(bytes, to: ledger + "/log/data.mdb")
      findings.append(try Products.albo("verify", "--ledger", ledger).output)
    }
    #expect(findings.contains { $0.contains("NOT VERIFIED") && $0.contains("record") }, "\(findings)")
    #expect(findings.contains { $0.contains("NOT VERIFIED: the constraint row") }, "\(findings)")
  }

  /// The short form: a changed byte anywhere either fails the verification or leaves every table as it was;
  /// it never crashes the command.
  @Test func randomChangesNeverCrashTheVerification() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let good = try Files.read(ledger + "/log/data.mdb", limit: 64 << 20)
    let digest = try Products.albo("views", "digest", "tally", "--ledger", ledger).output
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<40 {
      var bytes = good
      let place = Int.random(in: bytes.indices, using: &generator)
      let change = UInt8.random(in: 1...255, using: &generator)
      bytes[place] ^= change
      try Files.write(bytes, to: ledger + "/log/data.mdb")
      let outcome = try Products.albo("verify", "--ledger", ledger)
      #expect([0, 1].contains(outcome.status), "byte \(place) xor \(change): \(outcome.errors)")
      #expect(outcome.status == 0 || outcome.output.contains("NOT VERIFIED"))
    }
    try Files.write(good, to: ledger + "/log/data.mdb")
    #expect(try Products.albo("views", "digest", "tally", "--ledger", ledger).output == digest)
  }

  @Test func proposalsAreRecordedLineByLine() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let support = """
      {"id":"01938f5e-7a2c-7b3d-9c1e-000000000002","act":{"@type":"albo.v1.SupportGiven","proposal":"p","version":1,\
      "supporterTag":"\(Base64.text(Array(repeating: 7, count: 32)))"},"actor":"desk:citizen"}
      """
    let lines = [
      publishedProposal(), support, support.replacing("000000000002", with: "000000000003"), support, "not json",
      #"{"id":"x"}"#,
    ]
    let why = try Products.albo("why", "-", "--ledger", ledger, input: lines[0])
    #expect(why.status == 0 && why.output.contains("\"version\":1"))
    let outcome = try Products.albo("record", "-", "--ledger", ledger, input: lines.joined(separator: "\n"))
    #expect(outcome.status == 1)
    let answers = try outcome.lines.map { try JSONText.value(of: Array($0.utf8)) }
    #expect(answers.map { $0["position"]?.signedInteger } == [11, 12, nil, 12, nil, nil])
    #expect(answers[2]["rejection"]?.text == "AlreadySupported")
    #expect(answers[2]["positions"]?.elements?.first?.signedInteger == 12)
    #expect(answers[1]["size"] == answers[3]["size"])
    #expect(answers[4]["rejection"]?.text == "InvalidAct")
    #expect(answers[5]["message"]?.text?.contains("id") == true)
    let shown = try Products.albo("proposals", "show", "p", "--ledger", ledger, "--json").json()
    #expect(shown["supports"]?.signedInteger == 1)
  }

  @Test(arguments: [
    ("META\nkey;value\nPROJECTS\n", "`albo import pabulib` takes it"),
    ("\u{FEFF}{}\n", "byte order mark"),
    ("{\n  \"actor\": \"office\"\n}\n", "spans several lines"),
    ("[{\"actor\": \"office\"}]\n", "it is a list"),
    ("voter,choice\n1,a\n2,b\n", "it is not a file of proposals"),
  ])
  func aFileOfAnotherKindGetsOneSentence(text: String, sentence: String) throws {
    let place = try TemporaryDirectory()
    let ledger = place.path + "/city.albo"
    _ = try Products.albo("init", ledger, "--origin", "albo.example.org/test")
    for command in ["record", "why"] {
      let outcome = try Products.albo(command, "-", "--ledger", ledger, input: text)
      #expect(outcome.status == 1 && outcome.output.isEmpty, "\(outcome)")
      #expect(outcome.errors.contains(sentence) && outcome.errors.split(separator: "\n").count == 1, "\(outcome)")
    }
    #expect(try Products.albo("status", "--ledger", ledger, "--json").json()["size"]?.signedInteger == 1)
  }

  @Test func anExampleIsReadWithItsCommentsAndGetsAnID() throws {
    let place = try TemporaryDirectory()
    let ledger = place.path + "/city.albo"
    _ = try Products.albo("init", ledger, "--origin", "albo.example.org/test")
    let example = try Products.albo("record", "--example", "ProposalPublished")
    #expect(
      example.status == 0 && example.lines.count > 3 && example.lines.dropLast().allSatisfy { $0.hasPrefix("# ") })
    let outcome = try Products.albo("record", "-", "--ledger", ledger, input: example.output)
    #expect(outcome.status == 0, "\(outcome)")
    let id = try #require(try outcome.json()["id"]?.text)
    #expect(outcome.errors.contains("id \(id)"))
    #expect(try Products.albo("record", "--example", "Nothing").status == 2)
  }

  @Test func everyFaultOfAProposalIsNamedAtOnce() throws {
    let place = try TemporaryDirectory()
    let ledger = place.path + "/city.albo"
    _ = try Products.albo("init", ledger, "--origin", "albo.example.org/test")
    let text = publishedProposal("Not an id").replacing("PROPOSAL_KIND_PETITION", with: "WISH")
    let outcome = try Products.albo("record", "-", "--ledger", ledger, input: text)
    let message = try #require(try outcome.json()["message"]?.text)
    #expect(message.contains("act.proposal: “Not an id”: expected an id"), "\(message)")
    #expect(message.contains("act.kind: “WISH”: expected one of ") && message.contains("PETITION"), "\(message)")
  }
}
