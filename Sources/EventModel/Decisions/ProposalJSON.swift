import TransparencyLog

extension Proposal {
  /// Reads a proposal as it stands in JSON Lines and on the socket:
  /// `{"id", "act": {"@type", …}, "actor", "occurredAt", "expect": {stream: version}, …}`.
  ///
  /// - Parameter registry: the acts that may be proposed.
  /// - Throws: `InvalidAct` naming the member; unknown members are refused.
  public init(json: JSONValue, registry: ActRegistry) throws(InvalidAct) {
    guard let members = json.members else { throw InvalidAct(reason: "a proposal is a JSON object") }
    if let unknown = members.keys.sorted().first(where: { !Self.memberNames.contains($0) }) {
      throw InvalidAct(field: unknown, reason: "no such member; a proposal has \(Self.memberNames.sorted())")
    }
    let reader = ProposalReader(members: members)
    self.init(
      id: try reader.id(), act: try reader.act(registry), actor: try reader.requiredActor(),
      onBehalfOf: try reader.actor("onBehalfOf"), mandate: try reader.mandate(),
      channel: try reader.channel(), assurance: try reader.assurance(), occurredAt: try reader.occurredAt(),
      expectedVersions: try reader.expectedVersions(), commitments: try reader.commitments(),
      actReference: try reader.actReference())
  }

  private static let memberNames: Set<String> = [
    "id", "act", "actor", "onBehalfOf", "mandate", "channel", "assurance", "occurredAt", "expect",
    "commitments", "actReference",
  ]

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

/// Reads the members of a proposal one by one, naming the one that is wrong.
private struct ProposalReader {
  let members: [String: JSONValue]

  func id() throws(InvalidAct) -> CommandID {
    guard let text = members["id"]?.text, let id = CommandID(text) else {
      throw InvalidAct(field: "id", reason: "a UUID is needed, version 7 (RFC 9562)")
    }
    return id
  }

  func act(_ registry: ActRegistry) throws(InvalidAct) -> any Act {
    guard var act = members["act"]?.members, let name = act.removeValue(forKey: "@type")?.text else {
      throw InvalidAct(field: "act", reason: "an object with the member @type is needed")
    }
    guard let type = ActType(name), let known = registry[type], known.isProposable else {
      throw InvalidAct(
        field: "act.@type",
        reason: "“\(name)” cannot be proposed; known are \(registry.proposableTypes.map(\.description))")
    }
    do { return try known.init(json: .object(act)) } catch {
      throw InvalidAct(field: error.field.isEmpty ? "act" : "act.\(error.field)", reason: error.reason)
    }
  }

  func requiredActor() throws(InvalidAct) -> Actor {
    guard let actor = try actor("actor") else {
      throw InvalidAct(field: "actor", reason: "who acts must be said: a pseudonym or an office")
    }
    return actor
  }

  func actor(_ name: String) throws(InvalidAct) -> Actor? {
    guard let value = members[name] else { return nil }
    guard let text = value.text, let actor = Actor(text) else {
      throw InvalidAct(field: name, reason: "1 to 128 letters, digits and . _ - : / @ are needed")
    }
    return actor
  }

  func mandate() throws(InvalidAct) -> Position? {
    guard let value = members["mandate"] else { return nil }
    guard let position = value.unsignedInteger else {
      throw InvalidAct(field: "mandate", reason: "the position of an event is needed")
    }
    return Position(position)
  }

  func channel() throws(InvalidAct) -> Channel {
    guard let value = members["channel"] else { return .unspecified }
    guard let word = value.text, let channel = Channel(word: word) else {
      throw InvalidAct(field: "channel", reason: "one of \(Channel.allCases.map(\.description)) is needed")
    }
    return channel
  }

  func assurance() throws(InvalidAct) -> UInt32 {
    guard let value = members["assurance"] else { return 0 }
    guard let level = value.unsignedInteger, level <= 3 else {
      throw InvalidAct(field: "assurance", reason: "a number from 0 (unknown) to 3 (high) is needed")
    }
    return UInt32(level)
  }

  func occurredAt() throws(InvalidAct) -> Instant? {
    guard let value = members["occurredAt"] else { return nil }
    guard let microseconds = value.signedInteger else {
      throw InvalidAct(field: "occurredAt", reason: "microseconds since 1970 UTC are needed")
    }
    return Instant(microseconds: microseconds)
  }

  func expectedVersions() throws(InvalidAct) -> [StreamName: UInt64] {
    guard let value = members["expect"] else { return [:] }
    guard let expected = value.members else {
      throw InvalidAct(field: "expect", reason: "an object of streams and versions is needed")
    }
    var versions: [StreamName: UInt64] = [:]
    for (name, version) in expected {
      guard let stream = StreamName(name), let number = version.unsignedInteger else {
        throw InvalidAct(field: "expect", reason: "“\(name)” must be a stream with its version")
      }
      versions[stream] = number
    }
    return versions
  }

  func commitments() throws(InvalidAct) -> [Commitment] {
    guard let value = members["commitments"] else { return [] }
    var commitments: [Commitment] = []
    for element in value.elements ?? [.null] {
      guard let field = element["field"]?.text, let text = element["digest"]?.text,
        let digest = Base64.bytes(text), digest.count == 32, element.members?.count == 2
      else {
        throw InvalidAct(
          field: "commitments", reason: "a list of {\"field\", \"digest\": 32 bytes in base64} is needed")
      }
      commitments.append(Commitment(field: field, digest: digest))
    }
    return commitments
  }

  func actReference() throws(InvalidAct) -> ActReference? {
    guard let value = members["actReference"] else { return nil }
    guard let number = value["number"]?.text, let text = value["date"]?.text, let date = CivilDate(text),
      let hash = value["hash"] == nil ? [] : value["hash"]?.text.flatMap(Base64.bytes),
      hash.isEmpty || hash.count == 32, value.members?.count == (value["hash"] == nil ? 2 : 3)
    else {
      throw InvalidAct(
        field: "actReference",
        reason: "{\"number\", \"date\": an existing day YYYY-MM-DD, \"hash\": 32 bytes in base64 or none} is needed")
    }
    return ActReference(number: number, date: date, hash: hash)
  }
}
