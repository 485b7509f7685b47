import Bytes
import EventLedger
public import EventModel
public import LogAudit
public import ParticipationModel
import TransparencyLog

extension ReadEvents: AnsweredQuery {
  /// False: it reads the log alone.
  public static var readsViews: Bool { false }

  /// A page of events, passing over those of other types a bounded number at a time.
  public func answer(from ledger: CityLedger) throws -> Page<EventJSON> {
    let limit = Paging.limit(limit)
    var filter = EventFilter(ledger)
    var items: [EventJSON] = []
    let name = stream
    var next = try start(ledger, name)
    var size = LogSize.zero
    // A filter that finds nothing ends the page after this many events, with a cursor to go on.
    var rest = 50_000
    repeat {
      let page = try read(ledger, name, from: next, limit: min(1000, type == nil ? limit - items.count : 1000))
      (next, size) = (page.next, page.size)
      for event in page.events {
        guard items.count < limit else {
          next = name == nil ? event.position.rawValue : event.envelope.version
          break
        }
        if matches(event) { items.append(try filter.json(event)) }
      }
      rest -= page.events.count
    } while items.count < limit && next != nil && rest > 0
    return Page(size: size, items: items, next: next.map(String.init))
  }

  /// Where the page starts: a position of the log, or a version of the stream.
  private func start(_ ledger: CityLedger, _ name: StreamName?) throws -> UInt64? {
    if let cursor {
      guard let next = UInt64(cursor), String(next) == cursor else {
        throw InvalidAct(field: "cursor", reason: "expected the `next` of the previous page, or nothing")
      }
      return next
    }
    guard let name, let from else { return from?.rawValue }
    return try ledger.store.firstVersion(of: name, from: from)
  }

  private func read(_ ledger: CityLedger, _ name: StreamName?, from start: UInt64?, limit: Int) throws -> EventPage {
    guard let name else { return try ledger.store.read(from: start.map { Position($0) }, limit: limit) }
    return try ledger.store.read(stream: name, from: start, limit: limit)
  }

  private func matches(_ event: RecordedEvent) -> Bool {
    guard let type else { return true }
    return event.envelope.type.description == type || event.envelope.type.shortName == type
  }
}

extension GetEvent: AnsweredQuery {
  /// False: it reads the log alone.
  public static var readsViews: Bool { false }

  /// The event, with the size of the log.
  public func answer(from ledger: CityLedger) throws -> EventJSON {
    var filter = EventFilter(ledger)
    var members = try filter.json(ledger.store.event(at: position)).members ?? [:]
    members["size"] = .whole(try ledger.store.size.rawValue)
    return .object(members)
  }
}

/// Shows events, and withholds the ballots of elections whose polls are not closed.
///
/// Whoever holds the directory can read them all the same: the rule binds what is served.
public struct EventFilter {
  private let ledger: CityLedger
  private var withheld: [StreamName: Bool] = [:]

  /// A filter over a ledger as it stands.
  public init(_ ledger: CityLedger) { self.ledger = ledger }

  /// The proto3 JSON of an event with its position and leaf hash (base64); if its act is withheld,
  /// `withheld` is true and the act is absent.
  public mutating func json(_ event: RecordedEvent) throws -> EventJSON {
    var members = event.envelope.shownMembers
    members["position"] = .whole(event.position.rawValue)
    members["leafHash"] = .string(event.leafHash.base64)
    if try isWithheld(event) {
      members["withheld"] = .bool(true)
      members["act"] = .object(["@type": .string(event.envelope.type.description)])
    } else {
      members["act"] = event.act(ledger.store.registry)?.typedJSON ?? opaque(event)
    }
    return .object(members)
  }

  private func opaque(_ event: RecordedEvent) -> JSONValue {
    .object(["@type": .string(event.envelope.type.description), "bytes": .string(Base64.text(event.act))])
  }

  private mutating func isWithheld(_ event: RecordedEvent) throws -> Bool {
    guard Withholding.types.contains(event.envelope.type) else { return false }
    if let known = withheld[event.envelope.stream] { return known }
    let isOpen = try Withholding.isOpen(event.envelope.stream, ledger.store)
    withheld[event.envelope.stream] = isOpen
    return isOpen
  }
}
