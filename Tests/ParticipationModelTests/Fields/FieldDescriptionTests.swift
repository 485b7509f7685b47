import EventModel
import ParticipationModel
import SchemaOracle
import SwiftProtobuf
import Testing

/// What acts describe of their fields, against the published schema and against generated code.
@Suite struct FieldDescriptionTests {
  private static let acts = ActRegistry.albo.types.compactMap { ActRegistry.albo[$0] as? any MessageAct.Type }

  @Test func everyActIsHeldAgainstGeneratedCode() { #expect(Self.acts.count == ActRegistry.albo.types.count) }

  /// Names, numbers, types, presence and what is computed.
  @Test func descriptionsAgreeWithTheSchema() throws {
    for act in Self.acts { try compare(act.fields, act.type.shortName) }
  }

  private func compare(_ fields: [FieldDescription], _ name: String) throws {
    let message = try #require(SchemaComments.albo.message(name), "\(name)")
    // Sealed ballots are kept for another rulebook.
    let expected = message.members.filter { name != "BallotCast" || $0.name != "sealed" }
    #expect(fields.map(\.name) == expected.map(\.name), "\(name)")
    for (field, member) in zip(fields, expected) {
      let word = field.presence == .plain ? "" : field.presence == .list ? "repeated " : "optional "
      #expect(member.type == word + field.type, "\(name).\(field.name)")
      #expect(member.number == field.number, "\(name).\(field.name)")
      #expect(member.isComputed == field.isComputed, "\(name).\(field.name)")
      if field.isMessage { try compare(field.fields, field.type) }
      if !field.choices.isEmpty { try compare(choices: field.choices, field.type) }
    }
  }

  private func compare(choices: [String], _ name: String) throws {
    let members = try #require(SchemaComments.albo.enumeration(name), "\(name)").members
    #expect(members.map(\.number) == Array(0..<UInt32(members.count)), "\(name)")
    #expect(choices == members.map(\.name) || choices == members.dropFirst().map(\.name), "\(name)")
  }

  @Test func anExampleIsAWholeValidProposal() throws {
    for act in Self.acts { try checkExample(act) }
  }

  private func checkExample<Value: MessageAct>(_ act: Value.Type) throws {
    let example = Value.example
    #expect(throws: Never.self, "\(act.type)") { _ = try FieldChecker.checked(example) }
    #expect(try Value(wire: example.wire) == example, "\(act.type)")
    #expect(try Value(json: JSONText.value(of: JSONText.encode(example.json))) == example, "\(act.type)")
    #expect(example.proposed == example, "\(act.type)")
    #expect(Oracle.canonical(example.wire, Value.ActMessage.self) != nil, "\(act.type)")
  }

  /// Bounds hold in memory, in bytes and in JSON alike, and the refusal names the field by its whole path.
  @Test func aValueOutsideItsBoundsIsRefusedByItsPath() throws {
    var count = 0
    for act in Self.acts { count += try spoil(act) }
    #expect(count > 250)
  }

  private func spoil<Value: MessageAct>(_ act: Value.Type) throws -> Int {
    let all = SpoiledField.all(of: Value.example)
    for spoiled in all {
      for (reader, refusal) in refusals(of: spoiled.value).enumerated() {
        let isNamed = refusal?.faults.contains { $0.field == spoiled.path || $0.field.hasPrefix(spoiled.path + "[") }
        #expect(isNamed == true, "\(act.type).\(spoiled.path), reader \(reader): \(refusal?.description ?? "accepted")")
      }
    }
    return all.count
  }

  /// What the checker and both readers find wrong; nil for what accepts it.
  private func refusals<Value: MessageAct>(of value: Value) -> [InvalidAct?] {
    [
      refusal { _ = try FieldChecker.checked(value) }, refusal { _ = try Value(wire: value.wire) },
      refusal { _ = try Value(json: value.json) },
    ]
  }

  private func refusal(_ body: () throws -> Void) -> InvalidAct? {
    do { try body() } catch { return error as? InvalidAct }
    return nil
  }

  /// Random values of every act, valid or not: who accepts the value accepts its bytes and its JSON, and both give it back.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func randomValuesComeBackOrAreRefusedAlike(seed: UInt64) throws {
    for act in Self.acts { try roundTrip(act, seed) }
  }

  private func roundTrip<Value: MessageAct>(_ act: Value.Type, _ seed: UInt64) throws {
    let random = RandomFields.value(act, seed: seed)
    let checked = try? FieldChecker.checked(random)
    #expect((try? Value(wire: random.wire)) == checked, "\(act.type), seed \(seed)")
    #expect((try? Value(json: random.json)) == checked, "\(act.type), seed \(seed)")
    // Generated code has no checks, and takes each of them for the same message.
    let message = try #require(Oracle.canonical(random.wire, Value.ActMessage.self), "\(act.type), seed \(seed)")
    for spelling in Oracle.Spelling.allCases {
      let json = try Oracle.json(message, spelling)
      if spelling == .usual { #expect(json == random.json, "\(act.type), seed \(seed)") }
      #expect((try? Value(json: json)) == checked, "\(act.type), seed \(seed), \(spelling)")
    }
  }
}
