import EventModel
import TransparencyLog

/// Reads records as events, page after page, and finds the commands by which they were recorded.
struct EventDecoder: Sendable {
  private let registry: ActRegistry
  /// The command that is not known to be whole yet.
  private var command: OpenCommand?
  /// Most events are of the type before them.
  private var last: (type: ActType, act: (any Act.Type)?, isKnown: Bool)?
  private var texts = EnvelopeTexts()

  init(_ registry: ActRegistry) { self.registry = registry }

  /// The events of a page, and the commands that ended within it.
  struct Page: Sendable {
    let start: UInt64
    var events: [Event] = []
    var commands: [Command] = []
  }

  /// A page, and the decoder for the one behind it.
  struct Step: Sendable {
    var page: Page
    var decoder: EventDecoder
  }

  /// An object, since it is handed from check to check: a copy would count each of its texts.
  final class Event: Sendable {
    let envelope: Envelope
    /// Nil for one of which this program knows only the bytes.
    let act: (any Act)?
    let record: [UInt8]
    /// Whether this program knows the type.
    let isKnown: Bool

    fileprivate init(_ envelope: Envelope, _ act: (any Act)?, record: [UInt8], isKnown: Bool) {
      (self.envelope, self.act, self.record, self.isKnown) = (envelope, act, record, isKnown)
    }
  }

  struct Command: Sendable {
    let id: CommandID
    let row: CommandRow
    /// Whether the fingerprint could be derived: not of types that this program does not know.
    let isKnown: Bool
  }

  private struct OpenCommand {
    let id: CommandID
    let position: UInt64
    let first: Event
    /// All events, if the first one's act does not say what was proposed.
    var events: [(envelope: Envelope, act: [UInt8])] = []
    var count: UInt32 = 1
    var isKnown: Bool
  }

  /// Reads the records of a page.
  ///
  /// - Throws: `Damage`, `WireError`.
  mutating func decode(_ records: RecordPage) throws -> Page {
    var page = Page(start: records.start)
    // Two threads that count the references to one text wait for each other: those of a page are its own.
    (texts, last) = (EnvelopeTexts(), nil)
    page.events.reserveCapacity(records.count)
    for index in 0..<records.count {
      try records.withRecord(index) { record in try decode(record, page.start + UInt64(index), into: &page) }
    }
    return page
  }

  /// Reads the records of a page and leaves this decoder as it is.
  func step(_ records: RecordPage) throws -> Step {
    var decoder = self
    let page = try decoder.decode(records)
    return Step(page: page, decoder: decoder)
  }

  private mutating func decode(_ record: borrowing Span<UInt8>, _ position: UInt64, into page: inout Page) throws {
    let scan = try EventScan(record)
    let envelope = try scan.envelope(in: record, &texts)
    let (type, isKnown) = look(up: envelope.type)
    let wire = record.bytes(scan.act)
    let act: (any Act)?
    do { act = try type?.init(wire: wire) } catch {
      throw Damage("the act of record \(position) cannot be read as \(envelope.type): \(error)")
    }
    let event = Event(envelope, act, record: record.bytes(0..<record.count), isKnown: isKnown)
    page.events.append(event)
    if let id = envelope.commandID, command?.id == id {
      command?.count += 1
      if !isKnown { command?.isKnown = false }
    } else {
      if let ended = finish() { page.commands.append(ended) }
      command = envelope.commandID.map { OpenCommand(id: $0, position: position, first: event, isKnown: isKnown) }
    }
    if let command, command.first.act == nil { self.command?.events.append((envelope, wire)) }
  }

  private mutating func look(up type: ActType) -> (act: (any Act.Type)?, isKnown: Bool) {
    if let last, last.type == type { return (last.act, last.isKnown) }
    let (act, isKnown) = (registry[type], registry.knows(type))
    last = (type, act, isKnown)
    return (act, isKnown)
  }

  /// The command at the end of the records that were read.
  mutating func finish() -> Command? {
    guard let ended = command.take() else { return nil }
    let fingerprint =
      ended.isKnown
      ? Fingerprint(ended.first.act, in: ended.first.envelope, events: ended.events) : Fingerprint(high: 0, low: 0)
    return Command(
      id: ended.id, row: CommandRow(first: ended.position, count: ended.count, fingerprint: fingerprint),
      isKnown: ended.isKnown)
  }
}
