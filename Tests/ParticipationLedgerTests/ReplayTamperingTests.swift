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

/// What somebody changed between the ledger and the auditor is found, and what the operator forged is named.
@Suite struct ReplayTamperingTests {
  private func findings(_ city: CityFixture, _ path: String) throws -> [ReplayFinding] {
    let report = try city.replay(path)
    #expect(!report.isVerified && !report.isSound)
    return report.findings
  }

  /// An election of eleven events: the opening of the ledger, call, opening, five ballots, close, certification.
  private func withElection(_ body: (CityFixture) throws -> Void) async throws {
    try await CityFixture.with { city in
      try await city.recordElection()
      #expect(try city.ledger.store.size == 10)
      try body(city)
    }
  }

  private func record(_ line: JSONValue) throws -> [UInt8] {
    try #require(line["record"]?.text.flatMap { Base64.bytes($0) })
  }

  // MARK: On the way

  @Test func aChangedByteIsNamed() async throws {
    try await withElection { city in
      var lines = try lines(of: city.export())
      for position in 0..<10 {
        var bytes = try record(lines[position])
        bytes[bytes.count / 2] ^= 1
        let whole = lines[position]
        lines[position] = whole.with("record", .string(Base64.text(bytes)))
        let findings = try findings(city, city.write(lines))
        #expect(findings.map(\.kind) == [.source] && findings[0].message.contains("record \(position) "))
        lines[position] = whole
      }
    }
  }

  @Test func aChangedByteWithItsHashDoesNotHaveTheRoot() async throws {
    try await withElection { city in
      var lines = try lines(of: city.export())
      var bytes = try record(lines[4])
      bytes[bytes.count - 1] ^= 1
      lines[4] = lines[4].with("record", .string(Base64.text(bytes)))
        .with("leafHash", .string(MerkleHash.leaf(bytes).base64))
      #expect(try findings(city, city.write(lines)).first?.kind == .root)
    }
  }

  @Test func aReadablePartThatLiesIsPointedOut() async throws {
    try await withElection { city in
      let whole = try lines(of: city.export())
      for (name, value) in [("actor", "somebody"), ("recordedAt", "never"), ("act", "none"), ("more", "words")] {
        var lines = whole
        lines[4] = lines[4].with(name, .string(value))
        let report = try city.replay(city.write(lines))
        #expect(report.isVerified && report.firstMisreading == 4, "\(name)")
      }
    }
  }

  @Test func swappedMissingAndAddedLinesAreFound() async throws {
    try await withElection { city in
      let whole = try lines(of: city.export())
      var swapped = whole
      swapped.swapAt(4, 5)
      var missing = whole
      missing.remove(at: 5)
      var last = whole
      last.remove(at: 9)
      let added = whole[..<10] + [whole[9].with("position", .integer(10)), whole[10]]
      for lines in [swapped, missing, last, Array(added)] {
        #expect(try findings(city, city.write(lines)).first?.kind == .source)
      }
    }
  }

  @Test func linesThatAreRenumberedDoNotHaveTheRoot() async throws {
    try await withElection { city in
      var lines = try lines(of: city.export())
      lines.swapAt(4, 5)
      for position in 4...5 { lines[position] = lines[position].with("position", .integer(Int64(position))) }
      #expect(try findings(city, city.write(lines)).first?.kind == .root)
    }
  }

  @Test func aChangedCheckpointIsNotSigned() async throws {
    try await withElection { city in
      var lines = try lines(of: city.export())
      let note = try #require(lines[10]["checkpoint"]?.text)
      lines[10] = lines[10].with("checkpoint", .string(note.replacingOccurrences(of: "\n10\n", with: "\n9\n")))
      let findings = try findings(city, city.write(lines))
      #expect(findings.map(\.kind) == [.signature])
    }
  }

  @Test func anotherKeyDoesNotVerify() async throws {
    try await withElection { city in
      let key = try SigningKey.generate(name: city.ledger.store.origin).verifierKey
      let report = try city.replay(city.export(), key: key)
      #expect(report.findings.map(\.kind) == [.signature] && report.views == [] && report.decided == .zero)
    }
  }

  @Test func aFileThatWasCutOffIsNoExport() async throws {
    try await withElection { city in
      let bytes = try Files.read(city.export())
      for count in [0, 1, bytes.count / 2, bytes.count - 1] {
        let path = try city.write(String(decoding: bytes.prefix(count), as: UTF8.self), as: "cut.jsonl")
        #expect(throws: (any Error).self) { try city.replay(path) }
      }
    }
  }

  // MARK: By the operator, whose key signs whatever it likes

  @Test func aBallotAfterTheCloseIsNamed() async throws {
    try await withElection { city in
      var records = try city.records()
      records.append(city.undecided(CityFixture.ballot(7, ["a"]), version: 10))
      let report = try city.replay(city.forge(records))
      let finding = try #require(report.findings.first)
      #expect(report.isRootVerified && report.findings.count == 1 && report.decided == 10)
      #expect(finding.kind == .refused && finding.position == 10 && finding.stream == "election/e")
      #expect(finding.type == "albo.v1.BallotCast" && finding.code != nil && finding.rule != nil, "\(finding)")
    }
  }

  @Test func aChangedResultIsNamed() async throws {
    try await withElection { city in
      var records = try city.records()
      let event = try RecordedEvent(position: 9, record: records[9])
      let old = try #require(event.act(.albo) as? ResultCertified)
      var act = old
      act.result?.live += 1
      var writer = WireWriter()
      event.envelope.write(act: act.wire, to: &writer)
      records[9] = writer.bytes
      let finding = try #require(try findings(city, city.forge(records)).first)
      #expect(finding.kind == .different && finding.position == 9, "\(finding)")
      #expect(finding.message.contains("“live” is 5"), "\(finding)")
    }
  }

  @Test func whatWasLeftOutIsMissed() async throws {
    try await withElection { city in
      // A ballot less: the versions of the stream tell; renumbered, the count at the close does.
      var records = try city.records()
      records.remove(at: 4)
      #expect(try findings(city, city.forge(records)).first?.position == 4)
      for position in 4..<9 {
        let event = try RecordedEvent(position: Position(UInt64(position)), record: records[position])
        var (envelope, writer) = (event.envelope, WireWriter())
        envelope.version -= 1
        envelope.write(act: event.act, to: &writer)
        records[position] = writer.bytes
      }
      let finding = try #require(try findings(city, city.forge(records)).first)
      #expect([.different, .refused].contains(finding.kind) && (finding.position ?? 0) > 4, "\(finding)")
    }
  }

  @Test func anEventOutOfOrderIsNamed() async throws {
    try await withElection { city in
      var records = try city.records()
      records.swapAt(3, 4)
      #expect(try findings(city, city.forge(records)).first?.position == 3)
    }
  }

  @Test func aCommandTwiceIsNamed() async throws {
    try await withElection { city in
      var records = try city.records()
      records.insert(records[3], at: 4)
      let finding = try #require(try findings(city, city.forge(records)).first)
      #expect(finding.position == 4 && finding.message.contains("used before"))
    }
  }

  @Test func timeThatRunsBackwardsIsNamed() async throws {
    try await withElection { city in
      let records = try city.records()
      city.clock.set(CityFixture.minute(-5))
      let early = city.undecided(CityFixture.election("late"), version: 1)
      let finding = try #require(try findings(city, city.forge(records + [early])).first)
      #expect(finding.kind == .record && finding.position == 10)
      #expect(finding.message.contains("earlier than the event before it"))
    }
  }

  @Test func timesAndNamesThatNoWriterTakesAreNamed() async throws {
    try await withElection { city in
      let records = try city.records()
      let event = try RecordedEvent(position: 9, record: records[9])
      for change in [
        { $0.recordedAt = Instant(microseconds: .max) }, { $0.recorder = String(repeating: "x", count: 129) },
        { $0.actor = Actor(unchecked: "a b") }, { $0.assurance = 4 }, { $0.occurredAt = Instant(microseconds: .max) },
        { $0.stream = StreamName(unchecked: "?") }, { $0.type = ActType(unchecked: "?") }, { $0.causedBy = 3 },
      ] as [(inout Envelope) -> Void] {
        var (envelope, writer) = (event.envelope, WireWriter())
        change(&envelope)
        envelope.write(act: event.act, to: &writer)
        let finding = try #require(try findings(city, city.forge(records[..<9] + [writer.bytes])).first)
        #expect([.record, .refused].contains(finding.kind) && finding.position == 9, "\(finding)")
      }
    }
  }

  @Test func whatWasDecidedBeforeTheDamageStays() async throws {
    try await CityFixture.with { city in
      try await city.recordHistory(seed: 61, proposals: 1400)
      var lines = try lines(of: city.export())
      try #require(lines.count > 510)
      lines[505] = lines[505].with("leafHash", .string(MerkleHash.emptyRoot.base64))
      let report = try city.replay(city.write(lines))
      #expect(report.findings.map(\.kind) == [.source] && !report.isRootVerified)
      #expect(report.decided > 400 && report.decided <= 500)
      let digests = try city.digests(at: report.decided)
      #expect(report.views == digests)
    }
  }

  @Test func bytesThatAreNoEventAreNamed() async throws {
    try await withElection { city in
      let records = try city.records() + [[1, 2, 3]]
      let finding = try #require(try findings(city, city.forge(records)).first)
      #expect(finding.kind == .record && finding.position == 10)
    }
  }

  @Test func anUnknownFieldInAnEnvelopeIsNamed() async throws {
    try await withElection { city in
      var records = try city.records()
      // Field 31, varint 1: no reader shows it.
      records[3] += [0xF8, 0x01, 0x01]
      let finding = try #require(try findings(city, city.forge(records)).first)
      #expect(finding.kind == .different && finding.position == 3)
    }
  }

  @Test func anActThatOnlyFollowsCannotStandAlone() async throws {
    try await withElection { city in
      let opened = try RecordedEvent(position: 0, record: city.records()[0])
      let act = try #require(opened.act(.albo.adding(LedgerOpened.self)))
      let records = try city.records() + [city.undecided(act, version: 2)]
      #expect(try findings(city, city.forge(records)).first?.code == "NotProposable")
    }
  }

  @Test func aLogOpenedUnderAnotherKeyIsNamed() async throws {
    try await CityFixture.with { other in
      let records = try other.records()
      try await CityFixture.with { city in
        let finding = try #require(try findings(city, city.forge(records)).first)
        #expect(finding.position == 0 && finding.message.contains("by its own records"))
      }
    }
  }

  @Test func whatIsFoundTwiceIsTheSame() async throws {
    try await withElection { city in
      let records = try city.records() + [city.undecided(CityFixture.ballot(7, ["a"]), version: 10)]
      let (path, work) = (try city.forge(records), city.beside("work"))
      let first = try city.replay(path, work: work)
      #expect(try city.replay(path, work: work) == first && first.decided == 10)
    }
  }
}
