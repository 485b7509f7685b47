import Bytes
import EventLedger
import EventModel
import Foundation
import LocalFiles
import LogAudit
import ParticipationLedger
import ParticipationModel
import Testing
import TransparencyLog

/// The log as a file, for whoever has nothing but the file.
@Suite struct ExportTests {
  @Test func everyLineIsAnEventWithItsBytes() async throws {
    try await CityFixture.with { city in
      try await city.recordElection()
      let lines = try lines(of: city.export())
      var filter = EventFilter(city.ledger)
      #expect(lines.count == 11)
      for (position, record) in try city.records().enumerated() {
        let event = try RecordedEvent(position: Position(UInt64(position)), record: record)
        #expect(try lines[position] == filter.json(event).with("record", .string(Base64.text(record))))
        #expect(lines[position]["leafHash"]?.text == MerkleHash.leaf(record).base64)
      }
      #expect(try lines[10]["checkpoint"]?.text == city.ledger.store.checkpoint().note.serialized)
    }
  }

  @Test func ballotsOfAnOpenElectionAreNotInTheFile() async throws {
    try await CityFixture.with { city in
      try await city.open()
      let ballot = try await city.record(CityFixture.ballot(1, ["b"]))
      let report = try city.ledger.export(toFile: city.beside("open.jsonl"))
      #expect(report.withheld == 1 && report.size == ballot.size)
      let line = try lines(of: city.beside("open.jsonl"))[Int(ballot.position.rawValue)]
      #expect(line["withheld"] == .bool(true) && line["record"] == nil && line["leafHash"] != nil)
      #expect(line["act"]?.members?.keys.sorted() == ["@type"])
      try await city.close()
      #expect(try city.ledger.export(toFile: city.beside("closed.jsonl")).withheld == 0)
    }
  }

  @Test func aFailureLeavesTheOlderFileAlone() async throws {
    struct Full: Error {}
    try await CityFixture.with { city in
      let path = try city.export()
      let before = try Files.read(path)
      try await city.record(CityFixture.election())
      func breakOff() throws {
        let file = try AtomicFile(path)
        _ = try city.ledger.export { line in
          try file.write(line)
          throw Full()
        }
      }
      #expect(throws: Full.self) { try breakOff() }
      #expect(try Files.read(path) == before)
      #expect(try Files.list(city.beside("")).filter { $0.hasSuffix(".new") } == [])
      #expect(throws: FileError.self) { try city.ledger.export(toFile: city.beside("none/export.jsonl")) }
    }
  }

  @Test func anEmptyFileAndOthersAreRefused() async throws {
    try await CityFixture.with { city in
      for text in ["", "\n", "{}\n", "no export\n", "{\"checkpoint\":\"x\"}\n"] {
        let path = try city.write(text, as: "other")
        #expect(throws: (any Error).self) { try LedgerRecords.open(path, registry: .albo) }
      }
      #expect(throws: LedgerError.self) { try LedgerRecords.open(city.beside("nothing"), registry: .albo) }
    }
  }

  @Test func recordsAreReadFromAnyPosition() async throws {
    try await CityFixture.with { city in
      try await city.recordHistory(seed: 5, proposals: 900)
      let records = try city.records()
      let sources: [any RecordSource] = [try city.exported(), try PublishedLog(city.publish())]
      for source in sources {
        for start in [0, 1, 255, 256, 300, records.count - 1, 2] {
          let page = try source.records(from: Position(UInt64(start)))
          #expect(page.first?.position == Position(UInt64(start)) && !page.isEmpty)
          #expect(page.map(\.bytes) == Array(records[start..<start + page.count]))
        }
        #expect(try source.records(from: Position(UInt64(records.count))).isEmpty)
      }
    }
  }
}
