import EventModel
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing
import TransparencyLog

@Suite struct EnvelopeJSONTests {
  @Test func isTheProto3JSONOfTheMessage() throws {
    let envelope = Envelope(
      stream: try #require(StreamName("election/x")), version: 3,
      recordedAt: Instant(microseconds: 1_700_000_000_000_001),
      type: try #require(ActType("albo.v1.BallotCast")), actor: try #require(Actor("elector")),
      onBehalfOf: Actor("org:1"), mandate: 7, channel: .paper, assurance: 2, recorder: "unix:1",
      occurredAt: Instant(microseconds: 5), commandID: .derived(from: 1, counter: 2), causedBy: 0,
      commitments: [Commitment(field: "name", digest: Array(repeating: 1, count: 32))],
      actReference: ActReference(number: "4/2026", date: try #require(CivilDate("2026-02-28"))), under: 3)
    var writer = WireWriter()
    envelope.write(act: [], to: &writer)
    var options = JSONEncodingOptions()
    options.alwaysPrintInt64sAsNumbers = true
    let text: [UInt8] = try Albo_V1_Event(serializedBytes: writer.bytes).jsonUTF8Bytes(options: options)
    #expect(try JSONText.value(of: text) == .object(envelope.jsonMembers))
  }
}
