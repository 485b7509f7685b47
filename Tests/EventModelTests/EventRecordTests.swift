import Bytes
import EventModel
import Foundation
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing
import TransparencyLog

/// The records that are written by hand and scanned by hand, against the generated protobuf code.
@Suite struct EventRecordTests {
  @Test func recordsAreTheBytesThatTheGeneratedEncoderWrites() throws {
    for seed in 0..<1000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let envelope = Envelope.random(using: &random)
      let act = random.bytes(random.chance(80) ? random.int(0...300) : 0)
      let message = Albo_V1_Event(envelope, act: act)
      #expect(try envelope.record(act: act) == message.serializedBytes(), "seed \(seed)")
    }
  }

  @Test func aScanFindsWhatWasWritten() throws {
    for seed in 0..<1000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let envelope = Envelope.random(using: &random)
      let act = random.bytes(random.int(0...300))
      let record = envelope.record(act: act)
      let scan = try EventScan(record.span)
      #expect(try scan.envelope(in: record.span) == envelope, "seed \(seed)")
      #expect(record.span.bytes(scan.act) == act, "seed \(seed)")
      #expect(scan.stream(in: record.span) == envelope.stream && scan.type(in: record.span) == envelope.type)
      #expect(scan.commandID(in: record.span) == envelope.commandID)
      #expect(scan.version == envelope.version && scan.recordedAt == envelope.recordedAt)
    }
  }

  @Test func textsOfTheRecordBeforeChangeNothing() throws {
    var random = SplitMix64(seed: 11)
    let envelopes = (0..<20).map { _ in Envelope.random(using: &random) }
    var texts = EnvelopeTexts()
    for _ in 0..<2000 {
      // Mostly another value of one text at a time, as events of one stream follow each other.
      var envelope = envelopes[random.int(0...19)]
      if random.chance(50) { envelope.stream = envelopes[random.int(0...1)].stream }
      if random.chance(50) { envelope.type = envelopes[random.int(0...1)].type }
      if random.chance(50) { envelope.actor = envelopes[random.int(0...1)].actor }
      if random.chance(50) { envelope.recorder = random.chance(50) ? "" : "recorder" }
      let record = envelope.record(act: [1])
      #expect(try EventScan(record.span).envelope(in: record.span, &texts) == envelope)
    }
  }

  @Test func aCopyOfAnEnvelopeIsItsOwn() {
    var random = SplitMix64(seed: 12)
    let first = Envelope.random(using: &random)
    var copy = first
    copy.actor = Actor("person:another")!
    copy.commitments.append(Commitment(field: "name", digest: random.bytes(32)))
    #expect(first != copy && copy.recorder == first.recorder && copy.commitments.dropLast() == first.commitments[...])
    #expect(first.actor != copy.actor && first.commitments.count + 1 == copy.commitments.count)
  }

  @Test func fieldsOfTheFutureArePassedOver() throws {
    var random = SplitMix64(seed: 3)
    let envelope = Envelope.random(using: &random)
    var message = Albo_V1_Event(envelope, act: [1, 2])
    var unknown = WireWriter()
    unknown.varint(.max, field: 20)
    unknown.bytes([1, 2, 3], field: 2000)
    // Kinds 1 and 5, which no field of a record has: eight bytes, four bytes.
    let fixed: [UInt8] =
      [18 << 3 | 1 & 0x7F | 0x80, 1] + random.bytes(8) + [19 << 3 & 0x7F | 5 | 0x80, 1] + random.bytes(4)
    let record = envelope.record(act: [1, 2]) + unknown.bytes + fixed
    message = try Albo_V1_Event(serializedBytes: record)
    #expect(Envelope(message) == envelope)
    #expect(try EventScan(record.span).envelope(in: record.span) == envelope)
  }

  @Test func damagedRecordsAreRefusedOrReadAsTheGeneratedDecoderReadsThem() throws {
    var read = 0
    for seed in 0..<20_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let act = random.bytes(random.int(0...40))
      var record = Envelope.random(using: &random).record(act: act)
      for _ in 0..<random.int(1...3) { record.damage(using: &random) }
      guard let scan = try? EventScan(record.span), let envelope = try? scan.envelope(in: record.span) else { continue }
      read += 1
      let message = try? Albo_V1_Event(serializedBytes: record)
      let isSame = message.map { Envelope($0) == envelope && [UInt8]($0.act) == record.span.bytes(scan.act) }
      #expect(isSame == true, "seed \(seed): \(Hex.text(record))")
    }
    #expect(read > 1000)
  }

  @Test func noBytesCrashAScan() {
    for seed in 0..<20_000 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let bytes = random.bytes(random.int(0...40))
      guard let scan = try? EventScan(bytes.span) else { continue }
      _ = try? scan.envelope(in: bytes.span)
    }
  }
}

extension [UInt8] {
  /// One change of a few: a bit, a byte, one more, one less, an end cut off, a part said twice.
  fileprivate mutating func damage(using random: inout SplitMix64) {
    guard !isEmpty else { return }
    let place = random.int(0...count - 1)
    switch random.int(0...5) {
    case 0: self[place] ^= 1 << UInt8(random.int(0...7))
    case 1: self[place] = UInt8(random.int(0...255))
    case 2: insert(UInt8(random.int(0...255)), at: place)
    case 3: remove(at: place)
    case 4: removeSubrange(place...)
    default: insert(contentsOf: self[place..<Swift.min(count, place + random.int(1...40))], at: place)
    }
  }
}

extension Albo_V1_Event {
  fileprivate init(_ envelope: Envelope, act: [UInt8]) {
    self.init()
    stream = envelope.stream.description
    version = envelope.version
    recordedAt = envelope.recordedAt.microseconds
    type = envelope.type.description
    self.act = Data(act)
    actor = envelope.actor.description
    onBehalfOf = envelope.onBehalfOf?.description ?? ""
    if let mandate = envelope.mandate { self.mandate = mandate.rawValue }
    channel = envelope.channel.rawValue
    assurance = envelope.assurance
    recorder = envelope.recorder
    if let occurredAt = envelope.occurredAt { self.occurredAt = occurredAt.microseconds }
    commandID = Data(envelope.commandID?.bytes ?? [])
    if let causedBy = envelope.causedBy { self.causedBy = causedBy.rawValue }
    commitments = envelope.commitments.map { commitment in
      .with { ($0.field, $0.digest) = (commitment.field, Data(commitment.digest)) }
    }
    if let reference = envelope.actReference {
      actReference = .with {
        ($0.number, $0.date, $0.hash) = (reference.number, reference.date.description, Data(reference.hash))
      }
    }
    if let under = envelope.under { self.under = under.rawValue }
  }
}

extension Envelope {
  fileprivate init(_ message: Albo_V1_Event) {
    self.init(
      stream: StreamName(unchecked: message.stream), version: message.version,
      recordedAt: Instant(microseconds: message.recordedAt), type: ActType(unchecked: message.type),
      actor: Actor(unchecked: message.actor),
      onBehalfOf: message.onBehalfOf.isEmpty ? nil : Actor(unchecked: message.onBehalfOf),
      mandate: message.hasMandate ? Position(message.mandate) : nil,
      channel: Channel(rawValue: message.channel) ?? .unspecified, assurance: message.assurance,
      recorder: message.recorder,
      occurredAt: message.hasOccurredAt ? Instant(microseconds: message.occurredAt) : nil,
      commandID: CommandID(bytes: [UInt8](message.commandID)),
      causedBy: message.hasCausedBy ? Position(message.causedBy) : nil,
      commitments: message.commitments.map { Commitment(field: $0.field, digest: [UInt8]($0.digest)) },
      actReference: CivilDate(message.actReference.date).map {
        ActReference(number: message.actReference.number, date: $0, hash: [UInt8](message.actReference.hash))
      }, under: message.hasUnder ? Position(message.under) : nil)
  }
}
