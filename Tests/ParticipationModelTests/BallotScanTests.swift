import EventModel
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing

/// The scan of a ballot sees what the generated decoder sees.
@Suite struct BallotScanTests {
  @Test func agreesWithTheDecoder() throws {
    for seed in UInt64(0)..<2_000 {
      var random = SplitMix64(seed: seed)
      let message = RandomElectionActs.ballot(&random)
      let wire: [UInt8] = try message.serializedBytes()
      // Within a record, the act lies somewhere in the middle.
      let (before, after) = (random.bytes(random.number(0...20)), random.bytes(random.number(0...20)))
      let record = before + wire + after
      let scan = try BallotScan(before.count..<before.count + wire.count, in: record.span)
      #expect(record.span.text(scan.district) == message.district, "seed \(seed)")
      #expect(scan.supersedes == (message.hasSupersedes ? message.supersedes : nil), "seed \(seed)")
      var (options, points) = ([String](), [UInt64]())
      try scan.forEachOption(in: record.span) { range, point throws(WireError) in
        options.append(record.span.text(range))
        points.append(point)
      }
      let counted = message.clear.options.indices.filter { !message.void.contains(UInt32($0)) }
      let expected = counted.map { index in
        index < message.clear.points.count ? UInt64(message.clear.points[index]) : 0
      }
      #expect(options == counted.map { message.clear.options[$0] } && points == expected, "seed \(seed)")
    }
  }

  @Test func refusesBytesThatAreNoMessage() throws {
    var random = SplitMix64(seed: 3)
    let wire: [UInt8] = try RandomElectionActs.ballot(&random).serializedBytes()
    for end in 1..<wire.count {
      // Cut short, it is refused or is a message with fewer fields; it never reads past the end.
      _ = try? BallotScan(0..<end, in: wire.span)
    }
    #expect(throws: WireError.self) { try BallotScan(0..<wire.count - 1, in: wire.span) }
  }
}
