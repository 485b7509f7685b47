import EventLedger
import EventModel
import TransparencyLog

/// OCEL 2.0 in JSON (ocel-standard.org): events, the objects that they refer to, and the relations between these.
///
/// Ballots are written as they are read; memory grows by one entry for each other object, with its attributes.
struct Ocel2Export {
  private let source: OpenDataSource
  private let progress: OpenDataProgress
  private var objects: [OpenEvent.ObjectID: [JSONValue]] = [:]

  /// - Parameter progress: called for objects and for events, because the log is read once for each.
  init(_ source: OpenDataSource, progress: @escaping OpenDataProgress) {
    (self.source, self.progress) = (source, progress)
  }

  /// Writes the log.
  mutating func write(to write: @escaping ([UInt8]) throws -> Void) throws -> OpenDataReport {
    var report = OpenDataReport(source)
    var stream = try JSONStream(to: write)
    try stream.member("eventTypes", .array(eventTypes()))
    try stream.array("objects") { stream in try writeObjects(&stream, &report) }
    try stream.member("objectTypes", .array(objectTypes()))
    try stream.array("events") { stream in
      try source.forEachEvent("events", progress: progress) { try stream.element(Self.json($0)) }
    }
    try stream.end()
    return report
  }

  private mutating func writeObjects(_ stream: inout JSONStream, _ report: inout OpenDataReport) throws {
    let source = source
    try source.forEachEvent("objects of events", progress: progress) { event in
      report.count(event)
      try collect(event, &stream, &report)
    }
    objects[OpenEvent.ObjectID(type: .log, name: source.origin), default: []] += logAttributes()
    for (object, attributes) in objects.sorted(by: { $0.key.text < $1.key.text }) {
      try stream.element(Self.json(object, attributes))
    }
    report.objects += UInt64(objects.count)
  }

  private mutating func collect(
    _ event: OpenEvent, _ stream: inout JSONStream, _ report: inout OpenDataReport
  ) throws {
    for object in event.objects.map(\.object) where object.type != .ballot || event.castsBallot {
      if object.type == .ballot {
        try stream.element(Self.json(object, []))
        report.objects += 1
      } else if objects[object] == nil {
        objects[object] = []
      }
    }
    guard let described = event.described else { return }
    objects[described, default: []] += event.attributes.map { Self.json($0, at: event.recordedAt) }
  }

  /// Size, root and checkpoint, as attributes of the object for the log.
  private func logAttributes() -> [JSONValue] {
    source.provenance.filter { $0.key != "origin" }.sorted { $0.key < $1.key }.map { name, value in
      .object(["name": .string(name), "value": value, "time": .string(source.asOf.description)])
    }
  }

  private func eventTypes() throws -> [JSONValue] {
    try source.recordedTypes().map { type in
      let disclosure = ActDisclosure.of(type)
      var attributes: [String: AttributeType] = [
        "position": .integer, "leafHash": .string, "type": .string, "actor": .string, "channel": .string,
        "withheld": .boolean,
      ]
      if let disclosure, disclosure.describes == nil { attributes.merge(disclosure.attributes) { first, _ in first } }
      return Self.declaration(Self.name(type), attributes)
    }
  }

  private func objectTypes() -> [JSONValue] {
    let present = Set(objects.keys.map(\.type)).union([.ballot])
    return ObjectType.allCases.filter { present.contains($0) }.map { type in
      var attributes: [String: AttributeType] = [:]
      for disclosure in ActDisclosure.acts.values where disclosure.described == type {
        attributes.merge(disclosure.attributes) { first, _ in first }
      }
      if type == .log { attributes.merge(["size": .integer, "root": .string, "checkpoint": .string]) { $1 } }
      return Self.declaration(type.rawValue, attributes)
    }
  }
}

extension Ocel2Export {
  /// The activity: the last part of the act's type, or the whole type for acts that are not Albo's own.
  static func name(_ type: ActType) -> String {
    type.description.hasPrefix("albo.v1.") ? type.shortName : type.description
  }

  private static func declaration(_ name: String, _ attributes: [String: AttributeType]) -> JSONValue {
    .object([
      "name": .string(name),
      "attributes": .array(
        attributes.sorted { $0.key < $1.key }.map { name, type in
          .object(["name": .string(name), "type": .string(type.rawValue)])
        }),
    ])
  }

  private static func json(_ object: OpenEvent.ObjectID, _ attributes: [JSONValue]) -> JSONValue {
    .object([
      "id": .string(object.text), "type": .string(object.type.rawValue), "attributes": .array(attributes),
      "relationships": .array(relationships(of: object)),
    ])
  }

  /// An object within another belongs to it: a seat to its body, an option to its election.
  private static func relationships(of object: OpenEvent.ObjectID) -> [JSONValue] {
    let owners: [ObjectType: ObjectType] = [
      .mandate: .organisation, .seat: .body, .meeting: .body, .agendaItem: .body, .resolution: .body,
      .option: .election,
    ]
    guard let owner = owners[object.type] else { return [] }
    let name = String(object.name.prefix { $0 != "/" })
    return [relationship(OpenEvent.ObjectID(type: owner, name: name), "of")]
  }

  private static func relationship(_ object: OpenEvent.ObjectID, _ qualifier: String) -> JSONValue {
    .object(["objectId": .string(object.text), "qualifier": .string(qualifier)])
  }

  private static func json(_ attribute: OpenEvent.Attribute, at time: Instant? = nil) -> JSONValue {
    var members: [String: JSONValue] = ["name": .string(attribute.name), "value": attribute.value]
    if attribute.type == .time, let instant = attribute.value.signedInteger {
      members["value"] = .string(Instant(microseconds: instant).description)
    }
    members["time"] = time.map { .string($0.description) }
    return .object(members)
  }

  private static func json(_ event: OpenEvent) -> JSONValue {
    func attribute(_ name: String, _ value: JSONValue) -> JSONValue {
      .object(["name": .string(name), "value": value])
    }
    var attributes = [
      attribute("position", .whole(event.position.rawValue)), attribute("leafHash", .string(event.leafHash)),
      attribute("type", .string(event.type.description)),
    ]
    if let actor = event.actor { attributes.append(attribute("actor", .string(actor))) }
    if let channel = event.channel { attributes.append(attribute("channel", .string(channel.description))) }
    if event.isWithheld { attributes.append(attribute("withheld", .bool(true))) }
    if event.described == nil { attributes += event.attributes.map { json($0) } }
    return .object([
      "id": .string("event/\(event.position)"), "type": .string(name(event.type)),
      "time": .string(event.recordedAt.description), "attributes": .array(attributes),
      "relationships": .array(event.objects.map { relationship($0.object, $0.qualifier) }),
    ])
  }
}

extension ActDisclosure {
  /// The attributes from the act's own fields, by name.
  var attributes: [String: AttributeType] {
    fields.compactMapValues { disclosure in
      switch disclosure {
      case .attribute(let type): type
      case .actor: .string
      default: nil
      }
    }
  }
}
