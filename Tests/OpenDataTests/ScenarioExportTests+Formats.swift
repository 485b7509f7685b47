import EventLedger
import EventModel
import LogAudit
import OpenData
import ParticipationLedger
import Scenarios
import Testing
import TransparencyLog

/// CloudEvents 1.0 and Popolo.
extension ScenarioExportTests {
  @Test func everyLineKeepsTheRulesOfCloudEvents() throws {
    let lines = played.lines
    #expect(UInt64(lines.count) == played.report.events.rawValue + 1)
    let known: Set = [
      "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data",
    ]
    for line in lines {
      let members = try #require(line.members)
      #expect(members["specversion"]?.text == "1.0")
      for name in ["id", "source", "type", "subject", "dataschema"] {
        #expect(members[name]?.text?.isEmpty == false, "\(name)")
      }
      #expect(members["source"]?.text?.hasPrefix("https://albo.example.org/") == true)
      #expect(isValue(members["time"], of: "time"))
      for (name, value) in members where !known.contains(name) {
        #expect(
          name.wholeMatch(of: #/[a-z0-9]{1,20}/#) != nil && (value.text != nil || value == .bool(true)), "\(name)")
      }
    }
    #expect(Set(lines.compactMap { $0["id"]?.text }).count == lines.count)
  }

  @Test func aLineIsTiedToItsRecord() throws {
    let position = try #require(played.lines.firstIndex { $0["type"]?.text == "albo.v1.BodyEstablished" })
    let line = played.lines[position]
    let event = try played.city.store.event(at: Position(UInt64(position)))
    #expect(line["leafhash"]?.text == event.leafHash.base64 && line["position"]?.text == "\(position)")
    #expect(line["type"]?.text == "albo.v1.BodyEstablished" && line["data"]?["body"]?.text == "area-a")
  }

  @Test func everyReferenceOfPopoloLeadsSomewhere() throws {
    let popolo = try Exported.json(played.path(.popolo))
    var ids: [String: Set<String>] = [:]
    for (name, value) in popolo.members ?? [:] where name != "meta" {
      ids[name] = Set((value.elements ?? []).compactMap { $0["id"]?.text })
      #expect(ids[name]?.count == value.elements?.count, "\(name)")
    }
    let targets = [
      "organization_id": "organizations", "on_behalf_of_id": "organizations", "person_id": "persons",
      "post_id": "posts", "motion_id": "motions", "voter_id": "persons", "area_id": "areas",
    ]
    for (name, value) in popolo.members ?? [:] where name != "meta" {
      let entities = (value.elements ?? []) + (value.elements ?? []).flatMap { $0["votes"]?.elements ?? [] }
      for entity in entities {
        for (field, target) in targets {
          guard let id = entity[field]?.text else { continue }
          #expect(ids[target]?.contains(id) == true, "\(name): \(field) \(id)")
        }
      }
    }
  }

  @Test func votesByNameAreTheCountsAndSecretOnesHaveNone() throws {
    let events = try Exported.json(played.path(.popolo))["vote_events"]?.elements ?? []
    #expect(events.count { $0["votes"] == nil } > 0 && events.count { $0["votes"] != nil } > 0)
    for event in events {
      #expect((event["classification"]?.text == "secret ballot") == (event["votes"] == nil))
      guard let votes = event["votes"]?.elements else { continue }
      for count in event["counts"]?.elements ?? [] {
        let same = votes.count { $0["option"] == count["option"] }
        #expect(count["value"]?.signedInteger == Int64(same))
      }
    }
  }
}
