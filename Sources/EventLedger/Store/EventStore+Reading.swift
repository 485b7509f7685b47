public import EventModel
public import LogAudit
public import TransparencyLog

extension EventStore {
  /// The most events and bytes of a page: no reader pins the past.
  public static let pageLimit = 1000
  private static let pageBytes = 4 << 20

  /// The event at a position.
  ///
  /// - Throws: `LedgerError.noSuchPosition`.
  public func event(at position: Position) throws -> RecordedEvent {
    let record = try engine.read { try $0.record(at: position.rawValue) { $0.bytes(0..<$0.count) } }
    guard let record else {
      throw LedgerError(.noSuchPosition(position), "there is no event at position \(position)")
    }
    return try RecordedEvent(position: position, record: record)
  }

  /// A page of the whole log.
  ///
  /// - Parameters:
  ///   - position: where the page starts; nil is the beginning, or the end if the page goes backward.
  ///   - limit: the most events of the page, up to `pageLimit`.
  public func read(
    from position: Position? = nil, direction: ReadDirection = .forward, limit: Int = pageLimit
  ) throws -> EventPage {
    try engine.read { snapshot in
      let size = try snapshot.size
      let isBackward = direction == .backward
      let start = position?.rawValue ?? (isBackward ? size.rawValue &- 1 : 0)
      var page = PageBuilder(limit: min(limit, Self.pageLimit), bytes: Self.pageBytes)
      if start < size.rawValue || isBackward {
        try snapshot.forEachRecord(
          from: min(start, size.rawValue &- 1), limit: page.limit + 1, reverse: isBackward
        ) { try page.add(position: $0, cursor: $0, $1) }
      }
      return EventPage(size: size, events: page.events, next: page.next)
    }
  }

  /// A page of one stream.
  ///
  /// - Parameters:
  ///   - version: where the page starts; nil is the beginning, or the end if the page goes backward.
  ///   - limit: the most events of the page, up to `pageLimit`.
  /// - Returns: an empty page for a stream that does not exist.
  public func read(
    stream: StreamName, from version: UInt64? = nil, direction: ReadDirection = .forward,
    limit: Int = pageLimit
  ) throws -> EventPage {
    try engine.read { snapshot in
      let size = try snapshot.size
      var page = PageBuilder(limit: min(limit, Self.pageLimit), bytes: Self.pageBytes)
      guard let number = try snapshot.number(of: stream) else { return EventPage(size: size, events: [], next: nil) }
      let isBackward = direction == .backward
      try snapshot.forEachVersion(
        ofStream: number, from: version ?? (isBackward ? .max : 1), limit: page.limit + 1, reverse: isBackward
      ) { version, position in
        try snapshot.record(at: position) { try page.add(position: position, cursor: version, $0) } ?? false
      }
      return EventPage(size: size, events: page.events, next: page.next)
    }
  }

  /// How many events a stream has; 0 if it does not exist.
  public func version(of stream: StreamName) throws -> UInt64 {
    try engine.read { try $0.version(of: stream) }
  }

  /// The version of the first event of a stream at or after a position; one more than there are if none is.
  public func firstVersion(of stream: StreamName, from position: Position) throws -> UInt64 {
    try engine.read { snapshot in
      guard let number = try snapshot.number(of: stream) else { return 1 }
      // Positions rise with versions.
      var (low, high) = (UInt64(1), try snapshot.lastVersion(ofStream: number) + 1)
      while low < high {
        let middle = low + (high - low) / 2
        let found = try snapshot.position(ofStream: number, version: middle) ?? .max
        if found < position.rawValue { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  /// The recorded types, with the first position and the number of each.
  public func recordedTypes() throws -> [(type: ActType, first: Position, count: UInt64)] {
    var types: [(type: ActType, first: Position, count: UInt64)] = []
    try engine.read { snapshot in
      try snapshot.forEachType { types.append(($0, Position($1.first), $1.count)) }
    }
    return types
  }

  /// The constraint row at a key, as deciders would read it now.
  package func constraint<Value: ConstraintValue>(_ key: ConstraintKey, as type: Value.Type) throws -> Value? {
    try engine.read { snapshot in
      let rows = WorkingRows()
      let value = rows.reading(snapshot) { rows.row(key, as: type) }
      if let failure = rows.failure { throw failure }
      return value
    }
  }
}

extension EventStore {
  /// The constraint rows of one kind in a stream whose keys are not above a bound, in their order.
  ///
  /// - Parameters:
  ///   - bound: the bytes that a key may begin with at most: rows whose keys begin with it are included.
  ///   - start: the first key; empty for the first row.
  ///   - limit: at most this many.
  /// - Throws: `LedgerError.damaged` for a row that cannot be read.
  package func constraints<Value: ConstraintValue>(
    in stream: StreamName, kind: UInt8, as type: Value.Type, upTo bound: [UInt8], from start: [UInt8] = [], limit: Int
  ) throws -> [(key: [UInt8], row: Value)] {
    var found: [(key: [UInt8], row: Value)] = []
    try engine.read { snapshot in
      try snapshot.forEachConstraint(in: stream, kind: kind, from: start) { key, row in
        guard found.count < limit, !bound.lexicographicallyPrecedes(key.prefix(bound.count)) else { return false }
        guard let value = Value(row: row.bytes(0..<row.count)) else {
          throw LedgerError(.damaged, "a constraint row of \(stream) cannot be read: verify the ledger")
        }
        found.append((key, value))
        return true
      }
    }
    return found
  }
}

extension EventStore {
  /// The last event to which a reaction is recorded; nil if there is none.
  ///
  /// It advances with the reaction itself, and `verify` derives it again. A reactor that starts goes on at this event,
  /// whose reactions may not all be there; those that are there have the ids that it proposes again.
  package func reactionCursor() throws -> Position? { try engine.read { try $0.reacted } }
}

/// Collects a page until it is full.
private struct PageBuilder {
  let limit: Int
  let bytes: Int
  private(set) var events: [RecordedEvent] = []
  private(set) var next: UInt64?
  private var used = 0

  init(limit: Int, bytes: Int) {
    (self.limit, self.bytes) = (max(1, limit), bytes)
  }

  /// Adds an event, or notes where the next page starts; false once the page is full.
  mutating func add(position: UInt64, cursor: UInt64, _ record: borrowing Span<UInt8>) throws -> Bool {
    guard events.count < limit, events.isEmpty || used + record.count <= bytes else {
      next = cursor
      return false
    }
    used += record.count
    events.append(try RecordedEvent(position: Position(position), record: record.bytes(0..<record.count)))
    return true
  }
}
