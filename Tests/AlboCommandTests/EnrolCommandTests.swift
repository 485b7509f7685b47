import EventModel
import LocalFiles
import Testing

/// `albo people enrol`.
@Suite struct EnrolCommandTests {
  private static let ada = "RSSADA80A41H223M"

  private func makeLedger(_ place: TemporaryDirectory) throws -> String {
    let ledger = place.path + "/city.albo"
    #expect(try Products.albo("init", ledger, "--origin", "albo.example.org/test").status == 0)
    return ledger
  }

  private func enrol(
    _ person: String, _ ledger: String, _ words: [String] = [], file: String = "-", input: String = ada + "\n"
  ) throws -> Outcome {
    try Products.run(
      [
        Products.directory + "/albo", "people", "enrol", person, "--attested-by", "office:registry", "--assurance", "2",
        "--key", "k-\(person)", "--tax-code-file", file, "--ledger", ledger,
      ] + words, input: input)
  }

  @Test func aHumanIsEnrolledOnce() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeLedger(place)
    let first = try enrol("p-1", ledger)
    #expect(first.status == 0 && first.lines == ["person:p-1 is enrolled at position 1"], "\(first.errors)")
    let second = try enrol("p-2", ledger, input: "rss ada 80a41 h223m")
    #expect(second.status == 1 && second.errors.contains("AlreadyEnrolled") && second.errors.contains("“p-1”"))
    #expect(try enrol("p-2", ledger, input: "BNCBRN80A01H223D").status == 0)
    #expect(try Products.albo("verify", "--ledger", ledger).status == 0)
  }

  @Test func theCodeComesFromAFileAndStaysNowhere() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeLedger(place)
    try Files.write(Array("\n\(Self.ada)\n".utf8), to: place.path + "/code")
    let outcome = try enrol("p-1", ledger, ["--json"], file: place.path + "/code", input: "")
    #expect(outcome.output == #"{"person":"p-1","position":1,"size":2}"# + "\n", "\(outcome.errors)")
    let found = try Products.run(["/bin/grep", "-rail", Self.ada, ledger])
    #expect(found.status == 1 && found.output.isEmpty)
  }

  @Test func attributesHaveDays() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeLedger(place)
    let given = ["residentIn=F/Gavasseto@2022-09-21", "club=a=b@c@2022-01-01/2022-12-31"]
    let outcome = try enrol("p-1", ledger, given.flatMap { ["--attribute", $0] })
    #expect(outcome.status == 0, "\(outcome.errors)")
    let shown = try Products.albo("people", "show", "p-1", "--ledger", ledger, "--json").json()
    let attributes = try #require(shown["attributes"]?.elements)
    #expect(attributes.map { $0["value"]?.text } == ["F/Gavasseto", "a=b@c"])
    #expect(attributes.map { $0["from"]?.text } == ["2022-09-21", "2022-01-01"])
    #expect(attributes.map { $0["to"]?.text } == [nil, "2022-12-31"])
  }

  @Test(arguments: ["residentIn", "residentIn=F", "=F@2022-01-01", "a=F@2022", "a=F@2022-01-01/", "a=F@2022-01-01/x"])
  func anAttributeThatIsNoneIsExplained(attribute: String) throws {
    let place = try TemporaryDirectory()
    let outcome = try enrol("p-1", place.path + "/none", ["--attribute", attribute])
    #expect(outcome.status == 2 && outcome.errors.contains("NAME=VALUE@FROM"), "\(outcome.errors)")
  }

  @Test(arguments: ["", "RSSADA80A41H223X", "RSSADA80A41H223M\nBNCBRN80A01H223D\n", "01234567897"])
  func aWrongCodeIsRefusedAndNotRepeated(input: String) throws {
    let place = try TemporaryDirectory()
    let ledger = try makeLedger(place)
    let outcome = try enrol("p-1", ledger, input: input)
    #expect(outcome.status == 1 && outcome.errors.contains("taxCode"), "\(outcome.errors)")
    #expect(!outcome.errors.contains("RSSADA") && !outcome.errors.contains("01234567897"))
    #expect(!Files.exists(ledger + "/vault/identities"))
  }

  @Test func thereIsNoOptionForTheCodeItself() throws {
    let place = try TemporaryDirectory()
    #expect(try enrol("p-1", place.path + "/none", ["--tax-code", Self.ada]).status == 2)
    let help = try Products.albo("people", "enrol", "--help").output
    #expect(help.contains("--tax-code-file") && help.contains("keys/identity.key"))
  }
}
