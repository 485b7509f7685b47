import Bytes
import TransparencyLog

/// A member of a proposal as it stands in JSON: for messages and documentation.
public struct ProposalMember: Sendable {
  /// Its name.
  public let name: String
  /// `string`, `integer`, `array`, `object`.
  public let jsonType: String
  /// Whether it must be given.
  public let isRequired: Bool
  /// What it means, with its unit.
  public let meaning: String

  /// Every member of a proposal.
  public static let all = [
    ProposalMember("id", "string", required: true, "a UUID, version 7: the idempotency key"),
    ProposalMember("act", "object", required: true, "the act as proto3 JSON, with @type"),
    ProposalMember("actor", "string", required: true, "who acts: a pseudonym or an office"),
    ProposalMember("onBehalfOf", "string", "on whose behalf"),
    ProposalMember("mandate", "integer", "the position of the mandate"),
    ProposalMember("channel", "string", "online, inPerson or paper"),
    ProposalMember("assurance", "integer", "how surely the actor was identified: 0 unknown to 3 high"),
    ProposalMember("occurredAt", "integer", "when it happened: µs since 1970 UTC, or RFC 3339 with an offset"),
    ProposalMember("expect", "object", "versions that streams must have"),
    ProposalMember("commitments", "array", "personal content that stays outside, by field and digest"),
    ProposalMember("actReference", "object", "the administrative act behind it: number, date, hash"),
    ProposalMember("under", "integer", "the transcription by which it is recorded: the position of its opening act"),
  ]

  private init(_ name: String, _ jsonType: String, required: Bool = false, _ meaning: String) {
    (self.name, self.jsonType, isRequired, self.meaning) = (name, jsonType, required, meaning)
  }
}

extension Proposal {
  /// Reads a proposal as it stands in JSON Lines and on the socket:
  /// `{"id", "act": {"@type", …}, "actor", "occurredAt", "expect": {stream: version}, …}`.
  ///
  /// - Parameters:
  ///   - registry: the acts that may be proposed.
  ///   - newID: the id of a proposal that has none; nil if each must have its own.
  /// - Throws: `InvalidAct` with every member that is wrong; unknown members are refused.
  public init(json: JSONValue, registry: ActRegistry, newID: CommandID? = nil) throws(InvalidAct) {
    guard let members = json.members else {
      throw InvalidAct(reason: "\(json.kind): expected an object with \(Self.memberNames)")
    }
    var reader = ProposalReader(members: members)
    for name in members.keys.sorted() where !ProposalMember.all.contains(where: { $0.name == name }) {
      reader.note(name, "a proposal has no such member; it has \(Self.memberNames)")
    }
    let (id, act, actor) = (reader.id(newID), reader.act(registry), reader.requiredActor())
    let optional = (
      onBehalfOf: reader.actor("onBehalfOf"), mandate: reader.position("mandate"), channel: reader.channel(),
      assurance: reader.assurance(), occurredAt: reader.occurredAt(), expected: reader.expectedVersions(),
      commitments: reader.commitments(), reference: reader.actReference(), under: reader.position("under")
    )
    guard let id, let act, let actor, reader.faults.isEmpty else { throw InvalidAct(reader.faults) }
    self.init(
      id: id, act: act, actor: actor, onBehalfOf: optional.onBehalfOf, mandate: optional.mandate,
      channel: optional.channel, assurance: optional.assurance, occurredAt: optional.occurredAt,
      expectedVersions: optional.expected, commitments: optional.commitments, actReference: optional.reference,
      under: optional.under)
  }

  private static var memberNames: String { ProposalMember.all.map(\.name).joined(separator: ", ") }

  /// The proposal as the JSON that `init(json:registry:)` reads.
  public var json: JSONValue {
    var members: [String: JSONValue] = [
      "id": .string(id.description), "act": act.typedJSON, "actor": .string(actor.description),
    ]
    members["onBehalfOf"] = onBehalfOf.map { .string($0.description) }
    members["mandate"] = mandate.map { .whole($0.rawValue) }
    if channel != .unspecified { members["channel"] = .string(channel.description) }
    if assurance != 0 { members["assurance"] = .integer(Int64(assurance)) }
    members["occurredAt"] = occurredAt.map { .integer($0.microseconds) }
    if !expectedVersions.isEmpty {
      members["expect"] = .object(
        .init(uniqueKeysWithValues: expectedVersions.map { ($0.key.description, .whole($0.value)) }))
    }
    if !commitments.isEmpty { members["commitments"] = .array(commitments.map(\.json)) }
    members["actReference"] = actReference?.json
    members["under"] = under.map { .whole($0.rawValue) }
    return .object(members)
  }
}

extension Act {
  /// The act as proto3 JSON with the member `@type`, as events and proposals show it.
  public var typedJSON: JSONValue {
    var members = json.members ?? [:]
    members["@type"] = .string(Self.type.description)
    return .object(members)
  }
}

extension Commitment {
  /// `{"field", "digest"}`, the digest in base64 as proto3 JSON has it.
  public var json: JSONValue {
    .object(["field": .string(field), "digest": .string(Base64.text(digest))])
  }
}

extension ActReference {
  /// `{"number", "date", "hash"}`, the hash in base64 as proto3 JSON has it.
  public var json: JSONValue {
    var members: [String: JSONValue] = ["number": .string(number), "date": .string(date.description)]
    if !hash.isEmpty { members["hash"] = .string(Base64.text(hash)) }
    return .object(members)
  }
}

/// Reads the members of a proposal one by one, and collects what is wrong with them.
private struct ProposalReader {
  let members: [String: JSONValue]
  var faults: [InvalidAct.Fault] = []

  init(members: [String: JSONValue]) { self.members = members }

  mutating func note(_ field: String, _ reason: String) { faults.append(.init(field: field, reason: reason)) }

  /// Notes what is wrong with a member, and stands for its value.
  private mutating func wrong<Value>(_ field: String, _ value: JSONValue?, expected: String) -> Value? {
    note(field, "\(value.map(\.shown) ?? "is missing"): expected \(expected)")
    return nil
  }

  mutating func id(_ new: CommandID?) -> CommandID? {
    guard let value = members["id"] else {
      return new ?? wrong("id", nil, expected: "a UUID, version 7 (RFC 9562)")
    }
    return value.text.flatMap { CommandID($0) } ?? wrong("id", value, expected: "a UUID, version 7 (RFC 9562)")
  }

  mutating func act(_ registry: ActRegistry) -> (any Act)? {
    guard var act = members["act"]?.members, let name = act.removeValue(forKey: "@type")?.text else {
      return wrong("act", members["act"], expected: "an object with the member @type")
    }
    // The short name is enough for an act of ours.
    let named = [name, "albo.v1.\(name)"].lazy.compactMap { ActType($0).flatMap { registry[$0] } }
    guard let known = named.first(where: { $0.isProposable }) else {
      let types = registry.proposableTypes.map(\.description).joined(separator: ", ")
      note("act.@type", "“\(name)” cannot be proposed; the known acts are \(types)")
      return nil
    }
    do { return try known.init(json: .object(act)) } catch {
      faults += error.within("act").faults
      return nil
    }
  }

  mutating func requiredActor() -> Actor? {
    members["actor"] == nil
      ? wrong("actor", nil, expected: "who acts, a pseudonym or an office: \(Actor.expectation)") : actor("actor")
  }

  mutating func actor(_ name: String) -> Actor? {
    guard let value = members[name] else { return nil }
    return value.text.flatMap { Actor($0) } ?? wrong(name, value, expected: Actor.expectation)
  }

  mutating func position(_ name: String) -> Position? {
    guard let value = members[name] else { return nil }
    return value.unsignedInteger.map { Position($0) } ?? wrong(name, value, expected: Position.expectation(.any))
  }

  mutating func channel() -> Channel {
    guard let value = members["channel"] else { return .unspecified }
    let words = Channel.allCases.map(\.description).joined(separator: ", ")
    return value.text.flatMap { Channel(word: $0) } ?? wrong("channel", value, expected: "one of \(words)")
      ?? .unspecified
  }

  mutating func assurance() -> UInt32 {
    guard let value = members["assurance"] else { return 0 }
    guard let level = value.unsignedInteger, level <= 3 else {
      return wrong("assurance", value, expected: "a number from 0 (unknown) to 3 (high)") ?? 0
    }
    return UInt32(level)
  }

  mutating func occurredAt() -> Instant? {
    guard let value = members["occurredAt"] else { return nil }
    return Instant(json: value) ?? wrong("occurredAt", value, expected: Instant.expectation(.any))
  }

  mutating func expectedVersions() -> [StreamName: UInt64] {
    guard let value = members["expect"] else { return [:] }
    guard let expected = value.members else {
      return wrong("expect", value, expected: "an object of streams and their versions") ?? [:]
    }
    var versions: [StreamName: UInt64] = [:]
    for (name, version) in expected {
      if let stream = StreamName(name), let number = version.unsignedInteger {
        versions[stream] = number
      } else {
        note("expect", "“\(name)”: expected a stream (category/name) with its version")
      }
    }
    return versions
  }

  mutating func commitments() -> [Commitment] {
    guard let value = members["commitments"] else { return [] }
    var commitments: [Commitment] = []
    guard let elements = value.elements else { return wrong("commitments", value, expected: "a list") ?? [] }
    for (index, element) in elements.enumerated() {
      if let field = element["field"]?.text, let text = element["digest"]?.text, let digest = Base64.bytes(text),
        digest.count == 32, element.members?.count == 2
      {
        commitments.append(Commitment(field: field, digest: digest))
      } else {
        note("commitments[\(index)]", "expected {\"field\", \"digest\": 32 bytes in base64}")
      }
    }
    return commitments
  }

  mutating func actReference() -> ActReference? {
    guard let value = members["actReference"] else { return nil }
    guard let number = value["number"]?.text, let text = value["date"]?.text, let date = CivilDate(text),
      let hash = value["hash"] == nil ? [] : value["hash"]?.text.flatMap(Base64.bytes),
      hash.isEmpty || hash.count == 32, value.members?.count == (value["hash"] == nil ? 2 : 3)
    else {
      return wrong(
        "actReference", value,
        expected: "{\"number\", \"date\": a day that exists (YYYY-MM-DD), \"hash\": 32 bytes in base64 or none}")
    }
    return ActReference(number: number, date: date, hash: hash)
  }
}
