import Bytes
import EventModel
import LMDB
import LogAudit
import TransparencyLog

/// Compares every index and constraint row with what follows from the records.
///
/// While the rows of a page are derived and looked up, the next page is read as events on another thread.
struct IndexVerification {
  private let snapshot: LogSnapshot
  private let size: UInt64
  private var decoder: EventDecoder
  private let constraints: DerivedConstraints
  private var places = PlacesVerification()
  private var types = TypeCounts()
  private(set) var unchecked: Set<ActType> = []
  private var reacted: UInt64?
  /// Events that follow from the first one of their command are caused by it, and are no reactions.
  private var lastCommand: CommandID?

  private static let page: UInt64 = 3_000

  /// - Parameters:
  ///   - snapshot: one snapshot of the log, for everything that is compared.
  ///   - scratch: an empty directory for what is derived.
  init(_ snapshot: LogSnapshot, registry: ActRegistry, size: UInt64, scratch: String) throws {
    (self.snapshot, self.size) = (snapshot, size)
    decoder = EventDecoder(registry)
    constraints = try DerivedConstraints(in: scratch)
  }

  mutating func run(_ progress: (VerificationProgress) -> Void) throws {
    var ready = try records(from: 0).map { try decoder.decode($0) }
    while let page = ready {
      let end = page.start + UInt64(page.events.count)
      let next = try records(from: end).map { records in Meanwhile { [decoder] in try decoder.step(records) } }
      for (index, event) in page.events.enumerated() { note(event, at: page.start + UInt64(index)) }
      try places.check(page, snapshot)
      try constraints.apply(page, snapshot)
      let step = try next?.value()
      if let step { decoder = step.decoder }
      ready = step?.page
      progress(VerificationProgress(stage: "indexes", done: end, total: size))
    }
    if let last = decoder.finish() { try places.check(last, snapshot) }
    progress(VerificationProgress(stage: "comparing", done: 0, total: size))
    try places.finish(snapshot, size: size)
    try compareTypes()
    try compareMeta()
    try constraints.compare(with: snapshot)
  }

  /// A page of records from a position; nil behind the last one.
  private func records(from start: UInt64) throws -> RecordPage? {
    start < size ? try RecordPage(start..<min(size, start + Self.page), snapshot) : nil
  }

  private mutating func note(_ event: EventDecoder.Event, at position: UInt64) {
    let envelope = event.envelope
    if !event.isKnown { unchecked.insert(envelope.type) }
    if let cause = envelope.reactionCause, envelope.commandID != lastCommand { reacted = max(reacted ?? 0, cause) }
    lastCommand = envelope.commandID
    types.count(envelope.type, at: position)
  }

  private func compareTypes() throws {
    var expected = types.rows
    try snapshot.transaction.forEach(in: snapshot.tables.types) { name, value in
      let name = name.text(0..<name.count)
      guard let row = TypeRow(value), expected.removeValue(forKey: ActType(unchecked: name)) == row else {
        throw Damage("the index “types” is wrong at key “\(name)”")
      }
      return true
    }
    guard expected.isEmpty else { throw Damage("the index “types” has too many or too few rows") }
  }

  private func compareMeta() throws {
    var expected = ["format": pairKey(UInt64(LedgerOpened.currentFormat), 0)]
    expected["reactions"] = reacted?.bigEndianBytes
    try snapshot.transaction.forEach(in: snapshot.tables.meta) { key, value in
      let name = key.text(0..<key.count)
      guard expected.removeValue(forKey: name) == value.bytes(0..<value.count) else {
        throw Damage("the table “meta” is wrong at “\(name)”")
      }
      return true
    }
    guard expected.isEmpty else { throw Damage("the table “meta” lacks “\(expected.keys.sorted()[0])”") }
  }
}
