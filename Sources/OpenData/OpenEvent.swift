import EventLedger
import EventModel
import LogAudit
import TransparencyLog

/// An event as open data shows it: no more than `events.read` shows, and without what `Disclosure` leaves out.
struct OpenEvent: Sendable {
  let position: Position
  /// SHA-256(0x00 ‖ record), RFC 6962, in base64.
  let leafHash: String
  let type: ActType
  let recordedAt: Instant
  /// The stream, or its category alone if it is or may be named after a person.
  let stream: String
  /// An office, an organisation or the system; nil for persons.
  let actor: String?
  /// nil if the actor is a private person.
  let channel: Channel?
  let causedBy: Position?
  /// Whether the act is withheld, because the polls of its election are not closed.
  let isWithheld: Bool
  /// The objects that it refers to, in the order of the act's fields by name.
  private(set) var objects: [Reference] = []
  /// Attributes of the event, or of the object that it describes.
  private(set) var attributes: [Attribute] = []
  /// The object that has the attributes; nil if they are the event's own.
  private(set) var described: ObjectID?
  /// The act's JSON without the fields that are left out.
  private(set) var data: JSONValue = .object([:])

  /// An object: its type, and an id that is unique among all objects of a log.
  struct ObjectID: Hashable, Sendable {
    let type: ObjectType
    let name: String

    /// `seat/area-f/gavasseto-1`; the id of a member is unique by itself.
    var text: String { type == .member ? name : "\(type.rawValue)/\(name)" }
  }

  /// An object, and its role in the event.
  struct Reference: Hashable, Sendable {
    let object: ObjectID
    let qualifier: String
  }

  struct Attribute: Sendable {
    let name: String
    let type: AttributeType
    let value: JSONValue
  }

  /// - Parameter shown: the event as `EventFilter` shows it.
  init(_ event: RecordedEvent, _ shown: JSONValue, _ members: PublicMembers) {
    let disclosure = ActDisclosure.of(event.envelope.type)
    let envelope = event.envelope
    (position, leafHash, type) = (event.position, event.leafHash.base64, envelope.type)
    (recordedAt, causedBy) = (envelope.recordedAt, envelope.causedBy)
    isWithheld = shown["withheld"] == .bool(true)
    stream =
      disclosure == nil || Self.isPersonal(envelope.stream)
      ? Self.category(envelope.stream) : envelope.stream.description
    let isPrivate = isWithheld || disclosure?.isPrivate ?? true
    actor = isPrivate || !Self.isPublic(envelope.actor.description) ? nil : envelope.actor.description
    channel = isPrivate || envelope.channel == .unspecified ? nil : envelope.channel
    guard let disclosure, !isWithheld, let act = shown["act"] else {
      refer(Self.object(ofStream: envelope.stream.description), as: "stream")
      referToBallot()
      return
    }
    var reader = DisclosureReader(disclosure, members)
    data = reader.read(act)
    for reference in reader.references { refer(reference.object, as: reference.qualifier) }
    attributes = reader.attributes
    described = disclosure.described.flatMap { type in objects.first { $0.object.type == type }?.object }
    if let register = disclosure.register { refer(ObjectID(type: .register, name: register), as: "register") }
    referToBallot()
  }

  /// A ballot is an object even while its act is withheld: the outcome of a challenge refers to it.
  private mutating func referToBallot() {
    if castsBallot { refer(ObjectID(type: .ballot, name: "\(position)"), as: "ballot") }
  }

  /// Whether it is the event that casts the ballot.
  var castsBallot: Bool { type.description == "albo.v1.BallotCast" }

  private mutating func refer(_ object: ObjectID?, as qualifier: String) {
    guard let object else { return }
    let reference = Reference(object: object, qualifier: qualifier)
    if !objects.contains(reference) { objects.append(reference) }
  }
}

extension OpenEvent {
  private static func category(_ stream: StreamName) -> String {
    String(stream.description.prefix { $0 != "/" })
  }

  /// Streams of persons and volunteers are named after their pseudonyms.
  private static func isPersonal(_ stream: StreamName) -> Bool {
    ["person", "volunteer"].contains(category(stream))
  }

  /// Whether an actor's prefix shows that it is not a person: one without a prefix may be a pseudonym.
  static func isPublic(_ actor: String) -> Bool { ["office:", "org:", "system:"].contains { actor.hasPrefix($0) } }

  /// The object that a stream is about; nil for streams of persons, of volunteers and of acts that are not known.
  static func object(ofStream stream: String) -> ObjectID? {
    let parts = stream.split(separator: "/", maxSplits: 1).map(String.init)
    let types: [String: ObjectType] = [
      "election": .election, "body": .body, "org": .organisation, "proposal": .proposal, "agreement": .agreement,
      "office": .office, "transcription": .transcription,
    ]
    guard parts.count == 2, let type = types[parts[0]] else { return nil }
    return ObjectID(type: type, name: parts[1])
  }
}

extension ActDisclosure {
  /// What is declared for a type; nil for an act that is not Albo's own.
  static func of(_ type: ActType) -> ActDisclosure? {
    guard type.description.hasPrefix("albo.v1.") else { return nil }
    return acts[type.shortName]
  }
}
