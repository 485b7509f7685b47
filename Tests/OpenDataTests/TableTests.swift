import EventLedger
import EventModel
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
      #expect(try Exported.csv(folder, "turnout_by_day").column("voters") == ["", ""])
      #expect(try Exported.csv(folder, "turnout_by_hour").column("voters") == ["", "", ""])
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
