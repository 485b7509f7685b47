import EventModel
import Glibc
import LocalFiles
import ParticipationModel
import Testing

/// What people expect of every command.
@Suite struct HabitTests {
  private static let albod = Products.directory + "/albod"

  @Test(arguments: ["albo", "albod", "albo-witness"] as [String])
  func everyProgramSaysItsVersion(program: String) throws {
    let outcome = try Products.run([Products.directory + "/" + program, "--version"])
    #expect(outcome.status == 0 && outcome.lines == [AlboVersion.text])
  }

  @Test(arguments: ["albo", "albod"] as [String])
  func completionsAreWritten(program: String) throws {
    for shell in ["bash", "zsh", "fish"] {
      let outcome = try Products.run(
        [Products.directory + "/" + program, "--generate-completion-script", shell])
      #expect(outcome.status == 0 && outcome.output.contains(program))
    }
  }

  @Test func whatIsMistypedIsAnsweredWithTheNearestName() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let mistakes: [([String], String, Int32)] = [
      (["elektions", "list"], "elections", 2), (["elections", "lisst"], "list", 2),
      (["elections", "list", "--jsn"], "--json", 2), (["verify", "--jsn"], "--json", 2),
      (["ask", "elections.taly", "street"], "elections.tally", 2), (["acts", "BalotCast"], "BallotCast", 2),
      (["record", "--example", "BallotCsat"], "BallotCast", 2), (["elections", "show", "streat"], "street", 1),
      (["elections", "tally", "streat"], "street", 1), (["views", "digest", "taly"], "tally", 1),
    ]
    for (words, name, status) in mistakes {
      let outcome = try Products.run(["/usr/bin/env", "ALBO_LEDGER=\(ledger)", Products.directory + "/albo"] + words)
      #expect(outcome.status == status && outcome.output.isEmpty, "\(words): \(outcome.output)")
      #expect(outcome.errors.contains("Did you mean ") && outcome.errors.contains(name), "\(outcome.errors)")
    }
    _ = try withDaemon(ledger, place.path + "/s") {
      let outcome = try Products.albo("elections", "show", "streat", "--socket", place.path + "/s")
      #expect(outcome.status == 1 && outcome.errors.contains("Did you mean “street”?"), "\(outcome.errors)")
    }
  }

  /// Nobody who guesses is helped to the pseudonym of a person.
  @Test func noPersonIsSuggested() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    for words in [["people", "show", "p-1"], ["volunteers", "show", "v-1"]] {
      let outcome = try Products.run([Products.directory + "/albo"] + words + ["--ledger", ledger])
      #expect(outcome.status == 1 && !outcome.errors.contains("Did you mean"), "\(outcome.errors)")
    }
  }

  @Test func optionsOfEveryCommandMayStandAnywhere() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    let lines: [[String]] = [
      ["elections", "list", "--ledger", ledger, "--json"], ["--ledger", ledger, "--json", "elections", "list"],
      ["--json", "elections", "--ledger=\(ledger)", "list"], ["elections", "--json", "list", "--ledger", ledger],
      ["--utc", "--ledger", ledger, "elections", "list", "--json"],
    ]
    let answers = try lines.map { try Products.run([Products.directory + "/albo"] + $0) }
    for (words, answer) in zip(lines, answers) {
      #expect(answer.status == 0 && answer.output == answers[0].output, "\(words): \(answer.errors)")
    }
    #expect(!answers[0].output.isEmpty)
  }

  @Test func timesAreLocalForPeopleAndStandardForPrograms() throws {
    let place = try TemporaryDirectory()
    let ledger = try makeStreetLedger(place)
    func events(_ words: String...) throws -> String {
      let albo = [Products.directory + "/albo", "events", "--limit", "1", "--ledger", ledger]
      return try Products.run(["/usr/bin/env", "TZ=IST-5:30"] + albo + words).output
    }
    let value = try JSONText.value(of: Array(events("--json").utf8))
    let item = try #require(value["items"]?.elements?.first)
    let text = try #require(item["recordedAt"]?.text)
    let instant = try #require(Instant(rfc3339: text))
    #expect(text.hasSuffix("Z") && instant.description == text)
    #expect(try events("--utc").contains(text))
    let local = instant.advanced(byMicroseconds: 19_800_000_000).description.prefix(19).replacing("T", with: " ")
    #expect(try events().contains("\(local) IST"))
  }

  @Test func exitStatusesAreThoseOfTheHelp() throws {
    let place = try TemporaryDirectory()
    for program in ["albo", "albod"] {
      let help = try Products.run([Products.directory + "/" + program, "--help"])
      #expect(help.status == 0 && help.output.contains("Exit status: 0 done, 1 refused"))
      let misused = try Products.run([Products.directory + "/" + program, "--nonsense"])
      #expect(misused.status == 2 && misused.output.isEmpty && !misused.errors.isEmpty)
    }
    let none = place.path + "/none"
    #expect(try Products.albo("status", "--ledger", none).status == 1)
    let daemon = try Products.run([Self.albod, "--ledger", none, "--socket", place.path + "/s"])
    #expect(daemon.status == 1 && daemon.errors.hasPrefix("albod: there is no ledger in "), "\(daemon.errors)")
  }
}
