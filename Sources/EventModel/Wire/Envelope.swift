public import TransparencyLog

/// The envelope of an event: everything but the act, as values. Field numbers and meaning: `event.proto`.
///
/// What its submitter has set is shared by the copies of an envelope: a ballot's is handed on a dozen times, and each
/// copy would otherwise count its texts one by one.
public struct Envelope: Hashable, Sendable {
  /// The stream it belongs to.
  public var stream: StreamName
  /// Its place in the stream, from 1.
  public var version: UInt64
  /// When the ledger's clock recorded it.
  public var recordedAt: Instant
  /// The name of the act's message.
  public var type: ActType
  package private(set) var provenance: Provenance

  package init(
    stream: StreamName, version: UInt64, recordedAt: Instant, type: ActType, actor: Actor,
    onBehalfOf: Actor? = nil, mandate: Position? = nil, channel: Channel = .unspecified, assurance: UInt32 = 0,
    recorder: String = "", occurredAt: Instant? = nil, commandID: CommandID? = nil, causedBy: Position? = nil,
    commitments: [Commitment] = [], actReference: ActReference? = nil, under: Position? = nil
  ) {
    (self.stream, self.version, self.recordedAt, self.type) = (stream, version, recordedAt, type)
    provenance = Provenance(
      .init(
        actor: actor, onBehalfOf: onBehalfOf, mandate: mandate, channel: channel, assurance: assurance,
        recorder: recorder, occurredAt: occurredAt, commandID: commandID, causedBy: causedBy,
        commitments: commitments, actReference: actReference, under: under))
  }
}

extension Envelope {
  /// What the submitter of an event has set, and who that was.
  package final class Provenance: Hashable, Sendable {
    package let fields: Fields

    package struct Fields: Hashable, Sendable {
      package var actor: Actor
      package var onBehalfOf: Actor?
      package var mandate: Position?
      package var channel: Channel
      package var assurance: UInt32
      package var recorder: String
      package var occurredAt: Instant?
      package var commandID: CommandID?
      package var causedBy: Position?
      package var commitments: [Commitment]
      package var actReference: ActReference?
      package var under: Position?
    }

    package init(_ fields: Fields) { self.fields = fields }

    package static func == (left: Provenance, right: Provenance) -> Bool {
      left === right || left.fields == right.fields
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(fields) }
  }

  private mutating func set<Value>(_ field: WritableKeyPath<Provenance.Fields, Value>, to value: Value) {
    var fields = provenance.fields
    fields[keyPath: field] = value
    provenance = Provenance(fields)
  }

  /// Who acts.
  public var actor: Actor {
    get { provenance.fields.actor }
    set { set(\.actor, to: newValue) }
  }
  /// On whose behalf.
  public var onBehalfOf: Actor? {
    get { provenance.fields.onBehalfOf }
    set { set(\.onBehalfOf, to: newValue) }
  }
  /// The mandate under which the actor acts.
  public var mandate: Position? {
    get { provenance.fields.mandate }
    set { set(\.mandate, to: newValue) }
  }
  /// How the act reached the administration.
  public var channel: Channel {
    get { provenance.fields.channel }
    set { set(\.channel, to: newValue) }
  }
  /// How surely the actor was identified: 0 unknown to 3 high.
  public var assurance: UInt32 {
    get { provenance.fields.assurance }
    set { set(\.assurance, to: newValue) }
  }
  /// The authenticated principal that submitted the act.
  public var recorder: String {
    get { provenance.fields.recorder }
    set { set(\.recorder, to: newValue) }
  }
  /// When it happened, if that differs.
  public var occurredAt: Instant? {
    get { provenance.fields.occurredAt }
    set { set(\.occurredAt, to: newValue) }
  }
  /// The command's idempotency key.
  public var commandID: CommandID? {
    get { provenance.fields.commandID }
    set { set(\.commandID, to: newValue) }
  }
  /// The event to which this one reacts.
  public var causedBy: Position? {
    get { provenance.fields.causedBy }
    set { set(\.causedBy, to: newValue) }
  }
  /// Personal content that stays outside.
  public var commitments: [Commitment] {
    get { provenance.fields.commitments }
    set { set(\.commitments, to: newValue) }
  }
  /// The administrative act behind it.
  public var actReference: ActReference? {
    get { provenance.fields.actReference }
    set { set(\.actReference, to: newValue) }
  }
  /// The transcription by which it was recorded: the position of the act that opened it.
  public var under: Position? {
    get { provenance.fields.under }
    set { set(\.under, to: newValue) }
  }
}

/// Personal content by its digest: SHA-256("albo/commitment/v1\0" ‖ salt ‖ content).
public struct Commitment: Hashable, Sendable {
  /// Which field of the act the content belongs to.
  public var field: String
  /// 32 bytes.
  public var digest: [UInt8]

  /// A commitment to the content of a field.
  public init(field: String, digest: [UInt8]) { (self.field, self.digest) = (field, digest) }
}

/// A resolution or determination of the administration.
public struct ActReference: Hashable, Sendable {
  /// Its number in the register of acts, for instance `417/2023`.
  public var number: String
  /// Its civil date.
  public var date: CivilDate
  /// SHA-256 of the document, 32 bytes, or empty.
  public var hash: [UInt8]

  /// A reference to an administrative act.
  public init(number: String, date: CivilDate, hash: [UInt8] = []) {
    (self.number, self.date, self.hash) = (number, date, hash)
  }
}

extension Envelope {
  /// Writes the record of an event: this envelope around the bytes of its act.
  ///
  /// What has its default is left out, as proto3 does; fields come in the order of their numbers.
  package func write(act: [UInt8], to writer: inout WireWriter) {
    writer.string(stream.description, field: 1)
    writer.varint(version, field: 2)
    if recordedAt.microseconds != 0 { writer.int64(recordedAt.microseconds, field: 3) }
    writer.string(type.description, field: 4)
    if !act.isEmpty { writer.bytes(act, field: 5) }
    provenance.fields.write(isWhole: true, to: &writer)
  }

  /// Writes what the submitter has set, and nothing else of the record: fields 6 to 10, 12 and 14 to 17.
  package func writeSubmitted(to writer: inout WireWriter) { provenance.fields.write(isWhole: false, to: &writer) }
}

extension Envelope.Provenance.Fields {
  /// - Parameter isWhole: false leaves out who submitted it and under which id.
  fileprivate func write(isWhole: Bool, to writer: inout WireWriter) {
    writer.string(actor.description, field: 6)
    if let onBehalfOf { writer.string(onBehalfOf.description, field: 7) }
    if let mandate { writer.varint(mandate.rawValue, field: 8) }
    if channel != .unspecified { writer.varint(UInt64(channel.rawValue), field: 9) }
    if assurance != 0 { writer.varint(UInt64(assurance), field: 10) }
    if isWhole, !recorder.isEmpty { writer.string(recorder, field: 11) }
    if let occurredAt { writer.int64(occurredAt.microseconds, field: 12) }
    if isWhole, let commandID { writer.id(commandID, field: 13) }
    if let causedBy { writer.varint(causedBy.rawValue, field: 14) }
    for commitment in commitments { writer.bytes(commitment.wire, field: 15) }
    if let actReference { writer.bytes(actReference.wire, field: 16) }
    if let under { writer.varint(under.rawValue, field: 17) }
  }
}

extension Envelope {
  /// Checks what a submitter may put into the envelope beside ids and actors: no room for free text.
  ///
  /// - Throws: `InvalidAct` naming the member.
  package func checkTexts() throws(InvalidAct) {
    guard assurance <= 3 else { throw InvalidAct(field: "assurance", reason: "it must be 0 (unknown) to 3 (high)") }
    guard commitments.count <= 32 else { throw InvalidAct(field: "commitments", reason: "more than 32") }
    for commitment in commitments {
      guard Self.isPlain(commitment.field, 1...64), commitment.digest.count == 32 else {
        throw InvalidAct(
          field: "commitments", reason: "a field of 1 to 64 characters and a digest of 32 bytes are needed")
      }
    }
    guard let actReference else { return }
    guard Self.isPlain(actReference.number, 1...64), [0, 32].contains(actReference.hash.count) else {
      throw InvalidAct(
        field: "actReference", reason: "a number of 1 to 64 characters and a hash of 32 bytes or none are needed")
    }
  }

  private static func isPlain(_ text: String, _ length: ClosedRange<Int>) -> Bool {
    length.contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}

extension Commitment {
  fileprivate var wire: [UInt8] {
    var writer = WireWriter()
    if !field.isEmpty { writer.string(field, field: 1) }
    if !digest.isEmpty { writer.bytes(digest, field: 2) }
    return writer.bytes
  }
}

extension ActReference {
  fileprivate var wire: [UInt8] {
    var writer = WireWriter()
    if !number.isEmpty { writer.string(number, field: 1) }
    writer.string(date.description, field: 2)
    if !hash.isEmpty { writer.bytes(hash, field: 3) }
    return writer.bytes
  }
}
