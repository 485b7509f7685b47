import EventLedger
import EventModel
import Glibc
import LocalFiles
import LogAudit
import OpenData
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// Tables of small ledgers, where cells are small.
@Suite struct TableTests {
  @Test func aSmallHourTakesAnotherOfItsDayWithIt() async throws {
    try await SmallCity.with { city in
      try await city.vote(byHour: [6, 2, 7])
      try await city.close()
      let hours = try Exported.csv(city.export(.csv), "turnout_by_hour")
      #expect(hours.column("voters") == ["", "", "7"])
      #expect(hours.column("suppressed") == ["true", "true", "false"])
    }
  }

  @Test func hoursOfASuppressedDayAreSuppressedToo() async throws {
    try await SmallCity.with { city in
      // From nine in the morning: fifteen hours of the first day, then one of the next.
      try await city.vote(byHour: [6, 7] + Array(repeating: 0, count: 13) + [3])
      try await city.close()
      let folder = try city.export(.csv)
      #expect(try Exported.csv(folder, "turnout_by_day").rows == [["vote", "", "", "true"]])
      #expect(try Exported.csv(folder, "turnout_by_hour").rows == [["vote", "", "", "true"]])
    }
  }

  /// As many rows as voters would tell that there is one in each.
  @Test func groupsOfWhichNoneIsShownAreNotTold() async throws {
    try await SmallCity.with { city in
      try await city.vote(byHour: [1, 1, 1, 1, 1, 1])
      try await city.close()
      let folder = try city.export(.csv)
      #expect(try Exported.csv(folder, "turnout_by_day").column("voters") == ["6"])
      #expect(try Exported.csv(folder, "turnout_by_hour").rows == [["vote", "", "", "true"]])
    }
  }

  @Test func hoursOfADayThatIsNotShownAreNotTold() async throws {
    try await SmallCity.with { city in
      // From nine in the morning: the first day has six and three, the second two, the third twelve.
      let first = [6, 3] + Array(repeating: 0, count: 13)
      try await city.vote(byHour: first + [2] + Array(repeating: 0, count: 23) + [12])
      try await city.close()
      let folder = try city.export(.csv)
      #expect(try Exported.csv(folder, "turnout_by_day").column("voters") == ["", "", "12"])
      let hours = try Exported.csv(folder, "turnout_by_hour").rows
      #expect(hours.map { $0[2] } == ["", "12"] && hours.first?[1] == "")
    }
  }

  @Test func officialResultsAreNotSuppressed() async throws {
    try await SmallCity.with { city in
      try await city.vote(byHour: [2])
      try await city.close()
      let folder = try city.export(.csv)
      #expect(try Exported.csv(folder, "election_options").column("votes") == ["2", "0"])
      #expect(try Exported.csv(folder, "election_options").column("label") == ["Project a", "Project b"])
      #expect(try Exported.csv(folder, "election_results").column("live") == ["2"])
      #expect(try Exported.csv(folder, "turnout_by_channel").column("voters") == [""])
    }
  }

  @Test func suppressionCanBeTurnedOff() async throws {
    try await SmallCity.with { city in
      try await city.vote(byHour: [2])
      let path = city.folder.path + "/all"
      let report = try OpenDataExport(of: city.ledger).writeTables(
        to: path, publication: Publication(smallCells: SmallCells(below: 0)))
      #expect(try Exported.csv(path, "turnout_by_hour").column("voters") == ["2"])
      #expect(report.suppressed == 0)
    }
  }

  @Test func hoursOfFewVolunteersAreSuppressedWithTheirMinutes() async throws {
    try await SmallCity.with { city in
      for number in 1...5 { try await city.addHours(of: "v\(number)", minutes: 30, entry: "e") }
      try await city.addHours(of: "v1", minutes: 45, entry: "f", project: "library", after: 60)
      let hours = try Exported.csv(city.export(.csv), "volunteer_hours")
      #expect(
        hours.rows == [["library", "2025-12", "", "", "", "true"], ["park", "2025-12", "5", "5", "150", "false"]])
    }
  }

  @Test func cellsAreQuotedWhereTheyNeedIt() async throws {
    try await SmallCity.with { city in
      for person in ["vera", "rita"] { try await city.enrol(person) }
      try await city.record(
        "OrganisationRegistered",
        #"{"organisation":"green","name":"The \"green\" ones,\nand friends","legalForm":"LEGAL_FORM_INFORMAL_GROUP","#
          + #""representative":"person:vera","contacts":["person:rita"]}"#)
      let names = try Exported.csv(city.export(.csv), "organisations").column("name")
      #expect(names == ["The \"green\" ones,\nand friends"])
    }
  }

  @Test func anEarlierExportIsReplacedAndSomethingElseIsNot() async throws {
    try await SmallCity.with { city in
      let path = try city.export(.csv)
      let before = try Exported.folder(path)
      #expect(try Exported.folder(city.export(.csv)) == before)
      let other = city.folder.path + "/letters"
      try Files.makeDirectory(other)
      try Files.write(Array("Dear".utf8), to: other + "/letter.txt")
      #expect(throws: LedgerError.self) { try city.export(.csv, as: "letters") }
      #expect(try Files.list(other) == ["letter.txt"])
      let left = try Files.list(city.folder.path).filter { $0.hasSuffix(".new") || $0.hasSuffix(".old") }
      #expect(left == [])
    }
  }

  @Test func aDirectoryThatHasMoreThanAnExportIsLeftAlone() async throws {
    try await SmallCity.with { city in
      let path = try city.export(.csv)
      try Files.makeDirectory(path + "/.git")
      let before = try Files.list(path)
      let error = #expect(throws: LedgerError.self) { try city.export(.csv) }
      #expect(try Files.list(path) == before)
      #expect(error?.description.contains(".git") == true)
    }
  }

  @Test func aDirectoryIsReplacedWhereALinkLeads() async throws {
    try await SmallCity.with { city in
      let path = try city.export(.csv)
      #expect(symlink(path, city.folder.path + "/link") == 0)
      try await city.addPersons()
      let before = try Exported.text(path + "/datapackage.json")
      _ = try city.export(.csv, as: "link")
      #expect(try Exported.text(path + "/datapackage.json") != before)
    }
  }

  /// The file that is put in place would take the place of the device or of the link of standard output.
  @Test func whatIsNoRegularFileIsNotReplaced() async throws {
    try await SmallCity.with { city in
      let pipe = city.folder.path + "/pipe"
      #expect(mkfifo(pipe, 0o600) == 0)
      #expect(throws: FileError.self) { try city.export(.popolo, as: "pipe") }
      var status = stat()
      #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    }
  }

  /// OWASP: a spreadsheet takes a text that starts like this for a formula.
  @Test(arguments: ["=1+1", "+39 0522", "-3", "@SUM(1)"] as [String])
  func aTextIsNoFormula(_ name: String) async throws {
    try await SmallCity.with { city in
      for person in ["vera", "rita"] { try await city.enrol(person) }
      try await city.record(
        "OrganisationRegistered",
        #"{"organisation":"green","name":"\#(name)","legalForm":"LEGAL_FORM_INFORMAL_GROUP","#
          + #""representative":"person:vera","contacts":["person:rita"]}"#)
      #expect(try Exported.csv(city.export(.csv), "organisations").column("name") == ["'" + name])
      let organisation = try Exported.json(city.export(.popolo))["organizations"]?.elements?.first
      #expect(organisation?["name"]?.text == name)
    }
  }

  @Test(arguments: [(5, true), (0, false)] as [(UInt64, Bool)])
  func theCatalogueSaysWhatIsSuppressedInBothLanguages(_ threshold: UInt64, _ isSuppressed: Bool) async throws {
    try await SmallCity.with { city in
      let path = city.folder.path + "/open"
      _ = try OpenDataExport(of: city.ledger).writeTables(
        to: path, publication: Publication(smallCells: SmallCells(below: threshold)))
      let text = try Exported.text(path + "/catalog.jsonld")
      #expect(text.contains("I conteggi di poche persone sono omessi") == isSuppressed)
      #expect(text.contains("Nessun conteggio di persone è omesso") == !isSuppressed)
    }
  }

  @Test(arguments: OpenDataFormat.allCases as [OpenDataFormat])
  func theLogAsItWasGivesWhatItGaveThen(_ format: OpenDataFormat) async throws {
    try await SmallCity.with { city in
      try await city.vote(byHour: [6])
      try await city.close()
      let size = try city.ledger.store.size
      let before = try Exported.files(city.export(format))
      try await city.record(ResultCertified(election: SmallCity.election), by: "person:commissioner")
      try await city.addPersons()
      let later = try Exported.files(city.export(format))
      let again = try Exported.files(city.export(format, at: size))
      #expect(again == before && later != before)
    }
  }

  @Test func aSizeThatWasNeverSignedIsRefused() async throws {
    try await SmallCity.with { city in
      #expect(throws: LedgerError.self) { try city.export(.popolo, at: LogSize(1000)) }
      let names = try Files.list(city.folder.path)
      #expect(!names.contains { $0.hasPrefix("popolo") })
    }
  }

  @Test(
    arguments: [("--license", "CC-BY"), ("--base-url", "ftp://x.org"), ("--publisher-id", "c h")] as [(String, String)])
  func whatIsNoAddressOrCodeIsRefused(_ option: String, _ value: String) {
    let error = #expect(throws: InvalidAct.self) {
      try Publication(
        publisherID: option == "--publisher-id" ? value : nil, license: option == "--license" ? value : nil,
        baseURL: option == "--base-url" ? value : nil)
    }
    #expect(error?.field == option)
  }
}
