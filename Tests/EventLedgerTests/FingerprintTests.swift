import Crypto
import EventLedger
import EventModel
import LMDB
import LogAudit
import Testing
import TransparencyLog

/// What is kept of a command beside its id, made here from nothing but its record.
@Suite struct FingerprintTests {
  @Test func aFingerprintFollowsFromTheRecord() async throws {
    try await TestLedger.with { ledger in
      let command = Proposal(
        id: id(10), act: CounterSet("a", 1), actor: actor, onBehalfOf: Actor("person:anna"), channel: .paper,
        occurredAt: Instant(microseconds: 5),
        commitments: [Commitment(field: "name", digest: Array(repeating: 7, count: 32))])
      _ = try await ledger.store.record(command, by: .tester)
      let record = try ledger.store.event(at: 1).record
      let row = try #require(try tables(ledger).first { $0.table == "commands" && $0.key == id(10).bytes })
      let expected = fingerprint(of: [record], withStreams: false)
      #expect(row.value.count == 28 && Array(row.value[12...]) == expected)
    }
  }

  @Test func ofActsThatNobodyDecidesItCoversTheStreams() async throws {
    try await TestLedger.with { ledger in
      try await ledger.appendMany(3)
      let rows = try tables(ledger)
      let commands = rows.filter { $0.table == "commands" }
      let row = try #require(commands.last)
      let records = rows.filter { $0.table == "records" }.map(\.value)
      let expected = fingerprint(of: Array(records.dropFirst()), withStreams: true)
      #expect(Array(row.value[12...]) == expected)
    }
  }
}

/// The first half of SHA-256("albo/command/v2\0" ‖ type, stream if nobody decides the act, act ‖ what the submitter set).
private func fingerprint(of records: [[UInt8]], withStreams: Bool) -> [UInt8] {
  var message: [UInt8] = []
  for record in records {
    let fields = Fields.of(record)
    message += delimited(1, fields.first { $0.number == 4 }?.content ?? [])
    if withStreams { message += delimited(2, fields.first { $0.number == 1 }?.content ?? []) }
    // What the decider computed is no part of what was proposed: the counter's former value, field 4.
    let act = fields.first { $0.number == 5 }?.content ?? []
    message += delimited(3, withStreams ? act : Fields.of(act).filter { $0.number != 4 }.flatMap(\.whole))
  }
  for field in Fields.of(records[0]) where [6, 7, 8, 9, 10, 12, 14, 15, 16].contains(field.number) {
    message += field.whole
  }
  return Array(SHA256.hash(data: Array("albo/command/v2\0".utf8) + message).prefix(16))
}

private func delimited(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
  [number << 3 | 2] + varint(content.count) + content
}

private func varint(_ number: Int) -> [UInt8] {
  number < 128 ? [UInt8(number)] : [UInt8(number & 127) | 128] + varint(number >> 7)
}

private struct WireField {
  var number: Int
  var content: [UInt8]
  /// With tag and length.
  var whole: [UInt8]
}

private enum Fields {
  /// The fields of a protobuf message in their order, read by hand.
  static func of(_ message: [UInt8]) -> [WireField] {
    var fields: [WireField] = []
    var offset = 0
    func readVarint() -> Int {
      var (value, shift) = (0, 0)
      repeat {
        value |= Int(message[offset] & 127) << shift
        shift += 7
        offset += 1
      } while message[offset - 1] > 127
      return value
    }
    while offset < message.count {
      let start = offset
      let tag = readVarint()
      var content: [UInt8] = []
      if tag & 7 == 2 {
        let count = readVarint()
        content = Array(message[offset..<offset + count])
        offset += count
      } else {
        _ = readVarint()
      }
      fields.append(WireField(number: tag >> 3, content: content, whole: Array(message[start..<offset])))
    }
    return fields
  }
}
