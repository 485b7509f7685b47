import EventLedger
import EventModel
import LogAudit
import ParticipationLedger
import TransparencyLog

/// A ledger as it was at one signed size: everything that is exported as open data is read here.
struct OpenDataSource {
  private let city: CityLedger
  private let views: ViewSpool
  /// The checkpoint that links the export to the log.
  let checkpoint: Checkpoint
  /// The persons who have, had or will have a seat, and their ids in open data.
  let members: PublicMembers
  /// When the last record of that size was recorded. This is the export's time, so the same log gives the same bytes.
  let asOf: Instant

  /// The ledger at a signed size; nil is the last one.
  ///
  /// - Throws: `LedgerError.noSuchPosition` if that size was never signed; errors of the log or the views.
  init(_ city: CityLedger, at size: LogSize? = nil) throws {
    self.city = city
    let store = city.store
    checkpoint = try size.map { try store.checkpoint(at: $0) } ?? store.checkpoint()
    asOf = try store.event(at: Position(checkpoint.size.rawValue - 1)).envelope.recordedAt
    views = ViewSpool(city.views, at: checkpoint.size)
    members = try PublicMembers(views)
  }

  /// The origin of the log.
  var origin: String { checkpoint.origin.description }

  /// Passes on every event up to the size, as open data shows it.
  ///
  /// - Parameters:
  ///   - what: what they are read for, for `progress`.
  ///   - progress: called after each page.
  func forEachEvent(
    _ what: String, progress: OpenDataProgress, _ body: (OpenEvent) throws -> Void
  ) throws {
    let told = { (done: LogSize, total: LogSize) in progress(what, done.rawValue, total.rawValue) }
    try city.forEachReadableEvent(upTo: checkpoint.size, progress: told) { event, readable in
      try body(OpenEvent(event, readable, members))
    }
  }

  /// Passes on every row of a view's table as it was at the size, in the order of keys.
  func forEachRow(of view: String, _ table: String, _ body: (JSONValue) throws -> Void) throws {
    try views.forEachRow(of: view, table, body)
  }

  /// The types of the events up to the size, sorted.
  func recordedTypes() throws -> [ActType] {
    try city.store.recordedTypes().filter { checkpoint.size.contains($0.first) }.map(\.type).sorted()
  }

  /// The JSON of an act; nil if its type is not known.
  func act(at position: Position) throws -> JSONValue? {
    try city.store.event(at: position).act(city.store.registry)?.json
  }

  /// What links an export to the log: origin, size, root (base64) and the signed checkpoint.
  var provenance: [String: JSONValue] {
    [
      "origin": .string(origin), "size": .whole(checkpoint.size.rawValue),
      "root": .string(checkpoint.root.base64), "checkpoint": .string(checkpoint.note.serialized),
    ]
  }
}
