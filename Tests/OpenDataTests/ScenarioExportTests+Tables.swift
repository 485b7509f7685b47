import EventLedger
import EventModel
import LocalFiles
import OpenData
import ParticipationLedger
import ParticipationModel
import Scenarios
import Testing
import TransparencyLog

/// Tables and their entry of a catalogue.
extension ScenarioExportTests {
  @Test func everyTableIsWhatThePackageSays() throws {
    let package = try Exported.json(played.path(.csv) + "/datapackage.json")
    let resources = package["resources"]?.elements ?? []
    let names = try Files.list(played.path(.csv)).filter { $0.hasSuffix(".csv") }
    #expect(resources.compactMap { $0["path"]?.text }.sorted() == names)
    for resource in resources {
      let table = try Exported.csv(played.path(.csv), resource["name"]?.text ?? "")
      let fields = resource["schema"]?["fields"]?.elements ?? []
      #expect(table.header == fields.compactMap { $0["name"]?.text })
      for field in fields {
        #expect(field["description"]?.text?.isEmpty == false)
        let (name, type) = (field["name"]?.text ?? "", field["type"]?.text ?? "")
        #expect(
          table.column(name).allSatisfy { $0.isEmpty || isCell($0, of: type) },
          "\(resource["path"]?.text ?? ""), \(name)")
      }
    }
  }

  private func isCell(_ text: String, of type: String) -> Bool {
    switch type {
    case "integer": UInt64(text).map { String($0) == text } ?? false
    case "boolean": text == "true" || text == "false"
    case "date": CivilDate(text) != nil
    case "datetime": isValue(.string(text), of: "time")
    default: true
    }
  }

  @Test func theTablesHaveTheFiguresOfTheQueries() async throws {
    let folder = played.path(.csv)
    let turnout = try await played.city.ask(ElectionTurnout(election: Consulte2022.election))
    let channels = try Exported.csv(folder, "turnout_by_channel").column("voters").compactMap(UInt64.init)
    #expect(channels.reduce(0, +) == turnout.voters)
    let days = try Exported.csv(folder, "turnout_by_day").column("voters").compactMap(UInt64.init)
    #expect(days.reduce(0, +) == turnout.voters)
    let tally = try await played.city.ask(ElectionTally(election: Consulte2022.election))
    #expect(try Exported.csv(folder, "election_options").column("votes") == tally.options.map { "\($0.votes)" })
    #expect(try Exported.csv(folder, "elected").rows.count == tally.elected.count)
    let votes = try Exported.csv(folder, "votes")
    #expect(!votes.rows.isEmpty && votes.column("member").allSatisfy { $0.hasPrefix("member-") })
  }

  /// No hour of fewer than five voters is shown, and what is not shown of a day counts at least five.
  @Test func smallHoursAreNotShown() throws {
    let hours = try Exported.csv(played.path(.csv), "turnout_by_hour").records
    let days = try Exported.csv(played.path(.csv), "turnout_by_day").records
    #expect(hours.contains { $0["suppressed"] == "true" })
    for day in days {
      let within = hours.filter { $0["hour"]?.hasPrefix(day["day"] ?? "?") == true }
      let shown = within.compactMap { $0["voters"].flatMap(UInt64.init) }
      #expect(shown.allSatisfy { $0 >= 5 })
      let hidden = within.count { $0["suppressed"] == "true" }
      let rest = (day["voters"].flatMap(UInt64.init) ?? 0) - shown.reduce(0, +)
      #expect(hidden == 0 ? rest == 0 : hidden >= 2 && rest >= 5, "\(day)")
    }
  }

  @Test func theCatalogueHasWhatTheProfileDemands() throws {
    let graph = try Exported.json(played.path(.csv) + "/catalog.jsonld")["@graph"]?.elements ?? []
    let demanded = [
      "dcatapit:Catalog": ["dct:title", "dct:description", "dct:publisher", "dct:modified", "dcat:dataset"],
      "dcatapit:Dataset": [
        "dct:identifier", "dct:title", "dct:description", "dct:modified", "dcat:theme", "dct:rightsHolder",
        "dct:accrualPeriodicity", "dcat:distribution",
      ],
      "dcatapit:Distribution": ["dct:format", "dct:license", "dcat:accessURL"],
      "dcatapit:Agent": ["foaf:name", "dct:identifier"],
      "dcatapit:LicenseDocument": ["foaf:name", "dct:type"],
    ]
    for (type, properties) in demanded {
      let nodes = graph.filter { $0["@type"]?.elements?.contains(.string(type)) == true }
      #expect(!nodes.isEmpty, "\(type)")
      for node in nodes { for property in properties { #expect(node[property] != nil, "\(type) \(property)") } }
    }
    let ids = Set(graph.compactMap { $0["@id"]?.text })
    for node in graph {
      for property in ["dct:publisher", "dct:rightsHolder", "dct:license", "dcat:dataset"] {
        guard let id = node[property]?["@id"]?.text else { continue }
        #expect(ids.contains(id), "\(property)")
      }
    }
  }
}
