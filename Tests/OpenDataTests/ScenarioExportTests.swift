import EventLedger
import EventModel
import OpenData
import ParticipationLedger
import ParticipationModel
import Scenarios
import Testing
import TransparencyLog

/// Every format over a whole city: the rules of each, checked here without other software.
@Suite(PlayingAndExporting()) struct ScenarioExportTests {
  let played: PlayedExports

  init() throws { played = try #require(PlayedExports.current) }

  @Test(arguments: OpenDataFormat.allCases as [OpenDataFormat])
  func theSameLogGivesTheSameBytes(_ format: OpenDataFormat) throws {
    let again = played.folder + "/again-\(format.rawValue)"
    try PlayedExports.export(played.city, format, to: again)
    #expect(try Exported.files(again) == Exported.files(played.path(format)))
  }

  @Test func everyFormatHasTheSignedCheckpoint() throws {
    let note = try played.city.store.checkpoint().note.serialized
    let log = ocel(objects: "log").first?["attributes"]?.elements ?? []
    #expect(log.contains { $0["name"]?.text == "checkpoint" && $0["value"]?.text == note })
    #expect(played.lines.last?["data"]?["checkpoint"]?.text == note)
    #expect(try Exported.json(played.path(.popolo))["meta"]?["checkpoint"]?.text == note)
    #expect(try Exported.json(played.path(.csv) + "/datapackage.json")["log"]?["checkpoint"]?.text == note)
    #expect(try Exported.text(played.path(.csv) + "/DICTIONARY.md").contains(note))
  }

  @Test func nobodyIsThereUnderTheLedgersPseudonym() throws {
    var pseudonyms: Set<String> = []
    try collectPseudonyms(&pseudonyms)
    #expect(pseudonyms.count > 280)
    for format in OpenDataFormat.allCases {
      for (name, bytes) in try Exported.files(played.path(format)) {
        let words = Set(bytes.split { !Self.isWord($0) }.map { String(decoding: $0, as: UTF8.self) })
        #expect(words.isDisjoint(with: pseudonyms.union(["voterTag"])), "\(format) \(name)")
        #expect(!String(decoding: bytes, as: UTF8.self).contains("person:"), "\(format) \(name)")
      }
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// Pseudonyms of everybody who is enrolled.
  private func collectPseudonyms(_ pseudonyms: inout Set<String>) throws {
    _ = try played.city.views.export("people") { line in
      let row = try JSONText.value(of: Array(line.dropLast()))["row"]
      if let person = row?["person"]?.text { pseudonyms.insert(person) }
    }
  }

  private func ocel(objects type: String) -> [JSONValue] {
    (played.log["objects"]?.elements ?? []).filter { $0["type"]?.text == type }
  }

  @Test func everyEventAndObjectIsOfADeclaredTypeWithDeclaredAttributes() throws {
    let log = played.log
    #expect(log.members?.keys.sorted() == ["eventTypes", "events", "objectTypes", "objects"])
    for (types, items) in [("eventTypes", "events"), ("objectTypes", "objects")] {
      var declared: [String: [String: String]] = [:]
      for type in log[types]?.elements ?? [] {
        let attributes = (type["attributes"]?.elements ?? []).map { ($0["name"]?.text ?? "", $0["type"]?.text ?? "") }
        declared[type["name"]?.text ?? ""] = Dictionary(uniqueKeysWithValues: attributes)
      }
      for item in log[items]?.elements ?? [] {
        let attributes = try #require(declared[item["type"]?.text ?? ""])
        for attribute in item["attributes"]?.elements ?? [] {
          let type = try #require(attributes[attribute["name"]?.text ?? ""], "\(item)")
          #expect(isValue(attribute["value"], of: type), "\(attribute)")
        }
      }
    }
  }

  func isValue(_ value: JSONValue?, of type: String) -> Bool {
    switch type {
    case "integer": value?.signedInteger != nil
    case "boolean": value == .bool(true) || value == .bool(false)
    case "time": value?.text?.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/#) != nil
    default: value?.text != nil
    }
  }

  @Test func idsAreUniqueAndEveryRelationLeadsToAnObject() throws {
    let log = played.log
    let (events, objects) = (log["events"]?.elements ?? [], log["objects"]?.elements ?? [])
    let ids = Set(objects.compactMap { $0["id"]?.text })
    #expect(ids.count == objects.count && Set(events.compactMap { $0["id"]?.text }).count == events.count)
    let broken = (events + objects).flatMap { $0["relationships"]?.elements ?? [] }.filter {
      !ids.contains($0["objectId"]?.text ?? "") || $0["qualifier"]?.text == nil
    }
    #expect(broken == [])
  }

  @Test func theEventsAreThoseOfTheLog() throws {
    let events = played.log["events"]?.elements ?? []
    #expect(UInt64(events.count) == played.report.events.rawValue)
    let counts = Dictionary(grouping: events) { $0["type"]?.text ?? "" }.mapValues { UInt64($0.count) }
    for type in try played.city.store.recordedTypes() { #expect(counts[type.type.shortName] == type.count) }
  }

  @Test func theAnnulledBallotsHistoryIsToldWithoutItsVoter() throws {
    let events = played.log["events"]?.elements ?? []
    let ballot = "ballot/\(played.report.annulled)"
    let history = events.filter { event in
      (event["relationships"]?.elements ?? []).contains { $0["objectId"]?.text == ballot }
    }
    #expect(history.compactMap { $0["type"]?.text } == ["BallotCast", "BallotChallenged", "BallotAnnulled"])
  }
}
