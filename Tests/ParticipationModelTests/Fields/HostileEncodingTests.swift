import EventModel
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing

/// Bytes and JSON that are almost right: whatever is accepted, generated code takes for the same; whatever is refused for
/// its encoding, generated code would have to write otherwise.
@Suite struct HostileEncodingTests {
  @Test(arguments: 0..<25 as Range<UInt64>)
  func bytes(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for sample in try RandomActs.all(&random) {
      let type = try #require(type(of: sample.act) as? any MessageAct.Type)
      for _ in 0..<24 { try check(mutated(sample.wire, &random), type, seed) }
    }
  }

  private func mutated(_ wire: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var bytes = wire
    for _ in 0...random.number(0...1) {
      guard !bytes.isEmpty else { return bytes }
      let place = random.number(0...bytes.count - 1)
      switch random.number(0...6) {
      case 0: bytes[place] ^= 1 << random.number(0...7)
      case 1: bytes.insert(random.number(0...255), at: place)
      case 2: bytes.remove(at: place)
      case 3: bytes.removeSubrange(place...)
      case 4: bytes += bytes[place...]
      // A number in one byte more than it needs.
      case 5:
        bytes[place] |= 0x80
        bytes.insert(0, at: place + 1)
      // A field, explicitly with its default.
      default: bytes += [UInt8(random.number(1...31)) << 3 | random.one(of: [0, 2]), 0]
      }
    }
    return bytes
  }

  private func check<Value: MessageAct>(_ bytes: [UInt8], _ act: Value.Type, _ seed: UInt64) throws {
    let message = Oracle.canonical(bytes, Value.ActMessage.self)
    do {
      let value = try Value(wire: bytes)
      #expect(value.wire == bytes, "\(act.type), seed \(seed)")
      let json = try message.map { try Oracle.json($0, .usual) }
      #expect(json == value.json, "\(act.type), seed \(seed): accepted, and generated code reads \(json as Any)")
    } catch let error as InvalidAct {
      let isUnusual = error.faults.allSatisfy { $0.reason == WireFieldReader.unusual }
      // A reserved field is known to generated code, and refused here.
      let isReserved =
        (message as? Albo_V1_BallotCast)?.choice.map { if case .sealed = $0 { true } else { false } } ?? false
      #expect(!isUnusual || message == nil || isReserved, "\(act.type), seed \(seed): \(error), \(bytes)")
    }
  }

  @Test(arguments: 0..<25 as Range<UInt64>)
  func json(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for sample in try RandomActs.all(&random) {
      let type = try #require(type(of: sample.act) as? any MessageAct.Type)
      for _ in 0..<16 { try check(mutated(sample.act.json, &random), type, seed) }
    }
  }

  private func mutated(_ json: JSONValue, _ random: inout SplitMix64) -> JSONValue {
    switch json {
    case .object(var members) where !members.isEmpty && random.chance(80):
      let name = random.one(of: members.keys.sorted())
      switch random.number(0...5) {
      case 0: members[name] = nil
      case 1: members[name + "s"] = members[name]
      default: members[name] = members[name].map { mutated($0, &random) }
      }
      return .object(members)
    case .array(var elements) where !elements.isEmpty && random.chance(80):
      let place = random.number(0...elements.count - 1)
      elements[place] = mutated(elements[place], &random)
      return .array(elements)
    default:
      let others: [JSONValue] = [
        .null, .bool(true), .integer(-1), .integer(0), .integer(1 << 40), .unsigned(.max), .number(0.5), .number(3),
        .string(""), .string("7"), .string("A"), .string("QUJD"), .string("-_-_"), .array([]), .object([:]),
        .array([json]), .string("GUARANTEE_KIND_BY_RIGHT"),
      ]
      return random.one(of: others)
    }
  }

  private func check<Value: MessageAct>(_ json: JSONValue, _ act: Value.Type, _ seed: UInt64) throws {
    let message = Oracle.message(json, Value.ActMessage.self)
    guard let value = try? Value(json: json) else { return }
    // Accepted: generated code reads the same message, or what it does not know is a short name or a time.
    let theirs: [UInt8]? = try message.map { try $0.serializedBytes() }
    #expect(theirs == value.wire, "\(act.type), seed \(seed): \(JSONText.text(json))")
  }
}
